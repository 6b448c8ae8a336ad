/** Rows → Avro records: each field from the column of its name, else its default. */
import type { AvroType } from '../../../src/language/schemas/avro-type.ts';
import { avroTypeName } from '../../../src/language/schemas/avro-type.ts';
import { placeIn, type SchemaOf } from '../../../src/language/schemas/schema-place.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { recordOf as toMap } from '../json/encode.ts';
import { FormatError, type WriteUse } from '../port.ts';
import { defaultValue } from './default.ts';
import { recordOf } from './fields.ts';
import type { Output } from './output.ts';
import { type Writing, within } from './write.ts';

/** @param from the file that says the type, if one does. Throws FormatError where a row can never be such a record. */
export function rowWriter(
  type: AvroType,
  from: SchemaOf,
  { columns }: WriteUse,
  writing: Writing,
  where: string,
): (values: readonly Value[], output: Output) => void {
  const record = recordOf(type);
  if (!record) {
    if (columns.length !== 1 || columns[0]!.spread)
      throw new FormatError(`${where}: a row of ${columns.length} columns cannot be written as ${avroTypeName(type)}`);
    const write = writing.of(type);
    return (values, output) => within(columns[0]!.name, values[0]!, write, output);
  }
  if (columns.some(({ spread }) => spread) || record !== type) {
    const write = writing.of(type);
    const map = toMap(columns);
    return (values, output) => write(map(values), output);
  }
  const unused = new Set(columns.keys());
  const steps = record.fields.map(({ name, nameSpan, type: field, fallback }) => {
    // Of columns of one name the last counts, as it does in JSON.
    const exact = columns.findLastIndex(column => column.name === name);
    const place =
      exact >= 0 ? exact : columns.findLastIndex(column => column.name.toLowerCase() === name.toLowerCase());
    const write = writing.of(field);
    if (place >= 0) {
      for (const [i, column] of columns.entries()) if (column.name === columns[place]!.name) unused.delete(i);
      return { name, place, write, value: null };
    }
    if (!fallback && !nullable(field))
      throw new FormatError(
        `${where}: the record ${record.name} has the field '${name}', which no column is called and which has no default${placeIn(from, nameSpan)}`,
      );
    return { name, place, write, value: fallback ? defaultValue(field, fallback) : null };
  });
  if (unused.size > 0) {
    const names = [...unused].map(i => `'${columns[i]!.name}'`).join(', ');
    throw new FormatError(
      `${where}: the record ${record.name} has no field for ${names}: it has ${record.fields.map(one => one.name).join(', ')}${placeIn(from, record.span)}`,
    );
  }
  return (values, output) => {
    for (let i = 0; i < steps.length; i++) {
      const { name, place, write, value } = steps[i]!;
      within(name, place < 0 ? value : values[place]!, write, output);
    }
  };
}

const nullable = (type: AvroType): boolean =>
  type.kind === 'union' && type.branches.some(branch => branch.kind === 'primitive' && branch.name === 'null');
