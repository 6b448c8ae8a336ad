/** JSON with the number of its JSON Schema before it. What is read is JSON, whatever the schema; what is written is registered. */
import type { Value } from '../../../src/language/types/value.ts';
import { jsonEncoder, jsonText } from '../json/encode.ts';
import { jsonReader } from '../json/format.ts';
import { FormatError, type FormatModule } from '../port.ts';
import { HEADER, headerOf, schemaIdOf } from '../registry/framing.ts';
import { writerSchema } from '../registry/writing.ts';
import { derivedJsonSchema, derivedJsonValueSchema } from './derive.ts';

export const jsonSchema: FormatModule<'json-schema'> = {
  async reader() {
    return {
      fields(columns) {
        const read = jsonReader.fields(columns);
        return bytes => read(behindHeader(bytes));
      },
      whole: bytes => jsonReader.whole(behindHeader(bytes)),
    };
  },
  async writer(format, use, settings) {
    const { side, columns, relation, decimalAsString = false } = use;
    const schema = (): string => {
      if (format.schema !== undefined) return format.schema;
      if (side === 'value') return derivedJsonSchema(relation, columns, decimalAsString);
      return columns.length === 1
        ? derivedJsonValueSchema(columns[0]!.type)
        : derivedJsonSchema(`${relation}_key`, columns, false);
    };
    const {
      id,
      client,
      schema: registered,
    } = await writerSchema(format.registry, use, settings, {
      schema: () => ({ kind: 'JSON', schema: schema() }),
      record: titleOf,
    });
    if (registered.kind !== 'JSON')
      throw new FormatError(
        `${relation} (${side}s of topic '${use.topic}'): schema ${id} at ${client.place} is ${registered.kind}, not JSON`,
      );
    const header = headerOf(id);
    const row = jsonEncoder({ columns, decimalAsString });
    return {
      row: values => framed(header, row(values)),
      whole: value => (value === null ? null : framed(header, jsonText(textOf(value), false))),
    };
  },
};

function behindHeader(bytes: Uint8Array): Uint8Array {
  schemaIdOf(bytes);
  return bytes.subarray(HEADER);
}

const framed = (header: Uint8Array, json: string): Uint8Array => Buffer.concat([header, Buffer.from(json)]);

const textOf = (key: Value): Value => (key instanceof Uint8Array ? new TextDecoder().decode(key) : key);

/** What the strategies that go by records go by: the schema's title, as Confluent's do. */
function titleOf(schema: string): string | undefined {
  const read: unknown = JSON.parse(schema);
  return typeof read === 'object' && read !== null && 'title' in read && typeof read.title === 'string'
    ? read.title
    : undefined;
}
