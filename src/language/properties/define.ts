/** What a property is: one entry from which checking, completion, hover and docs are derived. */
import type { ValueType } from '../hints/types/value-type.ts';
import { isWords } from './types/words.ts';

/** What a relation can stand for: the values of `type`. */
export const CONNECTORS = [
  'kafka_source',
  'kafka_sink',
  'file_source',
  'file_sink',
  'stdout',
  'generator_source',
] as const;
export type Connector = (typeof CONNECTORS)[number];

export const KAFKA: readonly Connector[] = ['kafka_source', 'kafka_sink'];
export const FILES: readonly Connector[] = ['file_source', 'file_sink'];

export interface PropertyEntry {
  readonly key: string;
  /** Other spellings with the same values. `_` and `-` for `.` and any case are understood without being listed. */
  readonly aliases: readonly string[];
  /** The block it stands in when it is another than plain WITH: `LOCAL_AGGREGATION`. Undefined for WITH. */
  readonly block?: string;
  /** The relation a statement reads, the one it writes, either, or the statement (the job) as a whole. */
  readonly of: 'input' | 'output' | 'both' | 'statement';
  /** The values of `type` with which it has a meaning; undefined for all. */
  readonly connectors?: readonly Connector[];
  readonly type: ValueType;
  /** What it does and when to set it; the first sentence is a summary. */
  readonly doc: string;
  /** One value that fits, as text. */
  readonly sample: string;
  /** As SQL: `'topic' = 'market_data'`. */
  readonly example: string;
  /** What holds where a file says nothing; undefined where that is said in words, or nothing. */
  readonly default?: string;
  /** Whether the runtime obeys it. What it does not obey is understood and cannot run yet. */
  readonly runs: boolean;
  /** The values that run, when they can be listed. */
  readonly values?: readonly string[];
  /** Values that are understood and cannot run yet. */
  readonly later?: readonly string[];
  /** What is meant by those who write it where it does not belong. */
  readonly elsewhere?: string;
}

export interface PropertyFamily {
  /** A heading. */
  readonly title: string;
  /** One sentence. */
  readonly doc: string;
  readonly properties: readonly PropertyEntry[];
}

type Derived = 'aliases' | 'example' | 'runs' | 'values' | 'later';
export type Definition = Omit<PropertyEntry, Derived> & {
  readonly aliases?: readonly string[];
  readonly example?: string;
  readonly runs?: boolean;
};

export function defineProperty(definition: Definition): PropertyEntry {
  const { type, key, sample } = definition;
  return {
    aliases: [],
    example: `'${key}' = '${sample.replaceAll("'", "''")}'`,
    runs: false,
    ...definition,
    ...(isWords(type) ? { values: type.words, ...(type.later.length > 0 ? { later: type.later } : {}) } : {}),
  };
}
