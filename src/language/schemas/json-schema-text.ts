/** The JSON Schema of records that have given columns. */
import type { SqlType } from '../types/sql-type.ts';
import type { SchemaColumn } from './schema.ts';

/** Draft 2020-12. Exact numbers are `number`, which says nothing of how they are held. */
export function jsonSchemaText(
  title: string,
  columns: readonly Pick<SchemaColumn, 'name' | 'type' | 'required'>[],
): string {
  const required = columns.filter(column => column.required).map(({ name }) => name);
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    type: 'object',
    properties: Object.fromEntries(
      columns.map(({ name, type, required: always }) => [name, always ? schemaOf(type) : nullable(schemaOf(type))]),
    ),
    ...(required.length > 0 ? { required } : {}),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

type Schema = Readonly<Record<string, unknown>>;

const nullable = (schema: Schema): Schema =>
  typeof schema.type === 'string' ? { ...schema, type: [schema.type, 'null'] } : schema;

function schemaOf(type: SqlType): Schema {
  switch (type.kind) {
    case 'BOOLEAN':
      return { type: 'boolean' };
    case 'BIGINT':
      return { type: 'integer' };
    case 'DOUBLE':
    case 'DECIMAL':
      return { type: 'number' };
    case 'STRING':
      return { type: 'string' };
    case 'BYTES':
      return { type: 'string', contentEncoding: 'base64' };
    case 'DATE':
      return { type: 'string', format: 'date' };
    case 'TIME':
      return { type: 'string', format: 'time' };
    case 'TIMESTAMP':
      return { type: 'string', format: 'date-time' };
    case 'INTERVAL':
      return { type: 'string', format: 'duration' };
    case 'ARRAY':
      return { type: 'array', items: nullable(schemaOf(type.element)) };
    case 'MAP':
      return { type: 'object', additionalProperties: nullable(schemaOf(type.value)) };
    case 'STRUCT':
      return {
        type: 'object',
        properties: Object.fromEntries(type.fields.map(field => [field.name, nullable(schemaOf(field.type))])),
      };
    default:
      return {};
  }
}
