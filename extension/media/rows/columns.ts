/** The columns of a grid: what is declared, then what is found in the rows. */
import { type Entry, rowOf } from './entry.ts';
import type { Cell, Row } from './row.ts';

/** Widths are in characters. */
const WIDEST = 44;
const NARROWEST = 5;

export interface Column {
  readonly name: string;
  readonly type: string;
  /** Where it comes from: the record itself or its value. */
  readonly from: 'number' | 'time' | 'key' | 'value';
  width: number;
}

export interface Columns {
  /** What a reader wants to see first is first: the number, the values, then where they belong. */
  readonly all: readonly Column[];
  /** Changes with each new or wider column. */
  readonly revision: number;
  /** Finds columns in a row that is shown, and how wide they have to be. */
  look(entry: Entry): void;
}

export function columns(declared: readonly { readonly name: string; readonly type: string }[]): Columns {
  const ordinal: Column = { name: '#', type: '', from: 'number', width: NARROWEST };
  const key: Column = { name: 'key', type: '', from: 'key', width: NARROWEST };
  const time: Column = { name: 'time', type: 'UTC', from: 'time', width: 23 };
  const valueColumn = (name: string, type: string): Column => ({
    name,
    type,
    from: 'value',
    // The type is below the name, and smaller; an arrow stands behind the name of a sorted column.
    width: Math.max(NARROWEST, name.length + 2, Math.ceil(type.length * 0.82)),
  });
  const values = new Map(declared.map(({ name, type }) => [name, valueColumn(name, type)]));
  let all: readonly Column[] = [ordinal, ...values.values(), key, time];
  let revision = 0;
  return {
    get all() {
      return all;
    },
    get revision() {
      return revision;
    },
    look(entry) {
      const row = rowOf(entry);
      for (const name of row.values.keys()) {
        if (values.has(name)) continue;
        values.set(name, valueColumn(name, ''));
        all = [ordinal, ...values.values(), key, time];
        revision++;
      }
      for (const column of all) {
        const wanted = Math.min(WIDEST, cellOf(row, entry.number, column).text.length);
        if (wanted <= column.width) continue;
        column.width = wanted;
        revision++;
      }
    },
  };
}

export function cellOf(row: Row, number: number, { from, name }: Pick<Column, 'from' | 'name'>): Cell {
  if (from === 'number') return { text: String(number + 1), kind: 'number' };
  if (from === 'time') return row.time;
  if (from === 'key') return row.key;
  return row.values.get(name) ?? { text: '', kind: 'absent' };
}

/** Whether its cells stand right: numbers do, and what stands in their place. */
export const standsRight = ({ from, type }: Pick<Column, 'from' | 'type'>): boolean =>
  from === 'number' || /^(?:BIGINT|INT|INTEGER|DOUBLE|FLOAT|DECIMAL)\b/.test(type);
