/** A row of a result: its value is encoded when it is made, its key and what is text when they are asked for. */
import type { Value } from '../../src/language/types/value.ts';
import type { Headers } from '../connectors/port.ts';
import { encodeKey, keyBytes } from '../formats/json/encode.ts';
import { utf8Text } from '../formats/json/text.ts';
import type { JsonWriter } from '../formats/json/writer.ts';
import type { ResultRow } from '../jobs/job.ts';

/** Its value, somewhere in bytes that are not changed any more. */
export interface WrittenValue {
  readonly chunk: Uint8Array;
  readonly start: number;
  readonly end: number;
}

export class WrittenRow implements ResultRow {
  readonly timestamp: number;
  readonly headers: Headers;
  private readonly given: Value;
  private readonly chunk: Uint8Array | undefined;
  private readonly start: number;
  private readonly end: number;
  private readonly keys: JsonWriter;

  /** @param value undefined: a deletion @param keys writes the key */
  constructor(timestamp: number, headers: Headers, key: Value, value: WrittenValue | undefined, keys: JsonWriter) {
    this.timestamp = timestamp;
    this.headers = headers;
    this.given = key;
    this.chunk = value?.chunk;
    this.start = value?.start ?? 0;
    this.end = value?.end ?? 0;
    this.keys = keys;
  }

  get key(): Uint8Array | null {
    return keyBytes(this.given, this.keys);
  }

  get keyText(): string {
    return encodeKey(this.given).text;
  }

  get bytes(): Uint8Array | null {
    return this.chunk?.subarray(this.start, this.end) ?? null;
  }

  get value(): string | null {
    return this.chunk ? utf8Text(this.chunk.subarray(this.start, this.end)) : null;
  }
}
