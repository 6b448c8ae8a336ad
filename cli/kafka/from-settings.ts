/** Kafka's settings in ferris.yaml: below `kafka:`, nested or with dots, under Kafka's names or with `_`. */
import { SECURITY_PROPERTIES } from '../../runtime/connectors/kafka/security/from-properties.ts';
import { nearest } from '../../src/language/text/nearest.ts';
import type { Io } from '../io.ts';
import { SETTINGS_FILE, type Settings } from '../settings.ts';
import { filledIn, type Setting, settingFrom } from './setting.ts';

/** The brokers that it names: `brokers:`, or `brokers:` below `kafka:`; variables filled in. Throws FileError and UsageError. */
export function brokersIn(settings: Settings, io: Io): string | undefined {
  const kafka = block(settings);
  for (const brokers of [
    settings.values.brokers,
    kafka?.brokers,
    kafka?.bootstrap_servers,
    kafka?.['bootstrap.servers'],
  ]) {
    if (brokers === undefined || brokers === null) continue;
    if (typeof brokers === 'string' && brokers.trim() !== '')
      return filledIn('brokers', brokers, SETTINGS_FILE, io).trim();
    if (Array.isArray(brokers) && brokers.length > 0 && brokers.every(one => typeof one === 'string'))
      return filledIn('brokers', brokers.join(','), SETTINGS_FILE, io);
    throw settings.error('brokers', "'brokers' takes a place such as localhost:9092, or a list of brokers");
  }
  return undefined;
}

/** Throws FileError for what is no setting of Kafka's security and looks like one, UsageError for a variable not set. */
export async function fromSettings(settings: Settings, io: Io): Promise<readonly Setting[]> {
  const found: Setting[] = [];
  for (const [key, value] of leaves(block(settings) ?? {})) {
    const setting = await settingFrom(key, value, SETTINGS_FILE, io);
    if (setting) found.push(setting);
    else if (/^(sasl|ssl|security)[._]/i.test(key)) throw unknown(settings, key);
  }
  return found;
}

function block(settings: Settings): Readonly<Record<string, unknown>> | undefined {
  const { kafka } = settings.values;
  if (kafka === undefined || kafka === null) return undefined;
  if (typeof kafka !== 'object' || Array.isArray(kafka))
    throw settings.error('kafka', "'kafka' takes settings, such as 'security_protocol: SASL_SSL'");
  return kafka as Record<string, unknown>;
}

function* leaves(table: Readonly<Record<string, unknown>>, before = ''): Generator<readonly [string, string]> {
  for (const [name, value] of Object.entries(table)) {
    const key = before === '' ? name : `${before}.${name}`;
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      yield* leaves(value as Record<string, unknown>, key);
    else if (value !== null && value !== undefined) yield [key, Array.isArray(value) ? value.join(',') : String(value)];
  }
}

function unknown(settings: Settings, key: string): Error {
  const dotted = key.toLowerCase().replace(/[_-]/g, '.');
  const meant = nearest(dotted, SECURITY_PROPERTIES);
  return settings.error(
    key.split('.').at(-1)!,
    `'kafka' has no setting ${dotted} that FerrisSQL obeys${meant ? `: did you mean ${meant}?` : ''}`,
  );
}
