/** Avro: records by a schema file, by the columns, or by a schema registry, whose number then stands before each. */
import type { FormatOf, PlanColumn } from '../../../src/compiler/plan/plan.ts';
import type { AvroType } from '../../../src/language/schemas/avro-type.ts';
import { avroTypeName } from '../../../src/language/schemas/avro-type.ts';
import { placeIn, type SchemaOf } from '../../../src/language/schemas/schema-place.ts';
import { RecordError, type Value } from '../../../src/language/types/value.ts';
import { HEAD_BYTES, headed, headNumber, headOf, numberOf } from '../heads.ts';
import { converter } from '../json/convert.ts';
import { keyText } from '../json/text.ts';
import {
  FormatError,
  type FormatModule,
  type FormatReader,
  type FormatWriter,
  type Use,
  type WriteUse,
} from '../port.ts';
import type { RegisteredSchema, RegistryClient } from '../registry/client.ts';
import { registryOf } from '../registry/connect.ts';
import { fetchedSchema, fetchSchemas, HEADER, headerOf, schemaIdOf } from '../registry/framing.ts';
import { writerSchema } from '../registry/writing.ts';
import { derivedSchema, derivedValueSchema } from './derive.ts';
import { fieldNamed, fieldsProgram, recordOf, wholeProgram } from './fields.ts';
import { Output } from './output.ts';
import { rowWriter } from './row-writer.ts';
import { avroType, withReferences } from './schema.ts';
import { Writing } from './write.ts';

export const avro: FormatModule<'avro'> = {
  async reader(format, use, settings) {
    const where = whereOf(use);
    const given = format.schema === undefined ? undefined : avroType(format.schema, where, format);
    if (format.container) return containerReader(given, format, use, where);
    if (!format.registry) return fileReader(given ?? derivedOf(use, where), format, use);
    const client = await registryOf(format.registry, use, settings);
    // Whether it can be asked at all is to be known before the first record comes.
    await client.version(`${use.topic}-${use.side}`, 'latest');
    return registryReader(client, given, format, use);
  },
  async writer(format, use, settings) {
    const where = whereOf(use);
    if (!format.registry) {
      const schema = ownSchema(format, use);
      const from: SchemaOf = schema === format.schema ? format : {};
      const type = avroType(schema, where, { ...from, name: format.name });
      return encoder(type, from, use, format.container ? headed(headNumber(schema), [NOTHING])[0]! : undefined);
    }
    const { client, id, schema } = await writerSchema(format.registry, use, settings, {
      schema: () => ({ kind: 'AVRO', schema: ownSchema(format, use) }),
      record: text => recordOf(avroType(text, where))?.name,
    });
    if (schema.kind !== 'AVRO')
      throw new FormatError(`${where}: schema ${id} at ${client.place} is ${schema.kind}, not AVRO`);
    const from: SchemaOf = schema.schema === format.schema ? format : {};
    return encoder(avroType(await withReferences(client, schema), where), from, use, headerOf(id));
  },
};

const NOTHING = new Uint8Array();

/** Records of files, each of which says at its head by which schema they were written. */
function containerReader(given: AvroType | undefined, from: SchemaOf, use: Use, where: string): FormatReader {
  if (given) checkColumns(given, from, use.declared?.map(inRecord) ?? [], use);
  const types: AvroType[] = [];
  const typeOf = (number: number): AvroType => {
    types[number] ??= avroType(headOf(number), where);
    return types[number];
  };
  /** Made once for each schema. */
  function bySchema<T>(make: (written: AvroType, wanted: AvroType) => T): (bytes: Uint8Array) => T {
    const made: T[] = [];
    return bytes => {
      const number = numberOf(bytes);
      made[number] ??= make(typeOf(number), given ?? typeOf(number));
      return made[number];
    };
  }
  const wholes = bySchema(wholeProgram);
  return {
    fields(columns) {
      const programs = bySchema((written, wanted) => {
        if (use.declared) checkColumns(wanted, from, columns, use);
        return fieldsProgram(written, wanted, columns);
      });
      return bytes => programs(bytes)(bytes, HEAD_BYTES);
    },
    whole: bytes => wholes(bytes)(bytes, HEAD_BYTES),
  };
}

const inRecord = ({ name, type }: Pick<PlanColumn, 'name' | 'type'>): PlanColumn => ({
  name,
  type,
  origin: { kind: 'field', required: false, keyFallback: false },
});

const whereOf = ({ relation, topic, side }: Use): string => `${relation} (${side}s of topic '${topic}')`;

function derivedOf(use: Use, where: string): AvroType {
  if (!use.declared || use.declared.length === 0)
    throw new FormatError(
      `${where}: nothing says what its records are: give 'schema.file', 'schema.registry.url', or declare the columns`,
    );
  const columns = use.declared.map(column => ({ ...column, spread: false }));
  if (use.side === 'key' && columns.length === 1)
    return avroType(derivedValueSchema(use.relation, columns[0]!.type), where);
  return avroType(derivedSchema(use.relation, columns), where);
}

function ownSchema(format: FormatOf<'avro'>, use: WriteUse): string {
  const { relation, side, columns, declared } = use;
  if (format.schema !== undefined && !(format.orColumns && !holdsRows(format, use))) return format.schema;
  const parts = declared ? declared.map(column => ({ ...column, spread: false })) : columns;
  if (side === 'value') return derivedSchema(relation, parts);
  if (parts.length === 0)
    throw new FormatError(
      `${relation}: the type of its key is not known: mark its columns by PRIMARY KEY, or give 'key.schema.file'`,
    );
  return parts.length === 1 ? derivedValueSchema(relation, parts[0]!.type) : derivedSchema(relation, parts);
}

