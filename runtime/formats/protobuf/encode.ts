/** Rows to bytes of Protobuf messages: fields ascending by number, as Java and C++ write them. */
import type { PlanQuery } from '../../../src/compiler/plan/plan.ts';
import type { ProtoWire } from '../../../src/language/schemas/proto-wire.ts';
import { toDecimal, toExactDecimal } from '../../../src/language/types/coerce.ts';
import { writeJson } from '../../../src/language/types/json.ts';
import type { SqlType } from '../../../src/language/types/sql-type.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { recordOf } from '../json/encode.ts';
import { fieldFinder } from './columns.ts';
import { Composites } from './composites.ts';
import { Writers } from './message-writer.ts';
import { Output } from './output.ts';

type Columns = PlanQuery['output']['columns'];

/** The columns that a message has no field for, and its required fields that no column gives: why they cannot be written. */
export function protobufProblems(wire: ProtoWire, columns: Columns): readonly string[] {
  if (columns.some(({ spread }) => spread)) return [];
  const { fields } = new Composites(wire).message(wire.root);
  const find = fieldFinder(fields);
  const given = new Set(columns.map(({ name }) => find(name)));
  return [
    ...columns.flatMap(({ name }) => (find(name) < 0 ? [`${wire.root} has no field '${name}'`] : [])),
    ...fields.flatMap(({ name, rule }, place) =>
      rule === 'required' && !given.has(place) ? [`no column gives '${name}', which ${wire.root} requires`] : [],
    ),
  ];
}

/**
 * The bytes of one row, which stay as they are. RecordError where a value does not fit its field.
 * @param prefix what stands before the message
 */
export function protobufWriter(
  wire: ProtoWire,
  columns: Columns,
  prefix: readonly number[] = [],
): (values: readonly Value[]) => Uint8Array {
  const composites = new Composites(wire);
  const { fields } = composites.message(wire.root);
  const writers = new Writers(composites);
  const writes = fields.map(field => writers.field(field));
  const parts = partsOf(
    wire,
    columns,
    fields.map(({ name }) => name),
    fields.map(({ type: { kind, name } }) => kind === 'scalar' && name === 'string'),
  );
  const output = new Output();
  return values => {
    output.begin();
    output.raw(prefix);
    writers.reset();
    const row = parts(values);
    for (let i = 0; i < writes.length; i++) writes[i]!(row[i]!, output);
    return output.chunk.subarray(output.start, output.at);
  };
}

/** Values in the order of the fields. */
function partsOf(
  wire: ProtoWire,
  columns: Columns,
  names: readonly string[],
  texts: readonly boolean[],
): (values: readonly Value[]) => readonly Value[] {
  if (columns.some(({ spread }) => spread)) {
    const record = recordOf(columns);
    const { parts } = new Composites(wire).message(wire.root);
    return values => {
      const members = record(values);
      for (const name of members.keys())
        if (!names.some(other => other.toLowerCase() === name.toLowerCase()))
          throw new RecordError('decode', `${wire.root} has no field '${name}'`);
      return parts(members);
    };
  }
  const find = fieldFinder(
    names.map((name, i) => ({ name, number: i, type: { kind: 'scalar', name: '' }, rule: 'explicit' })),
  );
  const places = columns.map(({ name }) => find(name));
  const shapes = columns.map(({ type }, i) => shaped(type, texts[places[i]!] ?? false));
  return values => {
    const row = new Array<Value>(names.length).fill(null);
    for (let i = 0; i < places.length; i++) {
      const value = values[i]!;
      if (places[i]! >= 0) row[places[i]!] = value === null ? null : shapes[i]!(value);
    }
    return row;
  };
}

/** A DECIMAL has the scale of its column where 64 bits hold all of its values, else no zeros behind its fraction. */
function shaped(type: SqlType, asText: boolean): (value: Exclude<Value, null>) => Value {
  if (type.kind === 'DECIMAL') {
    const { precision, scale } = type;
    return value => (precision <= 18 ? toDecimal(value, precision, scale) : toExactDecimal(value).trimmed());
  }
  if (type.kind === 'JSON' && asText) return value => writeJson(value);
  return value => value;
}
