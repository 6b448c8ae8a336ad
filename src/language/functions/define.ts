/** What a function of FerrisSQL is: one entry from which checking, completion, hover, docs and evaluation are derived. */
import type { SqlType } from '../types/sql-type.ts';
import type { Value } from '../types/value.ts';
import { parseSignature } from './signature.ts';

export interface Parameter {
  readonly name: string;
  /**
   * As in the signature: a type's name; ANY (as it is); NUMERIC (BIGINT, DECIMAL or DOUBLE); T (the type that all
   * arguments called T have in common).
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

export type Category = 'aggregate' | 'math' | 'string' | 'time' | 'conditional' | 'json' | 'record';

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
  /** By parameter: throws RecordError for a text that cannot stand there, so that a literal is refused before it runs. */
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
    doc,
    examples,
    init,
    add: add as AggregateEntry['add'],
    result,
  };
}

function named(signature: string | readonly string[]): Pick<Entry, 'name' | 'signatures'> {
  const texts = typeof signature === 'string' ? [signature] : signature;
  return { name: texts[0]!.slice(0, texts[0]!.indexOf('(')), signatures: texts.map(parseSignature) };
}
