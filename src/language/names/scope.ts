/** The names an expression may use. Columns get a position when they are first used, so that a scan decodes no others. */

import { nearest } from '../text/nearest.ts';
import type { SqlType } from '../types/sql-type.ts';
import { ANY, BIGINT, STRING, TIMESTAMP } from '../types/sql-type.ts';
import type { InputColumn, Relation } from './bound.ts';
import { inKey } from './in-key.ts';
import type { TypedExpression } from './typed-expression.ts';

export const SYSTEM_COLUMNS: ReadonlyMap<string, SqlType> = new Map([
  ['_timestamp', TIMESTAMP],
  ['_event_time', TIMESTAMP],
  ['_offset', BIGINT],
  ['_partition', BIGINT],
  ['_key', STRING],
  ['_topic', STRING],
]);

/** System columns that only rows of a windowed result have. */
export const WINDOW_COLUMNS: ReadonlySet<string> = new Set(['_window_start', '_window_end']);

export type Lookup =
  | { readonly found: 'column'; readonly index: number; readonly column: InputColumn }
  | { readonly found: 'ambiguous'; readonly candidates: readonly string[] }
  | { readonly found: 'nothing' };

/** One relation of FROM. */
export interface Leaf {
  readonly relation: Relation;
  /** Its alias, or its name. */
  readonly qualifier: string;
  /** Its place among the leaves, which its columns carry. */
  readonly index: number;
}

/** The leaf of a column that belongs to no single relation: the time of a joined row. */
export const WHOLE_ROW = -1;

/** One column out of those of both sides of a JOIN … USING. */
export interface Merged {
  readonly name: string;
  readonly value: TypedExpression;
  /** The columns it stands for, by leaf. */
  readonly of: ReadonlyMap<Leaf, string>;
}

interface NamedColumn {
  readonly leaf: Leaf;
  readonly column: Relation['columns'][number];
}

/** What FROM offers, growing from left to right while it is read. */
export class Scope {
  readonly leaves: Leaf[] = [];
  /** In the order of their first use. */
  readonly columns: InputColumn[] = [];
  /** Columns that JOIN … USING made one, by name in lower case: what the bare name stands for. */
  readonly merged = new Map<string, Merged>();
  readonly #positions = new Map<string, number>();
  readonly #exact = new Map<string, NamedColumn[]>();
  readonly #similar = new Map<string, NamedColumn[]>();

  add(relation: Relation, qualifier: string): Leaf {
    const leaf = { relation, qualifier, index: this.leaves.length };
    this.leaves.push(leaf);
    for (const column of relation.columns) {
      push(this.#exact, column.name, { leaf, column });
      push(this.#similar, column.name.toLowerCase(), { leaf, column });
    }
    return leaf;
  }

  /** Takes the last relation out again: MATCH_RECOGNIZE puts another in its place. */
  takeLast(): Leaf | undefined {
    const leaf = this.leaves.pop();
    for (const names of [this.#exact, this.#similar])
      for (const column of leaf?.relation.columns ?? []) {
        const key = names === this.#exact ? column.name : column.name.toLowerCase();
        names.set(key, names.get(key)?.filter(one => one.leaf !== leaf) ?? []);
      }
    return leaf;
  }

  /** Whether a name stands for a relation: its alias, else its name. */
  leafOf(qualifier: string): Leaf | undefined {
    const wanted = qualifier.toLowerCase();
    return (
      this.leaves.find(leaf => leaf.qualifier === qualifier) ??
      this.leaves.find(leaf => leaf.qualifier.toLowerCase() === wanted)
    );
  }

  get isOpen(): boolean {
    return this.leaves.some(leaf => leaf.relation.open);
  }

  /** Whether some relation declares a column of that name, whatever the case. */
  declares(name: string): boolean {
    return (this.#similar.get(name.toLowerCase())?.length ?? 0) > 0;
  }

  /** Exactly first, then whatever the case when just one fits; in the one schema-less relation any name is a column. */
  lookUp(name: string, of?: Leaf): Lookup {
    const within = (found: readonly NamedColumn[] | undefined) =>
      of ? (found ?? []).filter(one => one.leaf === of) : (found ?? []);
    const exact = within(this.#exact.get(name));
    const fitting = exact.length > 0 ? exact : within(this.#similar.get(name.toLowerCase()));
    const first = fitting[0];
    if (first) {
      if (fitting.length > 1)
        return {
          found: 'ambiguous',
          candidates: fitting.map(({ leaf, column }) =>
            this.leaves.length > 1 ? `${leaf.qualifier}.${column.name}` : column.name,
          ),
        };
      return this.#use(first.column.name, first.column.type, first.leaf.index, {
        kind: 'field',
        required: first.column.required,
        ...inKey(first.leaf.relation.primaryKey, first.column.name),
      });
    }
    const leaves = of ? [of] : this.leaves;
    const bounded = WINDOW_COLUMNS.has(name.toLowerCase()) ? leaves.filter(leaf => leaf.relation.windowed) : [];
    if (bounded.length > 1) return { found: 'ambiguous', candidates: bounded.map(leaf => `${leaf.qualifier}.${name}`) };
    if (bounded[0]) return this.#use(name.toLowerCase(), TIMESTAMP, bounded[0].index, { kind: 'system' });
    const system = SYSTEM_COLUMNS.get(name.toLowerCase());
    if (system && leaves.length > 0) {
      if (leaves.length > 1 && name.toLowerCase() !== '_event_time')
        return { found: 'ambiguous', candidates: leaves.map(leaf => `${leaf.qualifier}.${name}`) };
      return this.#use(name.toLowerCase(), system, leaves.length > 1 ? WHOLE_ROW : leaves[0]!.index, {
        kind: 'system',
      });
    }
    const open = leaves.filter(leaf => leaf.relation.open);
    if (open.length > 1) return { found: 'ambiguous', candidates: open.map(leaf => `${leaf.qualifier}.${name}`) };
    if (open[0]) return this.#use(name, ANY, open[0].index, { kind: 'field', required: false, keyFallback: false });
    return { found: 'nothing' };
  }

  /** The whole record of a schema-less relation, for `*`. */
  record(leaf: Leaf): number {
    return this.#use('*', ANY, leaf.index, { kind: 'record' }).index;
  }

  /** All names there are, or those of one relation. */
  names(of?: Leaf): readonly string[] {
    return (of ? [of] : this.leaves).flatMap(leaf => leaf.relation.columns.map(column => column.name));
  }

  /** The name that was probably meant. */
  nearest(name: string, of?: Leaf): string | undefined {
    return nearest(name, this.names(of));
  }

  #use(name: string, type: SqlType, leaf: number, origin: InputColumn['origin']): Lookup & { found: 'column' } {
    const key = `${leaf}\0${name}`;
    let index = this.#positions.get(key);
    if (index === undefined) {
      index = this.columns.length;
      this.columns.push({ name, type, origin, leaf });
      this.#positions.set(key, index);
    }
    return { found: 'column', index, column: this.columns[index]! };
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
