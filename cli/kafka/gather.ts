/**
 * Kafka's settings of a run, from all who may give them, weakest first: ferris.yaml, WITH, the environment.
 *
 * Names and passwords are for the brokers they were written with: where ferris.yaml or the SQL names brokers and the run
 * goes to others, what stands there about security is left out.
 */
import type { Io } from '../io.ts';
import type { Settings } from '../settings.ts';
import { fromEnvironment } from './from-environment.ts';
import { brokersIn, fromSettings } from './from-settings.ts';
import type { Setting } from './setting.ts';
import { fromSql, sharesBroker, type Written } from './written.ts';

export interface KafkaSettings {
  /** By Kafka's names. */
  readonly values: Readonly<Record<string, string>>;
  /** Who said so, by the same names. */
  readonly origins: Readonly<Record<string, string>>;
}

/** Throws UsageError and FileError. */
export async function gatherKafka(
  place: string,
  settings: Settings | undefined,
  written: Written,
  io: Io,
): Promise<KafkaSettings> {
  const gathered: Setting[] = [];
  const brokers = settings && brokersIn(settings, io);
  // A folder that it names is nobody's cluster.
  const forAny = brokers === undefined || /^(dir|jsonl):/.test(brokers);
  if (settings && (forAny || sharesBroker(place, brokers))) gathered.push(...(await fromSettings(settings, io)));
  gathered.push(...(await fromSql(written, place, io)));
  gathered.push(...(await fromEnvironment(io)));
  return {
    values: Object.fromEntries(gathered.map(({ key, value }) => [key, value])),
    origins: Object.fromEntries(gathered.map(({ key, origin }) => [key, origin])),
  };
}
