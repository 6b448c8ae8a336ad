/** Protobuf as a format of values and keys: by the text of a .proto, or for what is written by its columns. */
import type { FormatOf } from '../../../src/compiler/plan/plan.ts';
import { messagePlace, readProtoWire } from '../../../src/language/schemas/proto.ts';
import { pascal, protoText } from '../../../src/language/schemas/proto-text.ts';
import { ProtoRefusal, type ProtoWire } from '../../../src/language/schemas/proto-wire.ts';
import { placeIn, type SchemaOf } from '../../../src/language/schemas/schema-place.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import type { WriteUse } from '../port.ts';
import { FormatError, type FormatModule, type FormatReader, type FormatWriter, type Use } from '../port.ts';
import { registryReader, registryWriter } from './by-registry.ts';
import { fieldFinder } from './columns.ts';
import { protobufFields, protobufWhole } from './decode.ts';
import { protobufProblems, protobufWriter } from './encode.ts';

export const protobuf: FormatModule<'protobuf'> = {
  reader: async (format, use, settings) => {
    const { registry, schema } = format;
    const given = schema === undefined ? undefined : wireOf(format, schema, use);
    if (registry)
      return checked(await registryReader({ ...format, registry }, given, use, settings), given, format, use);
    if (given) return checked(readerOf(given), given, format, use);
    throw new FormatError(
      `${use.relation}: Protobuf cannot be read without its .proto file: name it, as in 'schema.file' = 'schemas/trades.proto', or the registry that has it`,
    );
  },
  writer: async (format, use, settings) => {
    const { registry, schema } = format;
    const own = (): string => schema ?? textOfColumns(use);
    if (!registry) return writerOf(wireOf(format, own(), use), use, undefined, format);
    return await registryWriter({ ...format, registry }, own, use, settings, (wire, prefix) =>
      writerOf(wire, use, prefix),
    );
  },
};

/** A column that no record can ever have is a mistake in the file or in the declaration; a key's columns may be in the key. */
function checked(reader: FormatReader, wire: ProtoWire | undefined, from: SchemaOf, { relation }: Use): FormatReader {
  if (!wire) return reader;
  const { fields } = wire.messages.find(({ name }) => name === wire.root)!;
  const find = fieldFinder(fields);
  return {
    ...reader,
    fields(columns) {
      for (const { name, origin } of columns)
        if (origin.kind === 'field' && !origin.keyFallback && find(name) < 0)
          throw new FormatError(
            `${relation}: ${wire.root} has no field '${name}': it has ${fields.map(field => field.name).join(', ')}${messageIn(from, wire)}`,
          );
      return reader.fields(columns);
    },
  };
}

/** Of the message of a wire. */
const messageIn = (from: SchemaOf, { root }: ProtoWire): string =>
  from.schema === undefined ? '' : placeIn(from, messagePlace(from.schema, root));

/** @throws FormatError that names the relation */
export function wireOf(
  { name, imports = {}, file }: Pick<FormatOf<'protobuf'>, 'name' | 'imports' | 'file'>,
  schema: string,
  { relation }: Use,
): ProtoWire {
  try {
    return readProtoWire(schema, name, path => (Object.hasOwn(imports, path) ? imports[path] : undefined));
  } catch (error) {
    if (!(error instanceof ProtoRefusal)) throw error;
    const place = placeIn({ schema, file }, error.span);
    throw new FormatError(`${relation}: its .proto file: ${place === '' ? error.message : `${error.reason}${place}`}`);
  }
}

/** The text of a message that has the columns of what is written. @throws FormatError */
export function textOfColumns({ columns: given, relation, side, declared }: WriteUse): string {
  // Whoever writes into a declared relation writes its message, whichever columns there are.
  const columns = side === 'value' && declared ? declared.map(column => ({ ...column, spread: false })) : given;
  if (side === 'key' && columns.length === 0)
    throw new FormatError(
      `${relation}: which columns its key has is not known: name a .proto file in 'key.schema.file'`,
    );
  const open = columns.find(({ spread }) => spread);
  if (open)
    throw new FormatError(
      `${relation}: what columns '${open.name}' has is not known before records are read: name a .proto file in 'schema.file'`,
    );
  try {
    return protoText(`${pascal(relation)}${side === 'key' ? 'Key' : ''}`, columns);
  } catch (error) {
    if (!(error instanceof ProtoRefusal)) throw error;
    throw new FormatError(`${relation}: ${error.message}`);
  }
}

function readerOf(wire: ProtoWire): FormatReader {
  const whole = protobufWhole(wire);
  return {
    fields(columns) {
      const read = protobufFields(wire, columns);
      return bytes => read(bytes, 0);
    },
    whole: bytes => whole(bytes, 0),
  };
}

/**
 * @param from the file that says the message, if one does
 * @throws FormatError for columns that the message has no field for
 */
export function writerOf(
  wire: ProtoWire,
  { columns, relation, side }: WriteUse,
  prefix: readonly number[] = [],
  from: SchemaOf = {},
): FormatWriter {
  // The key's parts are not always known: then a row's key says what they are.
  const known = side === 'value' || columns.length > 0;
  const problems = known ? protobufProblems(wire, columns) : [];
  if (problems.length > 0) throw new FormatError(`${relation}: ${problems.join('; ')}${messageIn(from, wire)}`);
  const row = protobufWriter(wire, columns, prefix);
  const spread = protobufWriter(wire, [{ name: '', type: { kind: 'JSON' }, spread: true }], prefix);
  return {
    row,
    whole(value) {
      if (value === null || value instanceof Uint8Array) return value;
      if (value instanceof Map) return spread([value]);
      if (columns.length === 1) return row([value]);
      const [field, ...others] = wire.messages.find(({ name }) => name === wire.root)!.fields;
      if (field && others.length === 0) return spread([new Map([[field.name, value]])]);
      throw new RecordError('decode', `a key that is one value, and ${wire.root} has ${others.length + 1} fields`);
    },
  };
}
