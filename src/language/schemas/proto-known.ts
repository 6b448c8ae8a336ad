/** Protobuf's scalar types, and the messages of Google that everybody imports, with the columns they are read as. */
import type { SqlType } from '../types/sql-type.ts';
import {
  BIGINT,
  BOOLEAN,
  BYTES,
  DATE,
  DOUBLE,
  decimal,
  INTERVAL,
  JSON_TYPE,
  STRING,
  TIME,
  TIMESTAMP,
} from '../types/sql-type.ts';

/** BIGINT is 64 bits with a sign, so the unsigned 64 bits need a DECIMAL(20, 0) not to overflow. */
const UINT64 = decimal(20, 0);

export const SCALARS: ReadonlyMap<string, SqlType> = new Map([
  ...named(DOUBLE, 'double float'),
  ...named(BIGINT, 'int32 int64 sint32 sint64 sfixed32 sfixed64 uint32 fixed32'),
  ...named(UINT64, 'uint64 fixed64'),
  ...named(BOOLEAN, 'bool'),
  ...named(STRING, 'string'),
  ...named(BYTES, 'bytes'),
]);

function named(type: SqlType, names: string): [string, SqlType][] {
  return names.split(' ').map(name => [name, type]);
}

/**
 * A decimal that carries its own scale. Wide enough for all 64 bits of units at every scale up to 18, so nothing that
 * such a message usually holds is rounded or refused.
 */
export const OPEN_DECIMAL: SqlType = decimal(38, 18);

export interface KnownMessage {
  readonly type: SqlType;
  /** The file to import it from. */
  readonly path: string;
}

const wrapper = (type: SqlType): KnownMessage => ({ type, path: 'google/protobuf/wrappers.proto' });
const struct = (type: SqlType): KnownMessage => ({ type, path: 'google/protobuf/struct.proto' });

/** By full name. A message of Google's that is not here and not among the files at hand is reported. */
export const KNOWN_MESSAGES: ReadonlyMap<string, KnownMessage> = new Map([
  ['google.protobuf.Timestamp', { type: TIMESTAMP, path: 'google/protobuf/timestamp.proto' }],
  ['google.protobuf.Duration', { type: INTERVAL, path: 'google/protobuf/duration.proto' }],
  ['google.protobuf.DoubleValue', wrapper(DOUBLE)],
  ['google.protobuf.FloatValue', wrapper(DOUBLE)],
  ['google.protobuf.Int64Value', wrapper(BIGINT)],
  ['google.protobuf.UInt64Value', wrapper(UINT64)],
  ['google.protobuf.Int32Value', wrapper(BIGINT)],
  ['google.protobuf.UInt32Value', wrapper(BIGINT)],
  ['google.protobuf.BoolValue', wrapper(BOOLEAN)],
  ['google.protobuf.StringValue', wrapper(STRING)],
  ['google.protobuf.BytesValue', wrapper(BYTES)],
  ['google.protobuf.Struct', struct(JSON_TYPE)],
  ['google.protobuf.Value', struct(JSON_TYPE)],
  ['google.protobuf.ListValue', struct({ kind: 'ARRAY', element: JSON_TYPE })],
  ['google.protobuf.Any', { type: JSON_TYPE, path: 'google/protobuf/any.proto' }],
  ['google.protobuf.Empty', { type: JSON_TYPE, path: 'google/protobuf/empty.proto' }],
  ['google.protobuf.FieldMask', { type: STRING, path: 'google/protobuf/field_mask.proto' }],
  ['google.type.Decimal', { type: OPEN_DECIMAL, path: 'google/type/decimal.proto' }],
  ['google.type.Date', { type: DATE, path: 'google/type/date.proto' }],
  ['google.type.TimeOfDay', { type: TIME, path: 'google/type/timeofday.proto' }],
  [
    'google.type.Money',
    {
      type: {
        kind: 'STRUCT',
        fields: [
          { name: 'currency_code', type: STRING },
          { name: 'units', type: BIGINT },
          { name: 'nanos', type: BIGINT },
        ],
      },
      path: 'google/type/money.proto',
    },
  ],
  [
    'google.type.LatLng',
    {
      type: {
        kind: 'STRUCT',
        fields: [
          { name: 'latitude', type: DOUBLE },
          { name: 'longitude', type: DOUBLE },
        ],
      },
      path: 'google/type/latlng.proto',
    },
  ],
]);

/** Files whose messages are known without their text. */
export const KNOWN_FILES: ReadonlySet<string> = new Set(Array.from(KNOWN_MESSAGES.values(), ({ path }) => path));
