/** The text of an Avro schema → its type, or why a job cannot run with it. */

import { readAvroSchema } from '../../../src/language/schemas/avro.ts';
import type { AvroType } from '../../../src/language/schemas/avro-type.ts';
import { placeIn } from '../../../src/language/schemas/schema-place.ts';
import { FormatError } from '../port.ts';
import type { RegisteredSchema, RegistryClient } from '../registry/client.ts';

/**
 * @param where what the schema is of; for messages
 * @param file that the text is of
 * Throws FormatError.
 */
export function avroType(text: string, where: string, { name, file }: NamedIn = {}): AvroType {
  if (text === '')
    throw new FormatError(`${where}: its schema file was not read: run it from where the file is, or name the file`);
  const { type, problems } = readAvroSchema(asJson(text), name);
  const wrong = problems.find(({ severity, rule }) => severity === 'error' && rule !== 'schema/avro-default');
  if (wrong)
    throw new FormatError(
      `${where}: its Avro schema has an error: ${wrong.message}${placeIn({ schema: text, file }, wrong.span)}`,
    );
  return type;
}

interface NamedIn {
  /** Of the record that is meant. */
  readonly name?: string | undefined;
  readonly file?: string | undefined;
}

/** Registries give a schema that is one word also without quotes. */
const asJson = (text: string): string => (/^\s*[A-Za-z_][\w.]*\s*$/.test(text) ? JSON.stringify(text.trim()) : text);

/** The same schema with what it refers to before its first use: Avro's parsers read from the top. Rejects with FormatError. */
export async function withReferences(
  client: RegistryClient,
  { schema, references }: RegisteredSchema,
): Promise<string> {
  if (references.length === 0) return schema;
  const definitions = new Map<string, unknown>();
  const gather = async (list: RegisteredSchema['references'], depth: number): Promise<void> => {
    if (depth > 20) throw new FormatError(`${client.place}: schemas refer to each other more than 20 deep`);
    for (const { name, subject, version } of list) {
      if (definitions.has(name)) continue;
      const found = await client.version(subject, version);
      if (!found)
        throw new FormatError(`${client.place} has no version ${version} of '${subject}', which a schema refers to`);
      await gather(found.references, depth + 1);
      definitions.set(name, JSON.parse(asJson(found.schema)));
    }
  };
  await gather(references, 0);
  return JSON.stringify(inlined(JSON.parse(asJson(schema)), definitions, ''));
}

/** A definition takes the place of the first reference to it; it is a name from then on. */
function inlined(part: unknown, definitions: Map<string, unknown>, namespace: string): unknown {
  if (typeof part === 'string') {
    const name = definitions.has(part) ? part : namespace === '' ? part : `${namespace}.${part}`;
    const definition = definitions.get(name);
    if (definition === undefined) return part;
    definitions.delete(name);
    return inlined(definition, definitions, '');
  }
  if (Array.isArray(part)) return part.map(one => inlined(one, definitions, namespace));
  if (typeof part !== 'object' || part === null) return part;
  const object = part as Record<string, unknown>;
  const written = typeof object.name === 'string' ? object.name : '';
  const inner =
    typeof object.namespace === 'string'
      ? object.namespace
      : written.includes('.')
        ? written.slice(0, written.lastIndexOf('.'))
        : namespace;
  const out: [string, unknown][] = Object.entries(object).map(([key, value]) => {
    if (key === 'fields' && Array.isArray(value))
      return [
        key,
        value.map((field: Record<string, unknown>) => ({ ...field, type: inlined(field.type, definitions, inner) })),
      ];
    if (key === 'items' || key === 'values') return [key, inlined(value, definitions, inner)];
    if (key === 'type' && typeof value !== 'string') return [key, inlined(value, definitions, inner)];
    return [key, value];
  });
  return Object.fromEntries(out);
}
