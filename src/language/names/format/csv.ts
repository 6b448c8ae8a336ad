/** format = 'csv' or 'tsv', and what stands between and around its fields. */
import type { CsvFormat, RecordFormats } from '../record-format.ts';
import type { FormatBuilder } from './asked.ts';
import { charsetOf } from './charset.ts';

export const csvFormat: FormatBuilder = asked => {
  const text = (key: string): string | undefined => asked.property(key)?.text;
  const one = (key: string): string | undefined => characterOf(text(key));
  const delimiter =
    (asked.side === 'key' ? one('key.delimiter') : one('delimiter')) ?? (asked.word === 'tsv' ? '\t' : undefined);
  const quote = one('quote');
  const escapedBy = one('escape');
  const nullLiteral = text('null.literal');
  const arrayDelimiter = one('array.delimiter');
  return {
    kind: 'csv',
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(quote === undefined ? {} : { quote }),
    ...(escapedBy === undefined ? {} : { escape: escapedBy }),
    ...(nullLiteral === undefined ? {} : { nullLiteral }),
    ...(arrayDelimiter === undefined ? {} : { arrayDelimiter }),
    ...charsetOf(text('encoding')),
  } satisfies CsvFormat;
};

/** TAB, SPACE and \t are the characters that they name. */
function characterOf(text: string | undefined): string | undefined {
  switch (text?.toUpperCase()) {
    case 'TAB':
    case '\\T':
      return '\t';
    case 'SPACE':
      return ' ';
    default:
      return text === '' ? undefined : text;
  }
}

/** Fields of a line are told apart by their place: the columns of the relation in their order. */
export function placedColumns(
  { value, key }: RecordFormats,
  columns: readonly { readonly name: string }[],
  primaryKey: readonly string[],
): RecordFormats {
  const placedKey = key?.kind === 'csv' && primaryKey.length > 0 ? { ...key, columns: primaryKey } : key;
  const keyed = placedKey ? { key: placedKey } : {};
  if (value?.kind !== 'csv' || columns.length === 0) return { ...(value ? { value } : {}), ...keyed };
  const names = columns.map(({ name }) => name);
  const keys = primaryKey.length === 0 ? {} : { keys: primaryKey };
  return { value: { ...value, columns: names, ...keys }, ...keyed };
}
