/** Reads the records of `ferris-sql test --input`: their JSON keeps its spelling, so no digit of a number is lost. */
import { readEnvelope } from '../../../runtime/connectors/jsonl/envelope.ts';
import {
  arrayElements,
  type Member,
  objectMembers,
  skipBlanks,
  stringAt,
} from '../../../runtime/connectors/jsonl/json-text.ts';
import type { Headers } from '../../../runtime/connectors/port.ts';
import { FileError } from '../../files.ts';

export interface InputRecord {
  readonly topic: string;
  readonly partition: number;
  /** Milliseconds since the epoch; 0 when not given. */
  readonly timestamp: number;
  readonly key: Uint8Array | null;
  /** The key's JSON text as it was given. */
  readonly keyText: string;
  readonly value: Uint8Array | null;
  readonly headers: Headers;
}

/** `{"inputs":[{"topic","key","value","timestamp","partition","headers"}, …]}`. Throws FileError naming file and line. */
export function readInputs(file: string, text: string): readonly InputRecord[] {
  return readRecords(file, text, 'inputs').map(({ bytes, at, name, members }) => {
    const topic = memberNamed(members, 'topic');
    if (!topic || bytes[topic.from] !== QUOTE) throw wrong(file, bytes, at, `${name} needs a "topic", a string`);
    const envelope = readEnvelope(bytes.subarray(at, endOf(bytes, at)));
    if (typeof envelope === 'string') throw wrong(file, bytes, at, `${name}: ${envelope}`);
    const key = memberNamed(members, 'key');
    return {
      topic: stringAt(bytes, topic.from, topic.to),
      partition: envelope.partition,
      timestamp: envelope.timestamp ?? 0,
      key: envelope.key,
      keyText: key ? textAt(bytes, key) : 'null',
      value: envelope.value,
      headers: envelope.headers,
    };
  });
}

/** A record of a file: its members, whose texts are slices of `bytes`. */
interface RecordText {
  readonly bytes: Uint8Array;
  readonly at: number;
  /** For messages: `inputs[3]`. */
  readonly name: string;
  readonly members: readonly Member[];
}

/** The records of `{"<member>":[…]}`. Throws FileError. */
export function readRecords(file: string, text: string, member: 'inputs' | 'outputs'): readonly RecordText[] {
  const bytes = Buffer.from(text.replace(/^\ufeff/, ''));
  const start = skipBlanks(bytes, 0);
  const whole = objectMembers(bytes, start);
  if (typeof whole === 'number')
    throw ~whole === start
      ? wrong(file, bytes, start, `an object {"${member}":[…]} is expected`)
      : wrong(file, bytes, ~whole, 'this is not valid JSON');
  const behind = skipBlanks(bytes, whole.end);
  if (behind < bytes.length) throw wrong(file, bytes, behind, 'there is more behind the JSON object');
  const list = memberNamed(whole.members, member);
  if (!list) throw wrong(file, bytes, start, `"${member}", an array of records, is missing`);
  const elements = arrayElements(bytes, list.from);
  if (typeof elements === 'number') throw wrong(file, bytes, list.from, `"${member}" must be an array of records`);
  return elements.members.map(({ from }, index) => {
    const name = `${member}[${index}]`;
    const object = objectMembers(bytes, from);
    if (typeof object === 'number') throw wrong(file, bytes, from, `${name} must be an object`);
    return { bytes, at: from, name, members: object.members };
  });
}

/** Of a name that stands twice the last one counts. */
export const memberNamed = (members: readonly Member[], name: string): Member | undefined =>
  members.findLast(member => member.name === name);

export const textAt = (bytes: Uint8Array, { from, to }: Member): string =>
  Buffer.from(bytes.subarray(from, to)).toString('utf8');

/** `in.json:12:5: what`. */
export function wrong(file: string, bytes: Uint8Array, at: number, what: string): FileError {
  const before = Buffer.from(bytes.subarray(0, at)).toString('utf8');
  const line = before.split('\n').length;
  return new FileError(`${file}:${line}:${at === 0 ? 1 : before.length - before.lastIndexOf('\n')}: ${what}`);
}

const QUOTE = 34;

function endOf(bytes: Uint8Array, at: number): number {
  const object = objectMembers(bytes, at);
  return typeof object === 'number' ? at : object.end;
}
