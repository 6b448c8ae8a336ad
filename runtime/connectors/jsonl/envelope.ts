/** A line of `NAME.envelope.jsonl`: `{"key","value","timestamp","headers","partition"}` as one record, both ways. */
import { isUtf8 } from 'node:buffer';
import type { Headers, OutputRecord } from '../port.ts';
import { arrayElements, type Member, objectMembers, skipBlanks, stringAt } from './json-text.ts';

export interface Enveloped {
  readonly partition: number;
  /** Milliseconds since the epoch; undefined when the line does not say. */
  readonly timestamp: number | undefined;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: Headers;
}

/** More would be a slip of the pen, and each partition costs its readers something. */
export const MOST_PARTITIONS = 10_000;

/**
 * The record a line holds, or what is wrong with it in words. Only `value` must be there; members of other names
 * are passed over. A key or header that is a string is its UTF-8 bytes, any other one its JSON text as written.
 */
export function readEnvelope(line: Uint8Array): Enveloped | string {
  const start = skipBlanks(line, 0);
  const whole = objectMembers(line, start);
  if (typeof whole === 'number') {
    if (~whole === start) return 'an envelope must be a JSON object';
    return `this is not valid JSON from column ${~whole + 1} on`;
  }
  const behind = skipBlanks(line, whole.end);
  if (behind < line.length) return `there is more behind the JSON object, from column ${behind + 1} on`;

  // Of a name that stands twice the last one counts.
  const member = (name: string) => whole.members.findLast(each => each.name === name);
  const value = member('value');
  if (!value) return 'an envelope needs a "value" (null for a deletion)';
  const timestamp = wholeNumber(line, member('timestamp'));
  if (timestamp === 'no') return '"timestamp" must be a whole number of milliseconds since 1970';
  const partition = wholeNumber(line, member('partition')) ?? 0;
  if (partition === 'no' || partition < 0 || partition >= MOST_PARTITIONS)
    return `"partition" must be a whole number from 0 to ${MOST_PARTITIONS - 1}`;
  const headers = readHeaders(line, member('headers'));
  if (!headers) return '"headers" must be an object, or an array of [name, value] pairs';
  return {
    partition,
    timestamp,
    key: bytesOf(line, member('key')),
    value: isNull(line, value) ? null : text(line, value),
    headers,
  };
}

const text = (line: Uint8Array, { from, to }: Member) => line.subarray(from, to);
const isNull = (line: Uint8Array, { from }: Member) => line[from] === 110;
const isString = (line: Uint8Array, { from }: Member) => line[from] === 34;

function wholeNumber(line: Uint8Array, member: Member | undefined): number | undefined | 'no' {
  if (!member || isNull(line, member)) return undefined;
  const written = Buffer.from(text(line, member)).toString('latin1');
  const number = /^[-\d]/.test(written) ? Number(written) : Number.NaN;
  return Number.isSafeInteger(number) ? number : 'no';
}

function bytesOf(line: Uint8Array, member: Member | undefined): Uint8Array | null {
  if (!member || isNull(line, member)) return null;
  if (!isString(line, member)) return text(line, member);
  const inside = line.subarray(member.from + 1, member.to - 1);
  return inside.includes(92) ? Buffer.from(stringAt(line, member.from, member.to)) : inside;
}

function readHeaders(line: Uint8Array, member: Member | undefined): Headers | undefined {
  if (!member || isNull(line, member)) return [];
  const object = objectMembers(line, member.from);
  if (typeof object !== 'number') return object.members.map(each => [each.name, bytesOf(line, each)] as const);
  const array = arrayElements(line, member.from);
  if (typeof array === 'number') return undefined;
  const headers: [string, Uint8Array | null][] = [];
  for (const element of array.members) {
    const pair = arrayElements(line, element.from);
    const [name, value, ...more] = typeof pair === 'number' ? [] : pair.members;
    if (!name || !isString(line, name) || more.length > 0) return undefined;
    headers.push([stringAt(line, name.from, name.to), bytesOf(line, value)]);
  }
  return headers;
}

/**
 * A record as the bytes of a line, newline included. `value` is its value as one line of JSON (or null); keys and
 * header values must be UTF-8, a string saying so otherwise.
 */
export function writeEnvelope(record: OutputRecord, partition: number, value: Uint8Array | null): Buffer | string {
  const { key, timestamp, headers } = record;
  if (key && !isUtf8(key)) return 'its key is not UTF-8 text';
  if (headers.some(([, bytes]) => bytes && !isUtf8(bytes))) return 'a header of it is not UTF-8 text';
  const asText = (bytes: Uint8Array | null) => bytes && Buffer.from(bytes).toString('utf8');
  const names = new Set(headers.map(([name]) => name));
  const pairs = headers.map(([name, bytes]) => [name, asText(bytes)] as const);
  // Names that look like numbers or stand twice would lose their order or each other in an object.
  const plain = names.size === headers.length && !headers.some(([name]) => /^\d+$/.test(name));
  const tail =
    `,"timestamp":${JSON.stringify(timestamp)}` +
    (headers.length > 0 ? `,"headers":${JSON.stringify(plain ? Object.fromEntries(pairs) : pairs)}` : '') +
    (partition > 0 ? `,"partition":${partition}` : '');
  return Buffer.concat([
    Buffer.from(`{"key":${JSON.stringify(asText(key))},"value":`),
    value ?? Buffer.from('null'),
    Buffer.from(`${tail}}\n`),
  ]);
}
