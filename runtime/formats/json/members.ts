/**
 * Bytes of a JSON record to the values of a scan's columns, by way of all its members: what everything else that decodes
 * is held against, and what says what is wrong with a record.
 */
import type { PlanColumn } from '../../../src/compiler/plan/plan.ts';
import { readJson } from '../../../src/language/types/json.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { describe } from '../../../src/language/types/value-text.ts';
import type { SourceRecord } from '../../connectors/port.ts';
import { converter, isExact, type Members, memberFinder, named } from './convert.ts';
import type { Decode } from './decode.ts';
import { keyMemberReader, withoutKeyMember } from './key-member.ts';
import { systemReader } from './system-columns.ts';
import { keyText } from './text.ts';

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

export function memberDecoder(columns: readonly PlanColumn[], kind: 'stream' | 'table'): Decode {
  const readers = columns.map(columnReader);
  const exact = columns.map(({ type }) => isExact(type));
  const someExact = exact.includes(true);
  return (record, topic, partition) => {
    const text = record.value === null ? undefined : recordText(record.value);
    const members = text === undefined ? undefined : recordMembers(text, 'double');
    const asWritten = someExact && members && EXPONENT.test(text!) ? recordMembers(text!, 'exact') : members;
    if (!members && kind === 'stream')
      throw new RecordError('decode', 'The record has no value: a deletion belongs in a TABLE, not in a STREAM');
    const values = new Array<Value>(readers.length);
    for (let i = 0; i < readers.length; i++)
      values[i] = readers[i]!(exact[i] ? asWritten : members, record, topic, partition);
    return values;
  };
}

type ColumnReader = (members: Members | undefined, record: SourceRecord, topic: string, partition: number) => Value;

function columnReader({ name, type, origin }: PlanColumn): ColumnReader {
  if (origin.kind === 'record') return members => members ?? null;
  if (origin.kind === 'system') {
    const read = systemReader(name);
    return (_, record, topic, partition) => read(record, topic, partition);
  }
  const { required, keyFallback, keyMember } = origin;
  const convert = converter(type);
  const find = memberFinder(name);
  const inKey = keyMember ? keyMemberReader(name, isExact(type) ? 'exact' : 'double') : keyText;
  return (members, record) => {
    const found = members && find(members);
    if (found !== undefined && found !== null) return named(name, found, convert);
    if (keyFallback && record.key !== null) {
      const part = inKey(record.key);
      // Of a deletion the whole key is known by which it is filed.
      if (part === undefined && members && found === undefined) throw withoutKeyMember(name);
      if (part !== undefined && part !== null) return named(name, part, convert);
    }
    if (required && members)
      throw new RecordError('decode', `'${name}' is NOT NULL but ${found === null ? 'null' : 'missing'}`);
    return null;
  };
}

const EXPONENT = /\d[eE][+-]?\d/;

function recordText(bytes: Uint8Array): string {
  try {
    return UTF_8.decode(bytes);
  } catch {
    throw new RecordError('decode', 'Not JSON: the bytes are not UTF-8');
  }
}

/** Throws RecordError ('decode') for what is no JSON object. */
function recordMembers(text: string, exponents: 'double' | 'exact'): Members {
  const value = readJson(text, exponents);
  if (value instanceof Map) return value;
  throw new RecordError('decode', `A record is a JSON object: this is ${describe(value)}`);
}
