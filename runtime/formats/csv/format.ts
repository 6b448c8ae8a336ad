/** CSV as a format: one line a record, its fields the relation's columns in their order (Flink's `csv`, ksqlDB's DELIMITED). */
import type { FormatOf, PlanColumn } from '../../../src/compiler/plan/plan.ts';
import { readJson } from '../../../src/language/types/json.ts';
import type { SqlType } from '../../../src/language/types/sql-type.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { textOf } from '../../../src/language/types/value-text.ts';
import { charset, textBytes } from '../charset.ts';
import { headed, headNumber } from '../heads.ts';
import { converter, named } from '../json/convert.ts';
import { jsonText } from '../json/encode.ts';
import {
  FormatError,
  type FormatModule,
  type FormatReader,
  type FormatWriter,
  type Use,
  type WriteUse,
} from '../port.ts';
import { headerReader, headerText, type NamedLine } from './header.ts';
import { type Dialect, type Field, fieldsOf, fieldText } from './line.ts';

type Csv = FormatOf<'csv'>;
type Present = Exclude<Value, null>;

/** FormatError where two of its characters are the same, and a line could be read in two ways. */
function dialectOf(
  { delimiter = ',', quote = '"', escape: escapedBy = '', nullLiteral }: Csv,
  relation: string,
): Dialect {
  const other = delimiter === quote ? 'quote' : delimiter === escapedBy ? 'escape' : undefined;
  if (other)
    throw new FormatError(
      `${relation}: 'delimiter' and '${other}' are both ${JSON.stringify(delimiter)}: a line of CSV could be read in two ways; set another '${other}'`,
    );
  return { delimiter, quote, escapedBy, nullLiteral };
}

export const csv: FormatModule<'csv'> = {
  reader: async (format, { relation, side }) => {
    if (format.header) return fromFiles(format, relation);
    if (format.columns === undefined && side === 'value')
      throw new FormatError(`${relation}: a line of CSV has no names: declare the columns, in the order of its fields`);
    return readerOf(format, relation, side);
  },
  writer: async (format, use) => writerOf(format, use),
};

function fromFiles(format: Csv, relation: string): FormatReader {
  const dialect = dialectOf(format, relation);
  const decode = charset(format.charset);
  const itemDelimiter = format.arrayDelimiter ?? ';';
  const line: NamedLine = {
    split: bytes => fieldsOf(decode(bytes), dialect),
    isNull: field => isNull(field, dialect),
    reader: ({ type }) => fieldReader(type, dialect, itemDelimiter),
  };
  return headerReader(line, relation, format.columns);
}

function readerOf(format: Csv, relation: string, side: Use['side']): FormatReader {
  const dialect = dialectOf(format, relation);
  const decode = charset(format.charset);
  const names = format.columns ?? [];
  const keys = new Set(format.keys);
  const withoutKeys = names.filter(name => !keys.has(name));
  const split = (bytes: Uint8Array) => fieldsOf(decode(bytes), dialect);
  const itemDelimiter = format.arrayDelimiter ?? ';';

  return {
    fields(columns: readonly PlanColumn[]) {
      const readers = columns.map(({ name, type, origin }) => ({
        name,
        all: names.indexOf(name),
        rest: withoutKeys.indexOf(name),
        whole: origin.kind === 'record',
        read: fieldReader(type, dialect, itemDelimiter),
      }));
      return bytes => {
        const fields = split(bytes);
        const all = fields.length === names.length;
        if (!all && (fields.length !== withoutKeys.length || keys.size === 0))
          throw new RecordError(
            'decode',
            `The line has ${fields.length} fields and ${names.length} columns are declared${keys.size === 0 ? '' : ` (${withoutKeys.length} without the key)`}`,
          );
        return readers.map(({ name, all: place, rest, whole, read }) => {
          if (whole)
            return new Map(
              (all ? names : withoutKeys).map((one, i) => [one, isNull(fields[i]!, dialect) ? null : fields[i]!.text]),
            );
          const field = fields[all ? place : rest];
          if (!field || isNull(field, dialect)) return field && null;
          return read(name, field);
        });
      };
    },
    whole(bytes) {
      const values = split(bytes).map((field): Value => (isNull(field, dialect) ? null : field.text));
      if (side === 'key' && names.length > 0 && names.length !== values.length)
        throw new RecordError(
          'decode',
          `The key has ${values.length} fields, and the PRIMARY KEY ${names.length}: ${names.join(', ')}`,
        );
      if (side === 'key' && names.length === 1) return values[0]!;
      if (names.length === values.length) return new Map(names.map((name, i) => [name, values[i]!]));
      return values.length === 1 ? values[0]! : values;
    },
  };
}

