/** A row of a result whose topic has another format than JSON: encoded when it is made, shown as JSON when asked. */
import type { Value } from '../../src/language/types/value.ts';
import type { Headers } from '../connectors/port.ts';
import { encodeKey } from '../formats/json/encode.ts';
import type { OutputFormats } from '../formats/table.ts';
import type { ResultRow } from '../jobs/job.ts';
import type { Row } from './row.ts';

export class EncodedRow implements ResultRow {
  readonly timestamp: number;
  readonly headers: Headers;
  readonly key: Uint8Array | null;
  readonly bytes: Uint8Array | null;
  private readonly given: Value;
  private readonly shown: (() => string) | undefined;

  /**
   * Throws RecordError for a value that does not fit its format.
   * @param json the row as JSON, of rows and of their keys; undefined: a deletion
   */
  constructor(
    { time, headers, key, values, deleted }: Row,
    formats: OutputFormats,
    json: ((values: readonly Value[]) => string) | undefined,
    plain: (values: readonly Value[]) => Uint8Array,
  ) {
    this.timestamp = time;
    this.headers = headers;
    this.given = key;
    this.key = formats.key ? formats.key.whole(key) : encodeKey(key).bytes;
    const { value } = formats;
    if (deleted && value?.deletion) this.bytes = value.deletion(values);
    else this.bytes = json ? (value ? value.row(values) : plain(values)) : null;
    this.shown = json && (() => json(values));
  }

  get keyText(): string {
    return encodeKey(this.given).text;
  }

  get value(): string | null {
    return this.shown?.() ?? null;
  }
}
