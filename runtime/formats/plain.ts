/** Values that are one thing without a structure: bytes as they are, text, whole numbers as Kafka's own serializers write them. */
import type { PlanColumn } from '../../src/compiler/plan/plan.ts';
import { int64 } from '../../src/language/types/int64.ts';
import { RecordError, type Value } from '../../src/language/types/value.ts';
import { describe } from '../../src/language/types/value-text.ts';
import { converter, named } from './json/convert.ts';
import { jsonText } from './json/encode.ts';
import { FormatError, type FormatModule, type FormatReader, type FormatWriter, type WriteUse } from './port.ts';

/** The sole column takes it all. */
function readerOf(whole: FormatReader['whole']): FormatReader {
  return {
    whole,
    fields: (columns: readonly PlanColumn[]) => {
      const converts = columns.map(({ name, type }) => ({
        name,
        convert: type.kind === 'BYTES' ? undefined : converter(type),
      }));
      return bytes => {
        const value = whole(bytes);
        return converts.map(({ name, convert }) => (value === null || !convert ? value : named(name, value, convert)));
      };
    },
  };
}

function writerOf(kind: string, { columns, relation, side }: WriteUse, whole: FormatWriter['whole']): FormatWriter {
  if (columns.length > 1)
    throw new FormatError(
      `${relation}: ${kind} holds one column, and ${side === 'key' ? 'its key' : 'it'} has ${columns.length}: ${columns.map(({ name }) => name).join(', ')}`,
    );
  return { whole, row: values => whole(values[0] ?? null) ?? new Uint8Array() };
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

export const string: FormatModule<'string'> = {
  reader: async () =>
    readerOf(bytes => {
      try {
        return UTF_8.decode(bytes);
      } catch {
        throw new RecordError('decode', 'the bytes are no text: they are not UTF-8');
      }
    }),
  writer: async (_format, use) =>
    writerOf('string', { ...use, columns: [] }, value =>
      value === null || value instanceof Uint8Array
        ? value
        : Buffer.from(typeof value === 'string' ? value : jsonText(value, false).replace(/^"(.*)"$/s, '$1')),
    ),
};

export const int: FormatModule<'int'> = {
  reader: async () => readerOf(bytes => sized(bytes, 4).getInt32(0)),
  writer: async (_format, use) =>
    writerOf('int', use, value => {
      if (value === null || value instanceof Uint8Array) return value;
      const whole = wholeOf(value);
      if (BigInt.asIntN(32, whole) !== whole) throw new RecordError('overflow', `${whole} does not fit 4 bytes`);
      const bytes = Buffer.alloc(4);
      bytes.writeInt32BE(Number(whole));
      return bytes;
    }),
};

export const bigint: FormatModule<'bigint'> = {
  reader: async () => readerOf(bytes => int64(sized(bytes, 8).getBigInt64(0))),
  writer: async (_format, use) =>
    writerOf('bigint', use, value => {
      if (value === null || value instanceof Uint8Array) return value;
      const bytes = Buffer.alloc(8);
      bytes.writeBigInt64BE(wholeOf(value));
      return bytes;
    }),
};

export const none: FormatModule<'none'> = {
  reader: async () => readerOf(() => null),
  writer: async () => ({ row: () => new Uint8Array(), whole: () => null }),
};

function sized(bytes: Uint8Array, size: number): DataView {
  if (bytes.length !== size)
    throw new RecordError('decode', `a whole number of ${size} bytes is expected, and there are ${bytes.length}`);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function wholeOf(value: Value): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  throw new RecordError('cast', `${value === null ? 'NULL' : describe(value)} is no whole number`);
}