function holdsRows({ schema, name }: FormatOf<'avro'>, use: WriteUse): boolean {
  try {
    encoder(avroType(schema!, whereOf(use), { name }), {}, use, undefined);
    return true;
  } catch (error) {
    if (error instanceof FormatError) return false;
    throw error;
  }
}

function fileReader(type: AvroType, from: SchemaOf, use: Use): FormatReader {
  const whole = wholeProgram(type, type);
  return {
    fields(columns) {
      checkColumns(type, from, columns, use);
      const program = fieldsProgram(type, type, columns);
      return bytes => program(bytes, 0);
    },
    whole: bytes => whole(bytes, 0),
  };
}

/**
 * A column that no record can ever have is a mistake in the schema or in the declaration; a key's columns may be in the key.
 * @param from what the type was read from, if a file said it
 */
function checkColumns(type: AvroType, from: SchemaOf, columns: readonly PlanColumn[], use: Use): void {
  const record = recordOf(type);
  if (!record) return;
  for (const { name, origin } of columns) {
    if (origin.kind !== 'field' || origin.keyFallback || fieldNamed(record, name)) continue;
    throw new FormatError(
      `${whereOf(use)}: the Avro record ${record.name} has no field '${name}': it has ${record.fields.map(one => one.name).join(', ')}${placeIn(from, record.span)}`,
    );
  }
}

function registryReader(client: RegistryClient, given: AvroType | undefined, from: SchemaOf, use: Use): FormatReader {
  /** Texts of schemas that refer to others, with those in them. */
  const resolved = new Map<number, string>();
  /** What has to be known of a schema of the registry, made once for each; its failure too. */
  function byId<T>(make: (written: AvroType, wanted: AvroType) => T): (id: number) => T {
    const made = new Map<number, { readonly program: T } | { readonly error: RecordError }>();
    return id => {
      let found = made.get(id);
      if (!found) {
        const schema = fetchedSchema(client, id);
        try {
          if (schema.kind !== 'AVRO') throw new RecordError('decode', `it is ${schema.kind}, not AVRO`);
          const type = avroType(resolved.get(id) ?? schema.schema, whereOf(use));
          found = { program: make(type, given ?? type) };
        } catch (error) {
          if (!(error instanceof RecordError || error instanceof FormatError)) throw error;
          found = { error: new RecordError('decode', `schema ${id} of ${client.place}: ${error.message}`) };
        }
        made.set(id, found);
      }
      if ('error' in found) throw found.error;
      return found.program;
    };
  }
  const wholes = byId(wholeProgram);
  const types = byId((_, wanted) => wanted);
  return {
    typeOf: bytes => types(schemaIdOf(bytes)),
    fields(columns) {
      if (given) checkColumns(given, from, columns, use);
      const programs = byId((written, wanted) => fieldsProgram(written, wanted, columns));
      return bytes => programs(schemaIdOf(bytes))(bytes, HEADER);
    },
    whole: bytes => wholes(schemaIdOf(bytes))(bytes, HEADER),
    prepare(values) {
      const fetched = fetchSchemas(client, values);
      if (fetched) return fetched.then(() => resolveReferences());
      // Another topic's reader fetched it, or the registry went away before those it refers to were there.
      return client.all().some(isUnresolved) ? resolveReferences() : undefined;
    },
  };

  function isUnresolved({ id, kind, references }: RegisteredSchema): boolean {
    return kind === 'AVRO' && references.length > 0 && !resolved.has(id);
  }

  async function resolveReferences(): Promise<void> {
    for (const schema of client.all().filter(isUnresolved))
      resolved.set(schema.id, await withReferences(client, schema));
  }
}

function encoder(type: AvroType, from: SchemaOf, use: WriteUse, header: Uint8Array | undefined): FormatWriter {
  const output = new Output();
  const writing = new Writing();
  const write = writing.of(type);
  const row = use.side === 'value' ? rowWriter(type, from, use, writing, whereOf(use)) : undefined;
  const begin = (): void => {
    output.begin();
    if (header) output.fixed(header);
  };
  const ofKey = keyValue(type, use);
  return {
    row(values) {
      begin();
      row!(values, output);
      return output.take();
    },
    whole(value) {
      if (value === null) return null;
      begin();
      write(ofKey(value), output);
      return output.take();
    },
  };
}

/** A key that was read as bytes is text, and what text stands for is said by the key's type. */
function keyValue(type: AvroType, { columns }: WriteUse): (key: Value) => Value {
  const isBytes = type.kind === 'fixed' || (type.kind === 'primitive' && type.name === 'bytes');
  const sole = columns.length === 1 ? converter(columns[0]!.type) : undefined;
  const record = recordOf(type);
  return key => {
    const value = key instanceof Uint8Array && !isBytes ? keyText(key) : key;
    const typed = sole && value !== null && !(value instanceof Map) ? sole(value) : value;
    if (!record || typed instanceof Map) return typed;
    const [first] = record.fields;
    if (!first || record.fields.length > 1)
      throw new RecordError('cast', `a key of one value is no ${avroTypeName(type)} of ${record.fields.length} fields`);
    return new Map([[first.name, typed]]);
  };
}
