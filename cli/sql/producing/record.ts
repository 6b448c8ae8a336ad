/** A line of JSON as the record of a topic: its value as it is written, key and time from its fields. */
import {
  type Member,
  objectMembers,
  skipBlanks,
  stringAt,
  valueEnd,
} from '../../../runtime/connectors/jsonl/json-text.ts';
import type { OutputRecord } from '../../../runtime/connectors/port.ts';

export interface Fields {
  readonly key: string | undefined;
  readonly timestamp: string | undefined;
}

/** `now`: its time when no field says it, in milliseconds. A string says what is wrong with the line. */
export function recordOf(line: Uint8Array, topic: string, fields: Fields, now: number): OutputRecord | string {
  const start = skipBlanks(line, 0);
  const end = valueEnd(line, start);
  if (end < 0) return `this is not valid JSON from column ${~end + 1} on`;
  const behind = skipBlanks(line, end);
  if (behind < line.length) return `there is more behind the JSON value, from column ${behind + 1} on`;
  const value = line.subarray(start, end);
  const record = { topic, key: null, value, timestamp: now, headers: [] };
  if (fields.key === undefined && fields.timestamp === undefined) return record;

  const object = objectMembers(line, start);
  if (typeof object === 'number') return 'this is no object: it has no field for the key or the time';
  // Of a name that stands twice the last one counts.
  const member = (name: string): Member | undefined => object.members.findLast(one => one.name === name);
  let key: Uint8Array | null = null;
  if (fields.key !== undefined) {
    const found = member(fields.key);
    if (!found) return `there is no field '${fields.key}' for the key`;
    key = keyOf(line, found);
  }
  if (fields.timestamp === undefined) return { ...record, key };
  const found = member(fields.timestamp);
  if (!found) return `there is no field '${fields.timestamp}' for the time`;
  const timestamp = timeOf(line, found);
  if (timestamp === undefined)
    return `'${fields.timestamp}' is no time: milliseconds since 1970 or ISO 8601 is expected, not ${text(line, found)}`;
  return { ...record, key, timestamp };
}

const QUOTE = 34;
const text = (line: Uint8Array, { from, to }: Member): string => Buffer.from(line.subarray(from, to)).toString('utf8');

/** A string is its UTF-8 bytes, NULL no key, anything else its JSON text. */
function keyOf(line: Uint8Array, member: Member): Uint8Array | null {
  if (line[member.from] === QUOTE) return Buffer.from(stringAt(line, member.from, member.to));
  const json = text(line, member);
  return json === 'null' ? null : Buffer.from(json);
}

/** A time without a zone is UTC. */
function timeOf(line: Uint8Array, member: Member): number | undefined {
  if (line[member.from] !== QUOTE) {
    const number = Number(text(line, member));
    return Number.isSafeInteger(Math.trunc(number)) && /^[-\d]/.test(text(line, member))
      ? Math.trunc(number)
      : undefined;
  }
  const written = stringAt(line, member.from, member.to).trim();
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d:?\d\d)?)?$/i.exec(written);
  if (!match) return undefined;
  const [, day, time = '00:00', zone = 'Z'] = match;
  const milliseconds = Date.parse(`${day}T${time}${zone.toUpperCase()}`);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
