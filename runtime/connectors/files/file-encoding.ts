/** Records as the bytes of a file: what stands at its beginning, and what is added to it. */
import { randomBytes } from 'node:crypto';
import type { AvroCodec, RecordFormat } from '../../../src/compiler/plan/plan.ts';
import { textBytes } from '../../formats/charset.ts';
import { fieldText } from '../../formats/csv/line.ts';
import { headOf, numberOf, withoutHead } from '../../formats/heads.ts';
import { ConnectorError } from '../port.ts';
import { codecOf } from './avro-codecs.ts';
import { blockBytes, containerHead, headBytes, SYNC_BYTES } from './avro-container.ts';

export interface FileEncoding {
  /** Of the names of files; with its dot. */
  readonly ending: string;
  /** Records, as their format has written them, as bytes behind others. Throws ConnectorError. */
  bytes(records: readonly Uint8Array[]): Buffer;
  /** What begins a file that takes these records next; undefined: a file without any. */
  head(record: Uint8Array | undefined): Buffer;
  /** A file that was begun before goes on: these are its first bytes. A string says why it cannot. */
  goOn(first: Buffer): string | undefined;
  /**
   * What stands between that file and what is added to it.
   * @param read bytes of it, from a position on
   * @param length its bytes, of which there are some
   * @param told its name. Throws ConnectorError where it is damaged.
   */
  joint(read: (from: number, bytes: number) => Buffer, length: number, told: string): Buffer;
  /** Whether a record may stand in the file that was begun, or gone on with. */
  fits(record: Uint8Array): boolean;
}

/**
 * @param name the relation, for messages
 * @param emptyHead what the head of a file without records is, as `headOf` gives it
 * Throws ConnectorError.
 */
export function fileEncoding(
  format: RecordFormat | undefined,
  codec: AvroCodec,
  name: string,
  emptyHead: () => string,
): FileEncoding {
  if (format?.kind === 'avro') return avroEncoding(codec, name, emptyHead);
  const refuse = (why: string): never => {
    throw new ConnectorError('refused', `a row of '${name}' cannot be a line of a file: ${why}`);
  };
  const csv = format?.kind === 'csv' ? format : undefined;
  const quote = csv?.quote ?? '"';
  const encode = textBytes(csv?.charset);
  const lines = (records: readonly Uint8Array[]): Buffer => {
    const parts: Uint8Array[] = [];
    for (const record of records) {
      const line = csv?.header ? withoutHead(record) : record;
      if (!csv && line.includes(10)) refuse('it has line ends in it');
      // A blank line would be no row for those who read it.
      parts.push(csv && line.length === 0 ? encode(quote.repeat(2)) : line, LINE_END);
    }
    return Buffer.concat(parts);
  };
  let begun: Buffer = Buffer.alloc(0);
  function headLine(record: Uint8Array | undefined): Buffer {
    if (!csv?.header) return Buffer.alloc(0);
    const dialect = {
      delimiter: csv.delimiter ?? ',',
      quote,
      escapedBy: csv.escape ?? '',
      nullLiteral: csv.nullLiteral,
    };
    const names = JSON.parse(record ? headOf(numberOf(record)) : emptyHead()) as string[];
    return Buffer.concat([encode(names.map(one => fieldText(one, dialect)).join(dialect.delimiter)), LINE_END]);
  }
  return {
    ending: csv ? (csv.delimiter === '\t' ? '.tsv' : '.csv') : format?.kind === 'raw' ? '.txt' : '.jsonl',
    bytes: lines,
    head(record) {
      begun = headLine(record);
      return begun;
    },
    goOn(first) {
      begun = first;
      return undefined;
    },
    joint: (read, length) => (read(length - 1, 1)[0] === LINE_END[0] ? NOTHING : Buffer.from(LINE_END)),
    fits(record) {
      const head = headLine(record);
      const there = begun
        .subarray(0, head.length + 1)
        .toString('latin1')
        .replace('\r\n', '\n');
      return there.startsWith(head.toString('latin1'));
    },
  };
}

const LINE_END = Uint8Array.of(10);
const NOTHING = Buffer.alloc(0);

/** Records before they are packed into a block, in bytes: as Java's library has it. */
const BLOCK_BYTES = 64_000;

function avroEncoding(name: AvroCodec, relation: string, emptyHead: () => string): FileEncoding {
  const codec = codecOf(name);
  if (typeof codec === 'string') throw new ConnectorError('refused', `'${relation}' cannot be written: ${codec}`);
  let sync: Buffer = randomBytes(SYNC_BYTES);
  let schema = '';
  let packed = codec;
  return {
    ending: '.avro',
    bytes(records) {
      const blocks: Buffer[] = [];
      let pending: Uint8Array[] = [];
      let size = 0;
      for (const record of records) {
        pending.push(withoutHead(record));
        size += record.length;
        if (size < BLOCK_BYTES) continue;
        blocks.push(blockBytes(pending, packed, sync));
        pending = [];
        size = 0;
      }
      if (pending.length > 0) blocks.push(blockBytes(pending, packed, sync));
      return Buffer.concat(blocks);
    },
    head(record) {
      sync = randomBytes(SYNC_BYTES);
      packed = codec;
      schema = record ? headOf(numberOf(record)) : emptyHead();
      return headBytes(schema, name, sync);
    },
    goOn(first) {
      const head = containerHead(first);
      if (typeof head !== 'object') return head ?? 'its head is cut off';
      ({ sync, codec: packed, schema } = head);
      return undefined;
    },
    joint: () => NOTHING,
    fits: record => headOf(numberOf(record)) === schema,
  };
}
