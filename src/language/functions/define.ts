/** What a function of FerrisSQL is: one entry from which checking, completion, hover, docs and evaluation are derived. */
import type { SqlType } from '../types/sql-type.ts';
import type { Value } from '../types/value.ts';
import { parseSignature } from './signature.ts';

export interface Parameter {
  readonly name: string;
  /**
   * As in the signature: a type's name; ANY (as it is); NUMERIC (BIGINT, DECIMAL or DOUBLE); T, K, V (the type that all
   * arguments called so have in common), also as parts: ARRAY<T>, MAP<K,V>.
   */
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

export type Category =
  | 'aggregate'
  | 'window'
  | 'math'
  | 'string'
  | 'time'
  | 'conditional'
  | 'json'
  | 'collection'
  | 'record';

/** An argument as the binder knows it: `literal` is its value when it is written out in the query. */
export interface Argument {
  readonly type: SqlType;
  readonly literal?: Value;
}

interface Entry {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly category: Category;
  readonly signatures: readonly Signature[];
  /** The result's type where it is more than the signature can say. Arguments are already coerced. */
  readonly returns: ((args: readonly Argument[]) => SqlType) | undefined;
  /** By parameter: throws RecordError for a literal, as text, that cannot stand there, so that it is refused before it runs. */
  readonly literals: Readonly<Record<string, (text: string) => unknown>>;
  /** What it gives, its NULLs and its errors; Markdown. */
  readonly doc: string;
  /** Expression and the literal it equals; run as tests. For an aggregate `SUM(x) over x = 1, 2, NULL`, in that order. */
  readonly examples: readonly (readonly [expression: string, value: string])[];
}

/** A function of one row. */
export interface ScalarEntry extends Entry {
  readonly kind: 'scalar';
  /** `propagate`: any NULL argument gives NULL without a call; `handled`: evaluate sees NULLs. */
  readonly nulls: 'propagate' | 'handled';
  /**
   * Not a function of its arguments alone: never folded, marked in EXPLAIN. `without arguments`: only when called with
   * none (`TIMESTAMP()` is the clock, `TIMESTAMP(x)` is not).
   */
  readonly volatile: boolean | 'without arguments';
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
  /** What belongs to the record that is being processed; undefined where there is none (constants, aggregates). */
  readonly record?: RecordContext;
}

/** The record's headers, which go on with the row, and where the pod runs. */
export interface RecordContext {
  /** The last header of that name, as text; null when there is none. */
  header(name: string): string | null;
  /** In their order, each once. */
  headerNames(): readonly string[];
  setHeader(name: string, value: string | null): void;
  removeHeader(name: string): void;
  /** The region of the pod; null where none is configured. */
  readonly region: string | null;
}

/** (time, topic, partition, offset) of a row, as a sortable: the order of FIRST, LAST and their kind (DIALECT §3). */
export interface RowOrder {
  readonly time: number;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/**
 * A function of many rows. State is plain data (it is kept, moved and written to changelogs): objects, arrays, Maps and
 * Sets of Values, numbers and strings, with no functions and no sharing.
 */
export interface AggregateEntry extends Entry {
  readonly kind: 'aggregate';
  /** Whether rows with a NULL first argument are skipped (COUNT(*) has no argument). */
  readonly skipsNulls: boolean;
  /** What it keeps of its rows: a fixed amount, every different value, or all values. */
  readonly keeps: 'constant' | 'distinct' | 'all';
  /**
   * Whether WITHIN GROUP (ORDER BY x) says what is aggregated: PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x) is
   * PERCENTILE_CONT(x, 0.5), and with DESC PERCENTILE_CONT(x, 0.5, TRUE).
   */
  readonly orderedSet: boolean;
  init(call: CallContext): unknown;
  /** Gives the next state (it may change and give back the same object). Throws RecordError before changing anything. */
  add(state: never, args: readonly Value[], order: RowOrder, call: CallContext): unknown;
  result(state: never, call: CallContext): Value;
  /** Takes a row that was added out again, as `add` takes it in; absent: it is computed anew from the rows that are left. */
  remove?(state: never, args: readonly Value[]): unknown;
}

/** A row of an ordered partition, as a window function sees it. */
export interface WindowRow {
  readonly args: readonly Value[];
  /** Rows that the order does not tell apart have the same number; from 0, without gaps. */
  readonly peers: number;
}

/** A function of the rows around one, only with OVER. */
export interface WindowEntry extends Entry {
  readonly kind: 'window';
  /** Whether it depends on how many rows the partition has in all: a stream never knows that. */
  readonly wholePartition: boolean;
  /** Whether it only counts rows: what ranks by another column than the time must keep them all. */
  readonly ranks: boolean;
  /** The meaning: one value for each row of a partition, in its order. Throws RecordError. */
  overPartition(rows: readonly WindowRow[]): readonly Value[];
}

/** The start, end or length of the row's window. */
export interface WindowBoundEntry extends Entry {
  readonly kind: 'window-bound';
  readonly bound: 'start' | 'end' | 'duration';
  /** @param startMs @param endMs of the window, milliseconds since the epoch */
  of(startMs: number, endMs: number): Value;
}

/** A function that makes rows of one value, after FROM or alone in the select list. */
export interface TableEntry extends Entry {
  readonly kind: 'table';
  rows(collection: Value): readonly (readonly Value[])[];
}

export type FunctionEntry = ScalarEntry | AggregateEntry | WindowEntry | WindowBoundEntry | TableEntry;

export type Resolved =
  | {
      readonly ok: true;
      readonly returns: SqlType;
      /** What each argument must be coerced to; undefined: as it is. */
      readonly parameters: readonly (SqlType | undefined)[];
    }
  /** `argument` is the index of the one that does not fit; absent when their number does not. */
  | { readonly ok: false; readonly message: string; readonly argument?: number };

interface Definition {
  readonly category: Category;
  readonly aliases?: readonly string[];
  readonly returns?: (args: readonly Argument[]) => SqlType;
  readonly literals?: Entry['literals'];
  readonly doc: string;
  readonly examples: readonly (readonly [expression: string, value: string])[];
}

interface ScalarDefinition<Args extends readonly (Value | undefined)[]> extends Definition {
  readonly nulls?: ScalarEntry['nulls'];
  readonly volatile?: ScalarEntry['volatile'];
  evaluate(args: Args, call: CallContext): Value;
}

/** One signature or several, the first that fits the arguments wins. */
export function defineScalar<Args extends readonly (Value | undefined)[]>(
  signature: string | readonly string[],
  {
    category,
    aliases = [],
    returns,
    literals = {},
    nulls = 'propagate',
    volatile = false,
    doc,
    examples,
    evaluate,
  }: ScalarDefinition<Args>,
): ScalarEntry {
  return {
    kind: 'scalar',
    ...named(signature),
    category,
    aliases,
    returns,
    literals,
    nulls,
    volatile,
    doc,
    examples,
    evaluate: evaluate as ScalarEntry['evaluate'],
  };
}

interface AggregateDefinition<State, Args extends readonly (Value | undefined)[]> extends Omit<Definition, 'category'> {
  readonly skipsNulls?: boolean;
  readonly keeps?: AggregateEntry['keeps'];
  readonly orderedSet?: boolean;
  init(call: CallContext): State;
  add(state: State, args: Args, order: RowOrder, call: CallContext): State;
  result(state: State, call: CallContext): Value;
}

/** One signature or several, the first that fits the arguments wins. */
export function defineAggregate<State, Args extends readonly (Value | undefined)[] = readonly Exclude<Value, null>[]>(
  signature: string | readonly string[],
  {
    aliases = [],
    returns,
    literals = {},
    skipsNulls = true,
    keeps = 'constant',
    orderedSet = false,
    doc,
    examples,
    init,
    add,
    result,
  }: AggregateDefinition<State, Args>,
): AggregateEntry {
  return {
    kind: 'aggregate',
    ...named(signature),
    category: 'aggregate',
    aliases,
    returns,
    literals,
    skipsNulls,
    keeps,
    orderedSet,
    doc,
    examples,
    init,
    add: add as AggregateEntry['add'],
    result,
  };
}

type WindowDefinition = Pick<WindowEntry, 'doc' | 'examples' | 'overPartition'> & {
  readonly aliases?: readonly string[];
  readonly wholePartition?: boolean;
  readonly ranks?: boolean;
};

export function defineWindow(signature: string | readonly string[], definition: WindowDefinition): WindowEntry {
  return {
    kind: 'window',
    ...named(signature),
    category: 'window',
    aliases: [],
    returns: undefined,
    literals: {},
    wholePartition: false,
    ranks: false,
    ...definition,
  };
}

type BoundDefinition = Pick<WindowBoundEntry, 'doc' | 'examples' | 'bound' | 'of'> & {
  readonly aliases?: readonly string[];
};

export function defineWindowBound(signature: string, definition: BoundDefinition): WindowBoundEntry {
  return {
    kind: 'window-bound',
    ...named(signature),
    category: 'window',
    aliases: [],
    returns: undefined,
    literals: {},
    ...definition,
  };
}

type TableDefinition = Pick<TableEntry, 'doc' | 'examples' | 'rows'> & { readonly aliases?: readonly string[] };

export function defineTable(signature: string | readonly string[], definition: TableDefinition): TableEntry {
  return {
    kind: 'table',
    ...named(signature),
    category: 'collection',
    aliases: [],
    returns: undefined,
    literals: {},
    ...definition,
  };
}

function named(signature: string | readonly string[]): Pick<Entry, 'name' | 'signatures'> {
  const texts = typeof signature === 'string' ? [signature] : signature;
  return { name: texts[0]!.slice(0, texts[0]!.indexOf('(')), signatures: texts.map(parseSignature) };
}
