/** Lines of files whose first line names the columns: fields are found by these names, whatever their order. */
import type { PlanColumn } from '../../../src/compiler/plan/plan.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { HEAD_BYTES, headOf, numberOf } from '../heads.ts';
import { FormatError, type FormatReader } from '../port.ts';
import type { Field } from './line.ts';

export interface NamedLine {
  /** Of a line without its head. Throws RecordError. */
  split(bytes: Uint8Array): readonly Field[];
  isNull(field: Field): boolean;
  /** How the text of a column of this name and type becomes a value. */
  reader(column: PlanColumn): (name: string, field: Field) => Value;
}

/** What the head of a CSV file is, as text: a list of names. */
export const headerText = (names: readonly string[]): string => JSON.stringify(names);

/** Where a column stands: by its exact name, else by the only one that differs in case alone; −1: nowhere. */
export function placeOf(names: readonly string[], column: string): number {
  const exact = names.lastIndexOf(column);
  if (exact >= 0) return exact;
  const wanted = column.toLowerCase();
  const alike = names.flatMap((name, i) => (name.toLowerCase() === wanted ? [i] : []));
  return alike.length === 1 ? alike[0]! : -1;
}

/** @param declared columns that must be there; undefined: none is declared, and what is asked for may be missing */
export function headerReader(
  { split, isNull, reader }: NamedLine,
  relation: string,
  declared: readonly string[] | undefined,
): FormatReader {
  const heads: (readonly string[])[] = [];
  const namesOf = (bytes: Uint8Array): readonly string[] => {
    const number = numberOf(bytes);
    heads[number] ??= JSON.parse(headOf(number)) as string[];
    return heads[number];
  };
  const fieldsOf = (bytes: Uint8Array, names: readonly string[]): readonly Field[] => {
    const fields = split(bytes.subarray(HEAD_BYTES));
    if (fields.length !== names.length)
      throw new RecordError(
        'decode',
        `The line has ${counted(fields.length)}, and the first line of its file names ${names.length}`,
      );
    return fields;
  };
  const textOf = (field: Field): Value => (isNull(field) ? null : field.text);
  const allOf = (names: readonly string[], fields: readonly Field[]): ReadonlyMap<string, Value> =>
    new Map(names.map((name, i) => [name, textOf(fields[i]!)]));

  return {
    fields(columns) {
      const readers = columns.map(column => ({
        name: column.name,
        whole: column.origin.kind === 'record',
        read: reader(column),
      }));
      const places: (readonly number[])[] = [];
      const placesIn = (names: readonly string[]): readonly number[] =>
        readers.map(({ name, whole }) => {
          const place = whole ? -1 : placeOf(names, name);
          if (place < 0 && !whole && declared) throw new FormatError(`${relation}: ${missing(name, names)}`);
          return place;
        });
      return bytes => {
        const names = namesOf(bytes);
        const number = numberOf(bytes);
        places[number] ??= placesIn(names);
        const fields = fieldsOf(bytes, names);
        const at = places[number];
        return readers.map(({ name, whole, read }, i) => {
          if (whole) return allOf(names, fields);
          const field = fields[at[i]!];
          return field && (isNull(field) ? null : read(name, field));
        });
      };
    },
    whole(bytes) {
      const names = namesOf(bytes);
      return allOf(names, fieldsOf(bytes, names));
    },
  };
}

/** What is wrong with a header that lacks a column. */
export const missing = (column: string, names: readonly string[]): string =>
  `the first line names no column '${column}': it names ${names.join(', ')}`;

const counted = (fields: number): string => (fields === 1 ? '1 field' : `${fields} fields`);
