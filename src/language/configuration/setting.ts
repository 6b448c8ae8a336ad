/** What a setting of a run is: one entry from which reading, checking, `config explain`, the JSON Schema and docs are derived. */
import type { ValueType } from '../hints/types/value-type.ts';

export interface Setting {
  /** As in `config explain`: `commit.interval.ms`. */
  readonly key: string;
  /** Where it stands in ferris.yaml, section and name: `performance.flush_interval_ms`; the first is the usual one. */
  readonly paths: readonly string[];
  /** Variables of the environment; of several that are set the first counts. */
  readonly variables: readonly string[];
  /** The flag of the commands that have one, without dashes. */
  readonly flag?: string;
  readonly type: ValueType;
  /** JSON Schema of a value in ferris.yaml. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Other words for its values, in the way in which they stand in configuration files of others. */
  readonly also?: Readonly<Record<string, string>>;
  readonly default: string;
  /** What it does; the first sentence is a summary. */
  readonly doc: string;
}

/** A key that configuration files of others have, and that does nothing here: it is told by name, with the reason. */
export interface WithoutEffect {
  /** Places in ferris.yaml; `storage.*` is everything below. */
  readonly paths: readonly string[];
  readonly variables: readonly string[];
  /** Fits behind "… has no effect: ". */
  readonly why: string;
  /** Values that ask for what holds anyway: nothing is told of them. */
  readonly holds?: readonly string[];
}

/** `Kafka.consumer.fetch-min-bytes`, `kafka.fetch.min.bytes` and `kafka.fetch_min_bytes` are the same place. */
export const placeOf = (path: string): string =>
  path
    .toLowerCase()
    .replace(/[.-]/g, '_')
    .replace(/^kafka_(consumer|producer|client)_/, 'kafka_');
