/** The line a record becomes in a file of either kind. */
import type { OutputRecord } from '../port.ts';
import { writeEnvelope } from './envelope.ts';
import { skipBlanks, valueEnd } from './json-text.ts';
import type { FileKind } from './topic-file.ts';

/** With its line end; a string says why the record cannot be one. A plain line keeps the value alone. */
export function lineOf(record: OutputRecord, partition: number, kind: FileKind): Uint8Array | string {
  const { value } = record;
  const isJson = value !== null && isOneJsonValue(value);
  if (kind === 'envelope') {
    if (value !== null && !isJson) return 'its value is not JSON';
    return writeEnvelope(record, partition, value && onOneLine(value));
  }
  if (value === null) return 'a deletion needs a file named .envelope.jsonl';
  if (isJson) return withLineEnd(onOneLine(value));
  if (value.includes(10)) return 'its value is several lines';
  if (skipBlanks(value, 0) === value.length) return 'its value is blank';
  return withLineEnd(value);
}

function isOneJsonValue(value: Uint8Array): boolean {
  const end = valueEnd(value, 0);
  return end >= 0 && skipBlanks(value, end) === value.length;
}

/** In JSON a line end can only stand between tokens, where a blank means the same. */
function onOneLine(json: Uint8Array): Uint8Array {
  if (!json.includes(10) && !json.includes(13)) return json;
  return json.map(byte => (byte === 10 || byte === 13 ? 32 : byte));
}

function withLineEnd(value: Uint8Array): Uint8Array {
  const line = Buffer.allocUnsafe(value.length + 1);
  line.set(value);
  line[value.length] = 10;
  return line;
}
