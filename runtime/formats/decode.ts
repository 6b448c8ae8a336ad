/** Records of any format to the values of a scan's columns: fields of the value, of the key, and of the record's place. */
import type { PlanColumn } from '../../src/compiler/plan/plan.ts';
import type { Value } from '../../src/language/types/value.ts';
import { RecordError } from '../../src/language/types/value.ts';
import type { SourceRecord } from '../connectors/port.ts';
import { converter, isExact, memberFinder, named } from './json/convert.ts';
import type { Decode } from './json/decode.ts';
import { jsonText } from './json/encode.ts';
import { keyMemberReader, withoutKeyMember } from './json/key-member.ts';
import { systemReader } from './json/system-columns.ts';
import { keyText } from './json/text.ts';
import type { ScanFormats } from './table.ts';

/** As `jsonDecoder`. */
export function formatDecoder(formats: ScanFormats, columns: readonly PlanColumn[], kind: 'stream' | 'table'): Decode {
  const places = valuePlaces(columns);
  const read = formats.value.fields(places.map(i => columns[i]!));
  const rowOf = rowMaker(formats, columns, places);
  return (record, topic, partition) => {
    if (record.value === null && kind === 'stream')
      throw new RecordError('decode', 'The record has no value: a deletion belongs in a TABLE, not in a STREAM');
    return rowOf(record.value === null ? undefined : read(record.value), record, topic, partition);
  };
}

/** What a record of changes says, in its order: rows that are no more (`gone`) and rows that are. */
export type DecodeChanges = (
  record: SourceRecord,
  topic: string,
  partition: number,
) => readonly { readonly values: Value[]; readonly gone: boolean }[];

/** Undefined of a format whose records are rows. Of a table what was is left out where there is what is. */
export function changeDecoder(
  formats: ScanFormats,
  columns: readonly PlanColumn[],
  kind: 'stream' | 'table',
): DecodeChanges | undefined {
  const places = valuePlaces(columns);
  const read = formats.value.changes?.(places.map(i => columns[i]!));
  if (!read) return undefined;
  const rowOf = rowMaker(formats, columns, places);
  return (record, topic, partition) => {
    const row = (fields: readonly (Value | undefined)[] | undefined, gone: boolean) => ({
      // Of a row that leaves a table its key is enough.
      values: rowOf(fields, record, topic, partition, !(gone && kind === 'table')),
      gone,
    });
    // What is known of a deletion is in the change before it.
    if (record.value === null) return kind === 'table' ? [row(undefined, true)] : [];
    const { before, after, unknownBefore } = read(record.value);
    if (kind === 'table') return after ? [row(after, false)] : before ? [row(before, true)] : [];
    // As Flink: without it the old row would stay in every sum.
    if (unknownBefore !== undefined)
      throw new RecordError(
        'decode',
        `A change with ${unknownBefore} has no "before", which a STREAM takes back: read it as a TABLE, or let the database send it (PostgreSQL: REPLICA IDENTITY FULL)`,
      );
    return [...(before ? [row(before, true)] : []), ...(after ? [row(after, false)] : [])];
  };
}

const valuePlaces = (columns: readonly PlanColumn[]): readonly number[] =>
  columns.flatMap(({ origin }, i) => (origin.kind === 'system' ? [] : [i]));

type RowMaker = (
  fields: readonly (Value | undefined)[] | undefined,
  record: SourceRecord,
  topic: string,
  partition: number,
  whole?: boolean,
) => Value[];

/** Fields of the value in their places, with what the key and the record's place say. No fields: a deletion. `whole` false: NOT NULL is not asked for. */
function rowMaker({ key: keys }: ScanFormats, columns: readonly PlanColumn[], places: readonly number[]): RowMaker {
  const system = columns.flatMap(({ name, origin }, at) =>
    origin.kind === 'system' ? [{ at, read: name === '_key' && keys ? undefined : systemReader(name) }] : [],
  );
  const rest = places.flatMap((at, place) => {
    const { name, type, origin } = columns[at]!;
    if (origin.kind !== 'field' || !(origin.required || origin.keyFallback)) return [];
    const { required, keyFallback, keyMember } = origin;
    const inKey = keyMember && !keys ? keyMemberReader(name, isExact(type) ? 'exact' : 'double') : keyText;
    return [{ at, place, name, required, keyFallback, inKey, find: memberFinder(name), convert: converter(type) }];
  });
  return (fields, record, topic, partition, whole = true) => {
    const out = new Array<Value>(columns.length).fill(null);
    if (fields) for (let i = 0; i < places.length; i++) out[places[i]!] = fields[i] ?? null;
    for (const { at, read: place } of system)
      out[at] = place
        ? place(record, topic, partition)
        : shownKey(record.key === null ? null : keys!.whole(record.key));
    for (const { at, place, name, required, keyFallback, inKey, find, convert } of rest) {
      const found = fields?.[place];
      if (found !== undefined && found !== null) continue;
      // NULL is what a value without the key's columns reads as where its schema has them.
      if (keyFallback && record.key !== null) {
        const key = keys ? keys.whole(record.key) : inKey(record.key);
        const part = key instanceof Map ? find(key) : key;
        if (part === undefined && fields && whole) throw withoutKeyMember(name);
        if (part !== undefined && part !== null) {
          out[at] = named(name, part, convert);
          continue;
        }
      }
      if (required && fields && whole)
        throw new RecordError('decode', `'${name}' is NOT NULL but ${found === null ? 'null' : 'missing'}`);
    }
    return out;
  };
}

const shownKey = (key: Value): Value => (key === null || typeof key === 'string' ? key : jsonText(key, false));
