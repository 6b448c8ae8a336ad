/** What holds for a run: of the profile, ferris.yaml, the environment and the flags, as the programs take it. */

import type { Compression } from '../runtime/connectors/kafka/records/compression.ts';
import type { Transfer } from '../runtime/connectors/kafka/transfer.ts';
import { type Configuration, readConfiguration, type Sources, type Told } from '../src/language/configuration/read.ts';
import { expandVariables } from '../src/language/hints/expand.ts';
import { UsageError } from './arguments.ts';
import { FileError } from './files.ts';
import type { Io } from './io.ts';
import { readSettings, SETTINGS_FILE } from './settings.ts';

/** For every command that runs queries. */
export const profileFlag = {
  value: 'PROFILE',
  doc: 'settings that go together: standard, low_latency, high_throughput, financial and others; without it FERRIS_PERFORMANCE_PROFILE, then "profile:" of ferris.yaml',
} as const;

export interface RunSettings {
  readonly commitIntervalMs: number;
  readonly workers: number;
  /** Whether somebody said so for this run in particular, by a flag. */
  readonly workersByFlag: boolean;
  readonly port: number | undefined;
  readonly logLevel: string | undefined;
  readonly decimals: 'string' | 'number';
  /** Of what a job remembers, MiB; undefined: there is none. */
  readonly memoryLimitMib: number | undefined;
  /** Whether a file says it, before which goes what the SQL says. */
  readonly memoryLimitByFile: boolean;
  /** Of disk for what goes there beyond that, MiB; undefined: there is none. */
  readonly diskLimitMib: number | undefined;
  /** Of topics whose statement says nothing. */
  readonly compression: Compression | undefined;
  readonly transfer: Transfer;
  /** What was given and has no effect, for a warning each. */
  readonly notes: readonly string[];
  /** Those of them that are about ferris.yaml. */
  readonly fileNotes: readonly string[];
}

/** Throws UsageError and FileError for what is wrong or contradicts itself. */
export async function findConfiguration(flags: Sources['flags'], io: Io): Promise<Configuration> {
  const settings = await readSettings(io);
  const leaves = (settings?.leaves ?? []).map(leaf => {
    if (!leaf.value.includes('${') || !isOurs(leaf.path)) return leaf;
    const expanded = expandVariables(leaf.value, name => io.env[name]);
    if (!expanded.ok)
      throw new UsageError(
        `${SETTINGS_FILE}:${leaf.line ?? 1}: ${leaf.path} needs the variable ${expanded.variable}, which is not set`,
      );
    return { ...leaf, value: expanded.value };
  });
  const configuration = readConfiguration({ leaves, variables: io.env, flags });
  const [problem] = configuration.problems;
  if (problem) {
    if (problem.origin.kind === 'ferris.yaml') throw new FileError(told(problem));
    throw new UsageError(told(problem));
  }
  return configuration;
}

/** The others fill in the variables of their parts themselves. */
const isOurs = (path: string): boolean =>
  /^(performance|sql|server|serialization|profile|log_level|workers|commit)/.test(path);

/** Throws as findConfiguration. */
export async function runSettings(flags: Sources['flags'], io: Io): Promise<RunSettings> {
  return runSettingsOf(await findConfiguration(flags, io));
}

/** As text of a line: with the line of ferris.yaml. */
export const told = ({ message, origin }: Told): string =>
  origin.kind === 'ferris.yaml' ? `${SETTINGS_FILE}:${origin.line ?? 1}: ${message}` : message;

/** As numbers and words, of what was read. */
export function runSettingsOf({ settings, notes }: Configuration): RunSettings {
  const of = (key: string) => settings.find(one => one.setting.key === key)!;
  const number = (key: string): number => Number(of(key).value);
  const given = (key: string): string | undefined => {
    const { origin, value } = of(key);
    return origin.kind === 'default' ? undefined : value;
  };
  const compression = of('compression.type').value;
  const port = given('port');
  const limit = (key: string): number | undefined => number(key) || undefined;
  return {
    commitIntervalMs: number('commit.interval.ms'),
    workers: number('workers'),
    workersByFlag: of('workers').origin.kind === 'flag',
    port: port === undefined ? undefined : Number(port),
    logLevel: given('log.level'),
    memoryLimitMib: limit('max.memory.mb'),
    memoryLimitByFile: !['flag', 'environment'].includes(of('max.memory.mb').origin.kind),
    diskLimitMib: limit('max.disk.mb'),
    decimals: of('decimal.format').value === 'string' ? 'string' : 'number',
    compression: compression === 'none' ? undefined : (compression as Compression),
    transfer: {
      fetchMinBytes: number('fetch.min.bytes'),
      fetchMaxWaitMs: number('fetch.max.wait.ms'),
      fetchMaxBytes: number('fetch.max.bytes'),
      partitionFetchBytes: number('max.partition.fetch.bytes'),
      batchBytes: number('batch.size'),
      bufferBytes: number('buffer.memory'),
    },
    notes: notes.map(told),
    fileNotes: notes.filter(({ origin }) => origin.kind === 'ferris.yaml').map(told),
  };
}
