/** What a function of FerrisSQL is: one entry from which checking, completion, hover, docs and evaluation are derived. */
import type { SqlType } from '../types/sql-type.ts';
import type { Value } from '../types/value.ts';

export interface Parameter {
  readonly name: string;
  /** As in the signature: a type's name, or a class of types such as NUMERIC. */
  readonly type: string;
  readonly optional: boolean;
  /** The last parameter may repeat. */
  readonly variadic: boolean;
}

export interface Signature {
  /** As shown to people: `SUBSTRING(s STRING, start BIGINT [, length BIGINT]) → STRING`. */
  readonly text: string;
  readonly parameters: readonly Parameter[];
  readonly returns: string;
}

export type Category = 'aggregate' | 'math' | 'string' | 'time' | 'conditional' | 'json' | 'record';

interface Entry {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly category: Category;
  readonly signatures: readonly Signature[];
  /** What it gives, its NULLs and its errors; Markdown. */
  readonly doc: string;
  /** Expression and the literal it equals; run as tests. For aggregates see `AggregateEntry.examples`. */
  readonly examples: readonly (readonly [expression: string, value: string])[];
}

/** A function of one row. */
export interface ScalarEntry extends Entry {
  readonly kind: 'scalar';
  /** `propagate`: any NULL argument gives NULL without a call; `handled`: evaluate sees NULLs. */
  readonly nulls: 'propagate' | 'handled';
  /** Not a function of its arguments alone: never folded, marked in EXPLAIN. */
  readonly volatile: boolean;
  /** Arguments are already coerced to the resolved types. Throws RecordError. */
  evaluate(args: readonly Value[], call: CallContext): Value;
}

/** What a volatile function may ask: ports, so that a run can be replayed. */
export interface CallContext {
  /** Microseconds since the epoch, read once per record. */
  readonly now: () => number;
  readonly random: () => number;
  readonly uuid: () => string;
  /** The resolved result type. */
  readonly returns: SqlType;
}

/** (time, topic, partition, offset) of a row, as a sortable: the order of FIRST, LAST and their kind (DIALECT §3). */
export interface RowOrder {
  readonly time: number;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** A function of many rows. State is plain data (it is kept, moved and written to changelogs). */
export interface AggregateEntry extends Entry {
  readonly kind: 'aggregate';
  /** Whether rows with a NULL first argument are skipped (COUNT(*) has no argument). */
  readonly skipsNulls: boolean;
  init(call: CallContext): unknown;
  /** Gives the next state (it may change and give back the same object). Throws RecordError before changing anything. */
  add(state: never, args: readonly Value[], order: RowOrder, call: CallContext): unknown;
  result(state: never, call: CallContext): Value;
}

export type FunctionEntry = ScalarEntry | AggregateEntry;

export type Resolved =
  | {
      readonly ok: true;
      readonly returns: SqlType;
      /** What each argument must be coerced to; undefined: as it is. */
      readonly parameters: readonly (SqlType | undefined)[];
    }
  /** `argument` is the index of the one that does not fit; absent when their number does not. */
  | { readonly ok: false; readonly message: string; readonly argument?: number };
