/** Which message of its schema a record is: what Confluent's serializers write between the schema's number and the message. */
import { RecordError } from '../../../src/language/types/value.ts';
import { Input } from './input.ts';

/** Messages of a file, and within each other, that anybody has. */
const MOST = 64;

/** The path from the file's messages inwards, and where the message begins. RecordError for what is none. */
export function readIndexes(bytes: Uint8Array, at: number): { readonly path: readonly number[]; readonly end: number } {
  const input = new Input(bytes, at);
  const next = (): number => {
    const bits = input.varint32();
    return (bits >>> 1) ^ -(bits & 1);
  };
  const count = next();
  if (count === 0) return { path: FIRST, end: input.at };
  if (count < 0 || count > MOST)
    throw new RecordError(
      'decode',
      `${count} is no number of message indexes: it was not written by Confluent's serializer for Protobuf`,
    );
  const path = Array.from({ length: count }, next);
  if (path.some(index => index < 0)) throw new RecordError('decode', `${path.join('.')} is no path to a message`);
  return { path, end: input.at };
}

const FIRST: readonly number[] = [0];

/** The first message of a file is a single zero. */
export function indexBytes(path: readonly number[]): readonly number[] {
  if (path.length === 1 && path[0] === 0) return [0];
  return [path.length, ...path].flatMap(number => {
    const bytes: number[] = [];
    let rest = number * 2;
    for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
    bytes.push(rest);
    return bytes;
  });
}
