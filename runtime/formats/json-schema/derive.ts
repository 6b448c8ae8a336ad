/** The JSON Schema of columns, in the words that Confluent's converters use beside it, so that Kafka Connect knows the types. */
import type { PlanQuery } from '../../../src/compiler/plan/plan.ts';
import type { SqlType } from '../../../src/language/types/sql-type.ts';

/** @param decimalAsString how DECIMAL is written */
export function derivedJsonSchema(
  title: string,
  columns: PlanQuery['output']['columns'],
  decimalAsString: boolean,
): string {
  const open = columns.some(({ spread }) => spread);
  const plain = columns.filter(({ spread }) => !spread);
  return JSON.stringify({
    $schema: 'http://json-schema.org/draft-07/schema#',
    title,
    type: 'object',
    additionalProperties: open,
    properties: propertiesOf(plain, decimalAsString),
  });
}

/** Of one value, such as a key. */
export const derivedJsonValueSchema = (type: SqlType): string =>
  JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', ...schemaOf(type, false) });

const propertiesOf = (columns: readonly { readonly name: string; readonly type: SqlType }[], text: boolean) =>
  Object.fromEntries(
    columns.map(({ name, type }, i) => [name, { 'connect.index': i, oneOf: [{ type: 'null' }, schemaOf(type, text)] }]),
  );

function schemaOf(type: SqlType, text: boolean): object {
  switch (type.kind) {
    case 'BOOLEAN':
      return { type: 'boolean' };
    case 'BIGINT':
      return { type: 'integer', 'connect.type': 'int64' };
    case 'DOUBLE':
      return { type: 'number', 'connect.type': 'float64' };
    case 'DECIMAL':
      return {
        type: text ? 'string' : 'number',
        title: 'org.apache.kafka.connect.data.Decimal',
        'connect.version': 1,
        'connect.type': 'bytes',
        'connect.parameters': { scale: String(type.scale), 'connect.decimal.precision': String(type.precision) },
      };
    case 'STRING':
    case 'INTERVAL':
      return { type: 'string' };
    case 'BYTES':
      return { type: 'string', 'connect.type': 'bytes' };
    case 'DATE':
      return { type: 'string', format: 'date' };
    case 'TIME':
      return { type: 'string', format: 'time' };
    case 'TIMESTAMP':
      return { type: 'string', format: 'date-time' };
    case 'ARRAY':
      return { type: 'array', items: { oneOf: [{ type: 'null' }, schemaOf(type.element, text)] } };
    case 'MAP':
      return {
        type: 'object',
        'connect.type': 'map',
        additionalProperties: { oneOf: [{ type: 'null' }, schemaOf(type.value, text)] },
      };
    case 'STRUCT':
      return { type: 'object', additionalProperties: false, properties: propertiesOf(type.fields, text) };
    default:
      return {};
  }
}