const isNull = ({ text, quoted }: Field, { nullLiteral }: Dialect): boolean => !quoted && text === nullLiteral;

/** An empty field is the empty STRING, and NULL in a column of any other type. */
function fieldReader(type: SqlType, dialect: Dialect, itemDelimiter: string): (name: string, field: Field) => Value {
  const convert = converter(type);
  if (type.kind === 'STRING' || type.kind === 'ANY') return (_, { text }) => text;
  const read =
    type.kind === 'ARRAY' && isFlat(type.element) ? listReader(type.element, dialect, itemDelimiter) : undefined;
  const nested = type.kind === 'ARRAY' || type.kind === 'MAP' || type.kind === 'STRUCT' || type.kind === 'JSON';
  return (name, { text, quoted }) => {
    if (text.trim() === '' && !(read && quoted)) return null;
    if (read) return named(name, text, value => read(value as string));
    return named(name, text, value => convert(nested ? jsonOf(value as string) : (value as string).trim()));
  };
}

const isFlat = ({ kind }: SqlType): boolean =>
  kind !== 'ARRAY' && kind !== 'MAP' && kind !== 'STRUCT' && kind !== 'JSON';

function listReader(element: SqlType, { nullLiteral }: Dialect, itemDelimiter: string): (text: string) => Value {
  const convert = converter(element);
  return text =>
    text === ''
      ? []
      : text.split(itemDelimiter).map(item => {
          if (item === nullLiteral || (item.trim() === '' && element.kind !== 'STRING')) return null;
          return convert(element.kind === 'STRING' ? item : item.trim());
        });
}

function jsonOf(text: string): Present {
  const value = readJson(text);
  if (value === null) throw new RecordError('decode', 'null is no value here: leave the field empty');
  return value;
}

function writerOf(format: Csv, { columns, relation }: WriteUse): FormatWriter {
  const open = columns.find(({ spread }) => spread);
  if (open)
    throw new FormatError(
      `${relation}: which columns a line of CSV has must be known before records are read: name them instead of '${open.name}'`,
    );
  const dialect = dialectOf(format, relation);
  const itemDelimiter = format.arrayDelimiter ?? ';';
  const encode = textBytes(format.charset);
  const texts = columns.map(({ name, type }) => (value: Value) => {
    if (value === null) return fieldText(null, dialect);
    const text = written(name, type, value, dialect, itemDelimiter);
    // Told apart from NULL, which has nothing there.
    return text === '' && dialect.nullLiteral === '' && dialect.quote !== ''
      ? dialect.quote.repeat(2)
      : fieldText(text, dialect);
  });
  const line = (values: readonly Value[]): Uint8Array =>
    encode(texts.map((text, i) => text(values[i]!)).join(dialect.delimiter));
  const head = format.header ? headNumber(headerText(columns.map(({ name }) => name))) : 0;
  const row = format.header ? (values: readonly Value[]) => headed(head, [line(values)])[0]! : line;
  return {
    row,
    whole(value) {
      if (value === null || value instanceof Uint8Array) return value;
      if (value instanceof Map)
        return encode(
          Array.from((value as ReadonlyMap<string, Value>).values(), part =>
            fieldText(part === null ? null : plainText(part), dialect),
          ).join(dialect.delimiter),
        );
      return encode(fieldText(plainText(value), dialect));
    },
  };
}

function written(name: string, type: SqlType, value: Present, { nullLiteral }: Dialect, itemDelimiter: string): string {
  if (!Array.isArray(value) || (type.kind === 'ARRAY' && !isFlat(type.element))) return plainText(value);
  return value
    .map((item: Value) => {
      const text = item === null ? nullLiteral : plainText(item);
      if (
        text === undefined ||
        (text === '' && value.length === 1) ||
        (item !== null && (text.includes(itemDelimiter) || text === nullLiteral))
      )
        throw new RecordError(
          'decode',
          `'${name}': ${item === null ? 'NULL' : JSON.stringify(text)} cannot stand in a list of CSV, whose items are apart by ${itemDelimiter}`,
        );
      return text;
    })
    .join(itemDelimiter);
}

/** As JSON has it, without the quotes; BYTES in base64. */
function plainText(value: Present): string {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return Array.isArray(value) || value instanceof Map ? jsonText(value, false) : textOf(value);
}
