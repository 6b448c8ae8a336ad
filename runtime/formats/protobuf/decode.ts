/** Bytes of a Protobuf message to the values of a scan's columns. */
import type { PlanColumn } from '../../../src/compiler/plan/plan.ts';
import type { ProtoWire, WireField } from '../../../src/language/schemas/proto-wire.ts';
import { readJson } from '../../../src/language/types/json.ts';
import type { SqlType } from '../../../src/language/types/sql-type.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { describe } from '../../../src/language/types/value-text.ts';
import type { SourceRecord } from '../../connectors/port.ts';
import { converter, named } from '../json/convert.ts';
import type { Decode } from '../json/decode.ts';
import { systemReader } from '../json/system-columns.ts';
import { keyText } from '../json/text.ts';
import { fieldFinder } from './columns.ts';
import { Composites } from './composites.ts';
import { Input } from './input.ts';
import { Readers } from './message-reader.ts';

type Present = Exclude<Value, null>;

/**
 * As `jsonDecoder`. A column that the message has no field for is NULL.
 * @param start how many bytes stand before the message
 */
export function protobufDecoder(
  wire: ProtoWire,
  columns: readonly PlanColumn[],
  kind: 'stream' | 'table',
  start: (value: Uint8Array) => number = () => 0,
): Decode {
  const composites = new Composites(wire);
  const composite = composites.message(wire.root);
  const find = fieldFinder(composite.fields);
  const whole = columns.some(({ origin }) => origin.kind === 'record');
  const places = columns.map(({ name, origin }) => (origin.kind === 'field' ? find(name) : -1));
  const numbers = new Set(columns.flatMap(({ type }, i) => (type.kind === 'BIGINT' ? [places[i]!] : [])));
  const wanted = new Set(places);
  const reader = new Readers(composites).reader(composite, place =>
    whole || wanted.has(place) ? { numbers: numbers.has(place) && !whole } : undefined,
  );
  const readers = columns.map((column, i) =>
    columnReader(column, places[i]!, composite.fields[places[i]!], composite.make),
  );
  return (record, topic, partition) => {
    if (record.value === null && kind === 'stream')
      throw new RecordError('decode', 'The record has no value: a deletion belongs in a TABLE, not in a STREAM');
    const parts = record.value === null ? undefined : reader.values(new Input(record.value, start(record.value)));
    const values = new Array<Value>(readers.length);
    for (let i = 0; i < readers.length; i++) values[i] = readers[i]!(parts, record, topic, partition);
    return values;
  };
}

type Parts = readonly Value[] | undefined;
type ColumnReader = (parts: Parts, record: SourceRecord, topic: string, partition: number) => Value;

function columnReader(
  { name, type, origin }: PlanColumn,
  place: number,
  field: WireField | undefined,
  make: (parts: readonly Value[]) => Value,
): ColumnReader {
  if (origin.kind === 'record') return parts => (parts ? make(parts) : null);
  if (origin.kind === 'system') {
    const read = systemReader(name);
    return (_, record, topic, partition) => read(record, topic, partition);
  }
  const { required, keyFallback } = origin;
  const convert = field && conversion(field, type);
  const fromKey = converter(type);
  return (parts, record) => {
    const found = parts && place >= 0 ? parts[place]! : null;
    if (found !== null) return convert ? named(name, found, convert) : found;
    if (keyFallback && place < 0 && record.key !== null) return named(name, keyText(record.key), fromKey);
    if (keyFallback && !parts && record.key !== null) return named(name, keyText(record.key), fromKey);
    if (required && parts) throw new RecordError('decode', `'${name}' is NOT NULL but missing`);
    return null;
  };
}

/** What a field's value becomes in a column of a type; undefined: it is that already. */
function conversion({ type: { kind, name }, rule }: WireField, type: SqlType): ((value: Present) => Value) | undefined {
  const single = rule !== 'map' && rule !== 'repeated' && rule !== 'packed';
  if (single && kind === 'scalar') {
    if (name === 'bytes' && type.kind === 'STRING') return utf8;
    if (name === 'string' && type.kind === 'BYTES') return value => Buffer.from(value as string);
    if (name === 'string' && type.kind === 'JSON') return value => readJson(value as string);
  }
  return type.kind === 'ANY' || type.kind === 'JSON' ? undefined : converter(type);
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function utf8(value: Present): Value {
  try {
    return UTF_8.decode(value as Uint8Array);
  } catch {
    throw new RecordError('decode', `${describe(value)} are no UTF-8, and the column is STRING`);
  }
}
