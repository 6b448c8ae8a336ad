/** What the tests of Protobuf need: a message's text, rows in and out, and protobufjs beside it. */
import protobuf from 'protobufjs';
import { protobufFields, protobufWhole } from '../../../../runtime/formats/protobuf/decode.ts';
import { protobufWriter } from '../../../../runtime/formats/protobuf/encode.ts';
import { readProto, readProtoWire } from '../../../../src/language/schemas/proto.ts';
import type { Value } from '../../../../src/language/types/value.ts';

/** A message by a file's text: as we read and write it, and as protobufjs does. */
export function message(text: string, name?: string, imports: Readonly<Record<string, string>> = {}) {
  const resolve = (path: string) => imports[path];
  const wire = readProtoWire(text, name, resolve);
  const { columns } = readProto(text, name, resolve);
  const planned = columns.map(each => ({
    name: each.name,
    type: each.type,
    origin: { kind: 'field', required: false, keyFallback: false } as const,
  }));
  const fields = protobufFields(wire, planned);
  const whole = protobufWhole(wire);
  const writer = protobufWriter(
    wire,
    columns.map(({ name: column, type }) => ({ name: column, type, spread: false })),
  );
  return {
    wire,
    columns: planned,
    /** In the order of the columns. */
    read: (bytes: Uint8Array) => fields(new Uint8Array(bytes), 0),
    whole: (bytes: Uint8Array) => whole(bytes, 0),
    write: (values: readonly Value[]) => Buffer.from(writer(values)),
    theirs: () => protobuf.parse(text, { keepCase: true }).root.lookupType(wire.root),
  };
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
export const bytesOf = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');
