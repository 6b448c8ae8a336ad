/**
 * Keys of one column as Kafka's own serializers write them, by the column's type (ksqlDB's KAFKA): a BIGINT of 8 bytes and a
 * DOUBLE of 8, the greatest byte first, text as UTF-8. A key of 4 bytes in a BIGINT column is what IntegerSerializer wrote.
 */
import type { SqlType } from '../../src/language/types/sql-type.ts';
import { typeText } from '../../src/language/types/sql-type.ts';
import { RecordError, type Value } from '../../src/language/types/value.ts';
import { bigint, int, string } from './plain.ts';
import {
  FormatError,
  type FormatModule,
  type FormatReader,
  type FormatWriter,
  type Use,
  type WriteUse,
} from './port.ts';

export const kafka: FormatModule<'kafka'> = {
  async reader(_format, use) {
    const column = soleOf(use.declared, use);
    // Of a stream without a declared key nobody knows the type: its bytes stay what they are.
    return column ? await readerOf(column.type, use) : { fields: () => () => [], whole: bytes => bytes };
  },
  async writer(_format, use) {
    const column = soleOf(use.columns, use);
    return column
      ? await writerOf(column.type, use)
      : { row: () => new Uint8Array(), whole: value => (value instanceof Uint8Array ? value : unknownType(value)) };
  },
};

function soleOf<Column extends { readonly name: string }>(
  columns: readonly Column[] | undefined,
  { relation }: Pick<Use, 'relation'>,
): Column | undefined {
  if (columns && columns.length > 1)
    throw new FormatError(
      `${relation}: a key of Kafka's own serializers is one column, and there are ${columns.length}: ${columns.map(({ name }) => name).join(', ')} (key.format 'json', 'avro' and 'delimited' hold several)`,
    );
  return columns?.[0];
}

async function readerOf(type: SqlType, use: Use): Promise<FormatReader> {
  switch (type.kind) {
    case 'BIGINT': {
      const [short, long] = [
        await int.reader({ kind: 'int' }, use, {}),
        await bigint.reader({ kind: 'bigint' }, use, {}),
      ];
      return { ...long, whole: bytes => (bytes.length === 4 ? short : long).whole(bytes) };
    }
    case 'DOUBLE':
      return { fields: () => () => [], whole: doubleOf };
    case 'STRING':
      return await string.reader({ kind: 'string' }, use, {});
    default:
      return refuse(type, use);
  }
}

async function writerOf(type: SqlType, use: WriteUse): Promise<FormatWriter> {
  switch (type.kind) {
    case 'BIGINT':
      return await bigint.writer({ kind: 'bigint' }, use, {});
    case 'DOUBLE':
      return { row: ([value = null]) => doubleBytes(value) ?? new Uint8Array(), whole: doubleBytes };
    case 'STRING':
      return await string.writer({ kind: 'string' }, use, {});
    default:
      return refuse(type, use);
  }
}

function refuse(type: SqlType, { relation }: Use): never {
  throw new FormatError(
    `${relation}: key.format 'kafka' is for keys of INT, BIGINT, DOUBLE and STRING, not of ${typeText(type)}: CAST it, or write key.format 'json'`,
  );
}

const unknownType = (value: Value): null => {
  if (value === null) return null;
  throw new RecordError('cast', "the type of the key is not known, which key.format 'kafka' is written by: CAST it");
};

function doubleOf(bytes: Uint8Array): number {
  if (bytes.length !== 8)
    throw new RecordError('decode', `a DOUBLE of 8 bytes is expected, and there are ${bytes.length}`);
  return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0);
}

function doubleBytes(value: Value): Uint8Array | null {
  if (value === null || value instanceof Uint8Array) return value;
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, Number(value));
  return bytes;
}
