/** Bytes of a Protobuf message to SQL values: of the columns that are asked for, or all of it. */
import type { PlanColumn } from '../../../src/compiler/plan/plan.ts';
import { KNOWN_MESSAGES, SCALARS } from '../../../src/language/schemas/proto-known.ts';
import type { ProtoWire, WireField } from '../../../src/language/schemas/proto-wire.ts';
import { readJson } from '../../../src/language/types/json.ts';
import { type SqlType, STRING, sameType } from '../../../src/language/types/sql-type.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { describe } from '../../../src/language/types/value-text.ts';
import { converter, named } from '../json/convert.ts';
import { fieldFinder } from './columns.ts';
import { Composites } from './composites.ts';
import { Input } from './input.ts';
import { Readers } from './message-reader.ts';

type Present = Exclude<Value, null>;

/** @param start how many bytes stand before the message */
export type ReadFields = (bytes: Uint8Array, start: number) => (Value | undefined)[];

/**
 * Values of the columns' types in their order; undefined for what the message has no field for, or what is absent in it.
 * The result throws RecordError for bytes that are not of this message, and for values that do not fit their columns.
 */
export function protobufFields(wire: ProtoWire, columns: readonly PlanColumn[]): ReadFields {
  const composites = new Composites(wire);
  const composite = composites.message(wire.root);
  const find = fieldFinder(composite.fields);
  const whole = columns.some(({ origin }) => origin.kind === 'record');
  const places = columns.map(({ name, origin }) => (origin.kind === 'field' ? find(name) : -1));
  const numbers = new Set(columns.flatMap(({ type }, i) => (type.kind === 'BIGINT' ? [places[i]!] : [])));
  const wanted = new Set(places);
  const reader = new Readers(composites).reader(composite, place =>
    whole || wanted.has(place) ? { numbers: !whole && numbers.has(place) } : undefined,
  );
  const reads = columns.map(({ name, type, origin }, i): ((parts: readonly Value[]) => Value | undefined) => {
    if (origin.kind === 'record') return composite.make;
    const place = places[i]!;
    if (place < 0) return () => undefined;
    const convert = conversion(composite.fields[place]!, type);
    return parts => {
      const found = parts[place]!;
      return found === null ? undefined : convert ? named(name, found, convert) : found;
    };
  });
  return (bytes, start) => {
    const parts = reader.values(new Input(bytes, start));
    const values = new Array<Value | undefined>(reads.length);
    for (let i = 0; i < reads.length; i++) values[i] = reads[i]!(parts);
    return values;
  };
}

/** All that a message holds: a Map by field, of a message that is one value that value. */
export function protobufWhole(wire: ProtoWire): (bytes: Uint8Array, start: number) => Value {
  const composites = new Composites(wire);
  const composite = composites.message(wire.root);
  const reader = new Readers(composites).reader(composite);
  return (bytes, start) => composite.make(reader.values(new Input(bytes, start)));
}

/** What a field's value becomes in a column of a type; undefined: it is that already. */
function conversion(field: WireField, type: SqlType): ((value: Present) => Value) | undefined {
  const {
    type: { kind, name },
    rule,
  } = field;
  const single = rule !== 'map' && rule !== 'repeated' && rule !== 'packed';
  if (single && kind === 'scalar') {
    if (name === 'bytes' && type.kind === 'STRING') return utf8;
    if (name === 'string' && type.kind === 'BYTES') return value => Buffer.from(value as string);
    if (name === 'string' && type.kind === 'JSON') return value => readJson(value as string);
  }
  if (type.kind === 'ANY' || type.kind === 'JSON') return undefined;
  return isThat(field, type) ? undefined : converter(type);
}

/** Whether a field's values are of the type as they are read. A DECIMAL has the scale of its column. */
function isThat({ type: { kind, name }, rule }: WireField, type: SqlType): boolean {
  if (rule === 'map') return false;
  const list = rule === 'repeated' || rule === 'packed';
  if (list !== (type.kind === 'ARRAY')) return false;
  const wanted = type.kind === 'ARRAY' ? type.element : type;
  const read = kind === 'enum' ? STRING : kind === 'scalar' ? SCALARS.get(name) : KNOWN_MESSAGES.get(name)?.type;
  return read !== undefined && read.kind !== 'DECIMAL' && read.kind !== 'STRUCT' && sameType(read, wanted);
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function utf8(value: Present): Value {
  try {
    return UTF_8.decode(value as Uint8Array);
  } catch {
    throw new RecordError('decode', `${describe(value)} are no UTF-8, and the column is STRING`);
  }
}
