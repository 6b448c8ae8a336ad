/** Protobuf with a schema registry: records say the number of their schema, and which of its messages they are. */
import type { FormatOf, PlanColumn } from '../../../src/compiler/plan/plan.ts';
import { readProtoWire, readProtoWireAt } from '../../../src/language/schemas/proto.ts';
import { ProtoRefusal, type ProtoWire } from '../../../src/language/schemas/proto-wire.ts';
import { placeIn } from '../../../src/language/schemas/schema-place.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import {
  FormatError,
  type FormatReader,
  type FormatSettings,
  type FormatWriter,
  type Use,
  type WriteUse,
} from '../port.ts';
import type { RegisteredSchema, RegistryClient } from '../registry/client.ts';
import { registryOf } from '../registry/connect.ts';
import { fetchedSchema, fetchSchemas, HEADER, headerOf, schemaIdOf } from '../registry/framing.ts';
import { writerSchema } from '../registry/writing.ts';
import { protobufFields, protobufWhole, type ReadFields } from './decode.ts';
import { indexBytes, readIndexes } from './message-indexes.ts';

type Registered = FormatOf<'protobuf'> & { readonly registry: NonNullable<FormatOf<'protobuf'>['registry']> };

/** @param given the message of a file, by which all records are read then: fields go by their numbers, whatever wrote them */
export async function registryReader(
  format: Registered,
  given: ProtoWire | undefined,
  use: Use,
  settings: FormatSettings,
): Promise<FormatReader> {
  if (given)
    return framedReader(() => ({ fields: columns => protobufFields(given, columns), whole: protobufWhole(given) }));
  const client = await registryOf(format.registry, use, settings);
  // Whether it can be asked at all is to be known before the first record comes.
  await client.version(`${use.topic}-${use.side}`, 'latest');
  const imports = new Map<number, Readonly<Record<string, string>>>();
  const wires = new Map<string, Read | RecordError>();
  const reader = framedReader((id, path) => {
    const name = `${id}:${path.join('.')}`;
    let found = wires.get(name);
    if (!found) {
      found = readOf(fetchedSchema(client, id), path, imports.get(id) ?? {}, client.place);
      wires.set(name, found);
    }
    if (found instanceof RecordError) throw found;
    return found;
  });
  return {
    ...reader,
    prepare(values) {
      const fetched = fetchSchemas(client, values);
      if (fetched) return fetched.then(() => fetchImports());
      // Another topic's reader fetched it, or the registry went away before what it imports was there.
      return client.all().some(isIncomplete) ? fetchImports() : undefined;
    },
  };

  function isIncomplete({ id, kind, references }: RegisteredSchema): boolean {
    return kind === 'PROTOBUF' && references.length > 0 && !imports.has(id);
  }

  async function fetchImports(): Promise<void> {
    for (const schema of client.all().filter(isIncomplete)) imports.set(schema.id, await importsOf(client, schema));
  }
}

interface Read {
  fields(columns: readonly PlanColumn[]): ReadFields;
  whole(bytes: Uint8Array, start: number): Value;
}

function framedReader(readFor: (id: number, path: readonly number[]) => Read): FormatReader {
  const begin = (bytes: Uint8Array) => {
    const id = schemaIdOf(bytes);
    const { path, end } = readIndexes(bytes, HEADER);
    return { read: readFor(id, path), end };
  };
  return {
    fields(columns) {
      const made = new Map<Read, ReadFields>();
      return bytes => {
        const { read, end } = begin(bytes);
        let fields = made.get(read);
        if (!fields) {
          fields = read.fields(columns);
          made.set(read, fields);
        }
        return fields(bytes, end);
      };
    },
    whole(bytes) {
      const { read, end } = begin(bytes);
      return read.whole(bytes, end);
    },
  };
}

function readOf(
  schema: RegisteredSchema,
  path: readonly number[],
  imports: Readonly<Record<string, string>>,
  place: string,
): Read | RecordError {
  try {
    if (schema.kind !== 'PROTOBUF') throw new ProtoRefusal(`it is ${schema.kind}, not PROTOBUF`);
    const wire = readProtoWireAt(schema.schema, path, importIn(imports));
    return { fields: columns => protobufFields(wire, columns), whole: protobufWhole(wire) };
  } catch (error) {
    if (!(error instanceof ProtoRefusal)) throw error;
    return new RecordError('decode', `schema ${schema.id} of ${place}: ${error.message}`);
  }
}

/** Texts of what a schema imports, and of what that imports, by path. */
async function importsOf(client: RegistryClient, schema: RegisteredSchema): Promise<Readonly<Record<string, string>>> {
  const texts: Record<string, string> = {};
  const gather = async ({ references }: RegisteredSchema): Promise<void> => {
    for (const { name, subject, version } of references) {
      if (Object.hasOwn(texts, name)) continue;
      const found = await client.version(subject, version);
      if (!found)
        throw new FormatError(`${client.place} has no version ${version} of '${subject}', which a schema imports`);
      texts[name] = found.schema;
      await gather(found);
    }
  };
  await gather(schema);
  return texts;
}

const importIn =
  (texts: Readonly<Record<string, string>>) =>
  (path: string): string | undefined =>
    Object.hasOwn(texts, path) ? texts[path] : undefined;

/** @param own the text of the file or of the columns; asked only where the registry's own schema is not taken */
export async function registryWriter(
  format: Registered,
  own: () => string,
  use: WriteUse,
  settings: FormatSettings,
  make: (wire: ProtoWire, prefix: readonly number[]) => FormatWriter,
): Promise<FormatWriter> {
  const { relation } = use;
  const wireOf = (text: string, imports: Readonly<Record<string, string>>): ProtoWire => {
    try {
      return readProtoWire(text, format.name, importIn(imports));
    } catch (error) {
      if (!(error instanceof ProtoRefusal)) throw error;
      const place = text === format.schema ? placeIn(format, error.span) : '';
      throw new FormatError(`${relation}: its .proto: ${place === '' ? error.message : `${error.reason}${place}`}`);
    }
  };
  const { client, id, schema } = await writerSchema(format.registry, use, settings, {
    schema: () => {
      if (Object.keys(format.imports ?? {}).length > 0)
        throw new FormatError(
          `${relation}: its .proto imports ${Object.keys(format.imports!).join(', ')}, which the registry must have first: register them and it, and write by 'schema.id' or 'use.latest.version'`,
        );
      return { kind: 'PROTOBUF', schema: own() };
    },
    record: text => wireOf(text, {}).root,
  });
  if (schema.kind !== 'PROTOBUF')
    throw new FormatError(`${relation}: schema ${id} at ${client.place} is ${schema.kind}, not PROTOBUF`);
  const wire = wireOf(schema.schema, schema.references.length === 0 ? {} : await importsOf(client, schema));
  return make(wire, [...headerOf(id), ...indexBytes(wire.path)]);
}
