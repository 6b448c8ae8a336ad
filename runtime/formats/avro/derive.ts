/** The schema of columns where nobody gives one: as Flink's Avro formats derive it from a table, so that both read each other. */
import type { PlanQuery } from '../../../src/compiler/plan/plan.ts';
import type { SqlType } from '../../../src/language/types/sql-type.ts';
import { typeText } from '../../../src/language/types/sql-type.ts';
import { FormatError } from '../port.ts';

/** `required`: NOT NULL. */
export type DerivedColumn = PlanQuery['output']['columns'][number] & { readonly required?: boolean };

/** AvroSchemaConverter.convertToSchema of Flink: what may be NULL is a union, nested records are named by the way to them. */
export function derivedSchema(relation: string, columns: readonly DerivedColumn[]): string {
  const seen = new Set<string>();
  for (const { name, spread } of columns) {
    if (spread)
      throw new FormatError(
        `${relation}: '*' of an undeclared stream has no columns to make a schema of: name the columns, or give a schema file`,
      );
    if (!NAME.test(name))
      throw new FormatError(
        `${relation}: '${name}' is no name in Avro (letters, digits and _, not starting with a digit): write AS another_name`,
      );
    if (seen.has(name)) throw new FormatError(`${relation}: two columns are called '${name}': write AS another_name`);
    seen.add(name);
  }
  const fields = columns.map(({ name, type, required }) => {
    const field = fieldOf(name, type, `record_${name}`, `${relation}: '${name}'`);
    return required ? { name, type: field.type[1] } : field;
  });
  return JSON.stringify({ type: 'record', name: 'record', namespace: 'org.apache.flink.avro.generated', fields });
}

/** The schema of one value, such as a key of one column. */
export const derivedValueSchema = (relation: string, type: SqlType): string =>
  JSON.stringify(schemaOf(type, 'record', relation));

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

const fieldOf = (name: string, type: SqlType, record: string, where: string) => ({
  name,
  type: ['null', schemaOf(type, record, where)],
  default: null,
});

function schemaOf(type: SqlType, record: string, where: string): unknown {
  const nullable = (inner: SqlType, name: string) => ['null', schemaOf(inner, name, where)];
  switch (type.kind) {
    case 'BOOLEAN':
      return 'boolean';
    case 'BIGINT':
      return 'long';
    case 'DOUBLE':
      return 'double';
    case 'STRING':
    case 'JSON':
      return 'string';
    case 'BYTES':
      return 'bytes';
    case 'DECIMAL':
      return { type: 'bytes', logicalType: 'decimal', precision: type.precision, scale: type.scale };
    case 'DATE':
      return { type: 'int', logicalType: 'date' };
    case 'TIME':
      return { type: 'long', logicalType: 'time-micros' };
    case 'TIMESTAMP':
      return { type: 'long', logicalType: 'timestamp-micros' };
    case 'ARRAY':
      return { type: 'array', items: nullable(type.element, record) };
    case 'MAP':
      if (type.key.kind !== 'STRING')
        throw new FormatError(`${where} is ${typeText(type)}: the keys of Avro's maps are strings`);
      return { type: 'map', values: nullable(type.value, record) };
    case 'STRUCT':
      for (const { name } of type.fields)
        if (!NAME.test(name)) throw new FormatError(`${where}: '${name}' is no name in Avro: letters, digits and _`);
      return {
        type: 'record',
        name: record,
        fields: type.fields.map(({ name, type: inner }) =>
          fieldOf(name, inner, `${record}_${name}`, `${where}.${name}`),
        ),
      };
    case 'INTERVAL':
      throw new FormatError(`${where} is an INTERVAL, which has no type in Avro here: CAST it to STRING`);
    default:
      throw new FormatError(`${where} has no type that is known before the records are read: CAST it`);
  }
}
