/** Rows in the order of a column: numbers by value, texts by their characters, NULL last either way. */
import { type Column, cellOf } from './columns.ts';
import { type Entry, rowOf } from './entry.ts';

export interface Order {
  readonly column: Pick<Column, 'from' | 'name'>;
  readonly descending: boolean;
}

/** A new list. Rows that are the same keep their order. */
export function ordered(entries: readonly Entry[], { column, descending }: Order): Entry[] {
  const sign = descending ? -1 : 1;
  const keys = entries.map(entry => ({ entry, ...sortKey(entry, column) }));
  keys.sort((a, b) => {
    if (a.rank !== b.rank) return a.rank === 2 || b.rank === 2 ? a.rank - b.rank : sign * (a.rank - b.rank);
    if (a.rank === 0) return sign * (a.number - b.number);
    return a.text < b.text ? -sign : a.text > b.text ? sign : 0;
  });
  return keys.map(({ entry }) => entry);
}

/** Numbers are of rank 0, texts of 1, what is not there of 2. */
function sortKey(
  entry: Entry,
  column: Pick<Column, 'from' | 'name'>,
): { readonly rank: number; readonly number: number; readonly text: string } {
  if (column.from === 'number') return { rank: 0, number: entry.number, text: '' };
  const { text, kind } = cellOf(rowOf(entry), entry.number, column);
  if (kind === 'null' || kind === 'absent') return { rank: 2, number: 0, text: '' };
  return kind === 'number' ? { rank: 0, number: Number(text), text: '' } : { rank: 1, number: 0, text };
}
