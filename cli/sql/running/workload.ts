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
  /** How full the buffer of results is when reading pauses, above 0 up to 1; undefined: full. */
  readonly threshold: number | undefined;
  /** What it says that is not done, and why, for a line of the log each. */
  readonly unheeded: readonly string[];
}

const NOTHING: Workload = {
  bounded: false,
  group: undefined,
  port: undefined,
  logLevel: undefined,
  circuitBreaker: undefined,
  threshold: undefined,
  unheeded: [],
};

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
  const { mode, log_level, metrics_port, kafka, circuit_breaker: breaker, backpressure } = values;
  if (mode !== undefined && mode !== 'continuous' && mode !== 'bounded')
    throw new FileError(`${file}: 'mode' is continuous or bounded, not ${JSON.stringify(mode)}`);
  return {
    bounded: mode === 'bounded',
    group: isTable(kafka) && typeof kafka.consumer_group === 'string' ? kafka.consumer_group : undefined,
    port: typeof metrics_port === 'number' ? metrics_port : undefined,
    logLevel: LOG_LEVELS.find(level => level === log_level),
    circuitBreaker: breakerOf(breaker, file),
    threshold: thresholdOf(backpressure, file),
    unheeded: [
      ...(isTable(backpressure) && backpressure.enabled === false ? [NEVER_WITHOUT] : []),
      ...(isTable(breaker) && breaker.fallback_strategy === 'skip' ? [NEVER_SKIPPED] : []),
    ],
  };
}

const NEVER_WITHOUT =
  'backpressure.enabled is false, and reading pauses all the same while the buffer of results is full: memory is always bounded';
const NEVER_SKIPPED =
  'circuit_breaker.fallback_strategy is skip, which is not done, as it would lose records: while the circuit is open they stay in their topics, and are worked off when it closes';

/** What becomes of records while the circuit is open; all but `fail` come to the same, since what was not committed stays where it is. */
const FALLBACKS: readonly unknown[] = [undefined, null, 'cached_results', 'dead_letter', 'skip', 'fail'];

/** Throws FileError. */
function thresholdOf(given: unknown, file: string): number | undefined {
  if (given === undefined || given === null) return undefined;
  const { enabled = true, threshold = 1 } = isTable(given) ? given : {};
  if (
    !isTable(given) ||
    typeof enabled !== 'boolean' ||
    typeof threshold !== 'number' ||
    !(threshold > 0 && threshold <= 1)
  )
    throw new FileError(
      `${file}: 'backpressure' takes enabled, true or false, and threshold, a number above 0 and up to 1`,
    );
  return enabled ? threshold : undefined;
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
  const { fallback_strategy: fallback } = given;
  if (!FALLBACKS.includes(fallback))
    throw new FileError(
      `${file}: 'fallback_strategy' is cached_results, dead_letter, skip or fail, not ${JSON.stringify(fallback)}`,
    );
  return { failureThreshold: failures, recoveryMs: seconds * 1000, ...(fallback === 'fail' ? { ends: true } : {}) };
}

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
