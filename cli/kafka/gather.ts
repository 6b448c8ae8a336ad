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
import { type Setting, settingFrom } from './setting.ts';

export interface KafkaSettings {
  /** By Kafka's names. */
  readonly values: Readonly<Record<string, string>>;
  /** Who said so, by the same names. */
  readonly origins: Readonly<Record<string, string>>;
}

/** What the WITH (…) of the SQL says, as written. */
export type WrittenSettings = Readonly<Record<string, string>>;

/** Throws UsageError and FileError. */
export async function gatherKafka(
  place: string,
  settings: Settings | undefined,
  written: WrittenSettings,
  io: Io,
): Promise<KafkaSettings> {
  const gathered: Setting[] = [];
  if (settings && isFor(place, brokersIn(settings))) gathered.push(...(await fromSettings(settings, io)));
  if (isFor(place, written['bootstrap.servers']))
    for (const [key, value] of Object.entries(written)) {
      const setting = await settingFrom(key, value, 'WITH', io);
      if (setting) gathered.push(setting);
    }
  gathered.push(...(await fromEnvironment(io)));
  return {
    values: Object.fromEntries(gathered.map(({ key, value }) => [key, value])),
    origins: Object.fromEntries(gathered.map(({ key, origin }) => [key, origin])),
  };
}

/** Whether what was written beside these brokers is for the place of the run. */
function isFor(place: string, brokers: string | undefined): boolean {
  const parts = (text: string) => text.split(',').map(one => one.trim().toLowerCase());
  return brokers === undefined || parts(brokers).some(broker => parts(place).includes(broker));
}
