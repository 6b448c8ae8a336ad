/** A value that is one column and nothing around it (Flink's `raw`, ksqlDB's KAFKA): text, bytes, numbers of a fixed size. */
import type { FormatOf, PlanColumn } from '../../src/compiler/plan/plan.ts';
import { int64 } from '../../src/language/types/int64.ts';
import type { SqlType } from '../../src/language/types/sql-type.ts';
import { typeText } from '../../src/language/types/sql-type.ts';
import { RecordError, type Value } from '../../src/language/types/value.ts';
import { charset, textBytes } from './charset.ts';
import { converter, named } from './json/convert.ts';
import { encodeKey } from './json/encode.ts';
import { FormatError, type FormatModule } from './port.ts';

type Raw = FormatOf<'raw'>;
type Present = Exclude<Value, null>;

export const raw: FormatModule<'raw'> = {
  reader: async (format, { relation, side }) => ({
    whole: bytes => bytes,
    fields: (columns: readonly PlanColumn[]) => {
      const isOfKey = ({ origin }: PlanColumn) => side === 'value' && origin.kind === 'field' && origin.keyFallback;
      const values = columns.filter(column => column.origin.kind === 'field' && !isOfKey(column));
      if (values.length > 1)
        throw new FormatError(
          `${relation}: raw holds one column, and there are ${values.length}: ${values.map(({ name }) => name).join(', ')}`,
        );
      if (side === 'value') for (const { name, type } of values) refuseStructure(name, type, relation);
      const readers = columns
        .map(column => ({ ...column, ofKey: isOfKey(column) }))
        .map(({ name, type, origin, ofKey }) => ({
          name,
          ofKey,
          read: origin.kind === 'record' ? (bytes: Uint8Array): Value => bytes : rawReader(type, format),
        }));
      return bytes =>
        readers.map(({ name, ofKey, read }) =>
          ofKey ? undefined : named(name, bytes, value => read(value as Uint8Array)),
        );
    },
  }),
  async writer(format, { columns, relation, side }) {
    if (columns.length > 1)
      throw new FormatError(
        `${relation}: raw holds one column, and ${side === 'key' ? 'its key has' : 'there are'} ${columns.length}: ${columns.map(({ name }) => name).join(', ')}`,
      );
    const column = columns[0];
    if (column && side === 'value') refuseStructure(column.name, column.type, relation);
    const write = column && side === 'value' ? rawWriter(column.type, format) : undefined;
    const whole = (value: Value): Uint8Array | null =>
      value === null || value instanceof Uint8Array ? value : write ? write(value) : encodeKey(value).bytes;
    return {
      whole,
      row([value = null]) {
        if (value === null)
          throw new RecordError(
            'decode',
            `'${column?.name}' is NULL, and a raw value without bytes would be a deletion`,
          );
        return whole(value)!;
      },
    };
  },
};

/** As Flink: raw has one value without parts. */
function refuseStructure(name: string, type: SqlType, relation: string): void {
  if (type.kind === 'ARRAY' || type.kind === 'MAP' || type.kind === 'STRUCT')
    throw new FormatError(
      `${relation}: '${name}' is ${typeText(type)}, and raw holds one value without parts: use 'format' = 'json', or declare it STRING`,
    );
}

function viewOf(bytes: Uint8Array, sizes: readonly number[], type: SqlType): DataView {
  if (!sizes.includes(bytes.length))
    throw new RecordError(
      'decode',
      `${bytes.length} bytes are no ${typeText(type)}, which is ${sizes.join(' or ')} bytes`,
    );
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A BIGINT is of 1, 2, 4 or 8 bytes, as what Flink calls TINYINT to BIGINT; a DOUBLE of 4 or 8. */
function rawReader(type: SqlType, { littleEndian, charset: encoding }: Raw): (bytes: Uint8Array) => Value {
  switch (type.kind) {
    case 'BYTES':
    case 'ANY':
      return bytes => bytes;
    case 'BIGINT':
      return bytes => {
        const view = viewOf(bytes, [8, 4, 2, 1], type);
        if (bytes.length === 8) return int64(view.getBigInt64(0, littleEndian));
        if (bytes.length === 4) return view.getInt32(0, littleEndian);
        return bytes.length === 2 ? view.getInt16(0, littleEndian) : view.getInt8(0);
      };
    case 'DOUBLE':
      return bytes => {
        const view = viewOf(bytes, [8, 4], type);
        return bytes.length === 8 ? view.getFloat64(0, littleEndian) : view.getFloat32(0, littleEndian);
      };
    case 'BOOLEAN':
      return bytes => viewOf(bytes, [1], type).getUint8(0) !== 0;
    default: {
      const decode = charset(encoding);
      const convert = converter(type);
      return bytes => convert(decode(bytes));
    }
  }
}

function rawWriter(type: SqlType, { littleEndian, charset: encoding }: Raw): (value: Present) => Uint8Array {
  const sized = (size: number, put: (view: DataView) => void): Uint8Array => {
    const bytes = new Uint8Array(size);
    put(new DataView(bytes.buffer));
    return bytes;
  };
  switch (type.kind) {
    case 'BIGINT':
      return value => sized(8, view => view.setBigInt64(0, BigInt(value as number), littleEndian));
    case 'DOUBLE':
      return value => sized(8, view => view.setFloat64(0, Number(value), littleEndian));
    case 'BOOLEAN':
      return value => new Uint8Array([value ? 1 : 0]);
    default: {
      const encode = textBytes(encoding);
      return value => encode(typeof value === 'string' ? value : encodeText(value));
    }
  }
}

const encodeText = (value: Present): string => encodeKey(value).text.replace(/^"(.*)"$/s, '$1');
