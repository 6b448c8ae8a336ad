/** What a deployment tells its pods: the file that FERRIS_WORKLOAD_CONFIG names, as `workload-configuration.ts` writes it. */

import type { CircuitBreaker } from '../../../runtime/jobs/retries.ts';
import { yamlValues } from '../../../src/language/text/yaml-values.ts';
import { FileError, readText } from '../../files.ts';
import type { Io } from '../../io.ts';
import { LOG_LEVELS, type LogLevel } from './log.ts';

export interface Workload {
  /** Ends at the ends that it finds at the start. */
  readonly bounded: boolean;
  readonly group: string | undefined;
  readonly port: number | undefined;
  readonly logLevel: LogLevel | undefined;
  readonly circuitBreaker: CircuitBreaker | undefined;
  /** What it says that this program does not heed. */
  readonly unheeded: readonly string[];
}

const NOTHING: Workload = {
  bounded: false,
  group: undefined,
  port: undefined,
  logLevel: undefined,
  circuitBreaker: undefined,
  unheeded: [],
};

/** Parts for the running queries that nothing here acts upon. */
const UNHEEDED = ['backpressure'] as const;

/** Throws FileError. */
export async function readWorkload(io: Io): Promise<Workload> {
  const file = io.env.FERRIS_WORKLOAD_CONFIG;
  if (!file) return NOTHING;
  const { text } = await readText(file, io);
  const { parseDocument } = await import('yaml');
  const read = yamlValues(parseDocument(text), text);
  if (!read.ok) throw new FileError(`${file}:${read.line}: ${read.message}`);
  const values = read.value;
  if (!isTable(values)) throw new FileError(`${file}:1: the configuration of a workload is expected`);
  const { mode, log_level, metrics_port, kafka, circuit_breaker: breaker } = values;
  if (mode !== undefined && mode !== 'continuous' && mode !== 'bounded')
    throw new FileError(`${file}: 'mode' is continuous or bounded, not ${JSON.stringify(mode)}`);
  return {
    bounded: mode === 'bounded',
    group: isTable(kafka) && typeof kafka.consumer_group === 'string' ? kafka.consumer_group : undefined,
    port: typeof metrics_port === 'number' ? metrics_port : undefined,
    logLevel: LOG_LEVELS.find(level => level === log_level),
    circuitBreaker: breakerOf(breaker, file),
    unheeded: [
      ...UNHEEDED.filter(key => values[key] !== undefined && values[key] !== null),
      ...(isTable(breaker) && breaker.fallback_strategy ? ['circuit_breaker.fallback_strategy'] : []),
    ],
  };
}

/** Throws FileError. */
function breakerOf(given: unknown, file: string): CircuitBreaker | undefined {
  if (given === undefined || given === null) return undefined;
  const { failure_threshold: failures = 5, recovery_timeout_seconds: seconds = 60 } = isTable(given) ? given : {};
  const whole = (value: unknown): value is number =>
    typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
  if (!isTable(given) || !whole(failures) || !whole(seconds))
    throw new FileError(
      `${file}: 'circuit_breaker' takes failure_threshold and recovery_timeout_seconds, whole numbers from 1 on`,
    );
  return { failureThreshold: failures, recoveryMs: seconds * 1000 };
}

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
