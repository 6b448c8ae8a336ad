/** The names an expression may use. Columns get a position when they are first used, so that a scan decodes no others. */
import type { SqlType } from '../types/sql-type.ts';
import { ANY, BIGINT, STRING, TIMESTAMP } from '../types/sql-type.ts';
import type { InputColumn, Relation } from './bound.ts';

const SYSTEM_COLUMNS: Readonly<Record<string, SqlType>> = {
  _timestamp: TIMESTAMP,
  _event_time: TIMESTAMP,
  _offset: BIGINT,
  _partition: BIGINT,
  _key: STRING,
  _topic: STRING,
};

export type Lookup =
  | { readonly found: 'column'; readonly index: number; readonly column: InputColumn }
  | { readonly found: 'ambiguous'; readonly candidates: readonly string[] }
  | { readonly found: 'nothing' };

export interface Scope {
  readonly relation: Relation | undefined;
  /** In the order of their first use. */
  readonly columns: readonly InputColumn[];
  /** Whether a name stands for the relation: its name or alias. */
  isQualifier(name: string): boolean;
  /** Exactly first, then whatever the case when just one fits; in a schema-less relation any name is a column. */
  lookUp(name: string): Lookup;
  /** The whole record, for `*` of a schema-less relation. */
  record(): number;
  /** All names there are, for "did you mean". */
  names(): readonly string[];
}

/** What one relation (or nothing) offers. `reference`: rows of another statement, whose columns are there by name. */
export function scopeOf(relation: Relation | undefined, alias: string | undefined): Scope {
  const columns: InputColumn[] = [];
  const positions = new Map<string, number>();
  const use = (column: InputColumn): { index: number; column: InputColumn } => {
    let index = positions.get(column.name);
    if (index === undefined) {
      index = columns.length;
      columns.push(column);
      positions.set(column.name, index);
    }
    return { index, column: columns[index]! };
  };
  const declared = relation?.columns ?? [];
  return {
    relation,
    columns,
    isQualifier: name =>
      relation !== undefined && [alias ?? relation.name].some(known => known.toLowerCase() === name.toLowerCase()),
    lookUp(name) {
      if (!relation) return { found: 'nothing' };
      const exact = declared.find(column => column.name === name);
      const similar = exact ? [exact] : declared.filter(column => column.name.toLowerCase() === name.toLowerCase());
      if (similar.length > 1) return { found: 'ambiguous', candidates: similar.map(column => column.name) };
      const column = similar[0];
      if (column)
        return {
          found: 'column',
          ...use({
            name: column.name,
            type: column.type,
            origin: {
              kind: 'field',
              required: column.required,
              keyFallback: relation.primaryKey.includes(column.name),
            },
          }),
        };
      const system = SYSTEM_COLUMNS[name.toLowerCase()];
      if (system)
        return { found: 'column', ...use({ name: name.toLowerCase(), type: system, origin: { kind: 'system' } }) };
      if (relation.open)
        return {
          found: 'column',
          ...use({ name, type: ANY, origin: { kind: 'field', required: false, keyFallback: false } }),
        };
      return { found: 'nothing' };
    },
    record: () => use({ name: '*', type: ANY, origin: { kind: 'record' } }).index,
    names: () => declared.map(column => column.name),
  };
}
