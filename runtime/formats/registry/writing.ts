/** Before the first record is written: the number of its schema, registered or looked up as WITH says. */
import type { Registry } from '../../../src/compiler/plan/plan.ts';
import { FormatError, type FormatSettings, type WriteUse } from '../port.ts';
import type { NewSchema, RegisteredSchema, RegistryClient } from './client.ts';
import { registryOf } from './connect.ts';
import { subjectOf } from './subject.ts';

export interface WriterSchema {
  readonly client: RegistryClient;
  readonly id: number;
  readonly schema: RegisteredSchema;
}

export interface Wanted {
  /** The schema of the file or of the columns; asked only where the registry's own is not taken. */
  readonly schema: () => NewSchema;
  /** The name that strategies go by. */
  readonly record: (schema: string) => string | undefined;
}

/** Rejects with FormatError: not reached, not compatible, not registered where nothing may be registered. */
export async function writerSchema(
  registry: Registry,
  use: WriteUse,
  settings: FormatSettings,
  { schema: own, record }: Wanted,
): Promise<WriterSchema> {
  const client = await registryOf(registry, use, settings);
  const { relation } = use;
  if (registry.id !== undefined) {
    const found = await client.schema(registry.id);
    if (!found) throw new FormatError(`${relation}: ${client.place} has no schema ${registry.id}`);
    return { client, id: registry.id, schema: found };
  }
  if (registry.latest) {
    const subject = subjectOf(registry, use, undefined);
    const found = await client.version(subject, 'latest');
    if (!found)
      throw new FormatError(
        `${relation}: ${client.place} has no subject '${subject}', whose latest schema is to be written`,
      );
    return { client, id: found.id, schema: found };
  }
  const schema = own();
  const subject = subjectOf(registry, use, record(schema.schema));
  const known = await client.idOf(subject, schema);
  if (known !== undefined) return { client, id: known, schema: { id: known, references: [], ...schema } };
  if (registry.register === false)
    throw new FormatError(
      `${relation}: the schema it writes is not registered under '${subject}' at ${client.place}, and 'auto.register.schemas' is false`,
    );
  const objections = await client.objections(subject, schema);
  if (objections.length > 0)
    throw new FormatError(
      `${relation}: the schema it writes is not compatible with the latest of '${subject}' at ${client.place}: ${objections.join('; ').slice(0, 2000)}`,
    );
  const id = await client.register(subject, schema);
  return { client, id, schema: { id, references: [], ...schema } };
}
