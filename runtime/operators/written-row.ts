/** A row of a result: its value is encoded when it is made, its key and what is text when they are asked for. */
import type { Value } from '../../src/language/types/value.ts';
import type { Headers } from '../connectors/port.ts';
import { encodeKey, keyBytes } from '../formats/json/encode.ts';
import { utf8Text } from '../formats/json/text.ts';
import type { JsonWriter } from '../formats/json/writer.ts';
import type { ResultRow } from '../jobs/job.ts';
import type { Row } from './row.ts';

export class WrittenRow implements ResultRow {
  readonly timestamp: number;
  readonly headers: Headers;
  private readonly given: Value;
  private readonly chunk: Uint8Array | undefined;
  private readonly start: number;
  private readonly end: number;
  private readonly keys: JsonWriter;

  /** @param written has the value as what it wrote last; undefined: a deletion */
  constructor({ time, headers, key }: Row, written: JsonWriter | undefined, keys: JsonWriter) {
    this.timestamp = time;
    this.headers = headers;
    this.given = key;
    this.chunk = written?.chunk;
    this.start = written?.start ?? 0;
    this.end = written?.at ?? 0;
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
