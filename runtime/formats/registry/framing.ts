/** Confluent's wire format: a zero, the number of the schema in four bytes (the greatest first), then the data. */
import { RecordError } from '../../../src/language/types/value.ts';
import type { RegisteredSchema, RegistryClient } from './client.ts';

/** Where the data begin. */
export const HEADER = 5;

/** Throws RecordError for bytes that are not framed so. */
export function schemaIdOf(bytes: Uint8Array): number {
  if (bytes.length >= HEADER && bytes[0] === 0)
    return ((bytes[1]! << 24) | (bytes[2]! << 16) | (bytes[3]! << 8) | bytes[4]!) >>> 0;
  throw new RecordError(
    'decode',
    bytes.length === 0
      ? 'the record is empty: it has no number of a schema'
      : `the record does not begin with the number of a schema (a zero and four bytes): it was not written with a schema registry`,
  );
}

export function headerOf(id: number): Uint8Array {
  const bytes = new Uint8Array(HEADER);
  new DataView(bytes.buffer).setUint32(1, id);
  return bytes;
}

/** Fetches the schemas of these records that are not known; undefined: all are. One that was not there may be by now: a registry's followers lag behind. */
export function fetchSchemas(client: RegistryClient, values: Iterable<Uint8Array>): Promise<void> | undefined {
  const missing = new Set<number>();
  for (const bytes of values) {
    if (bytes.length < HEADER || bytes[0] !== 0) continue;
    const id = schemaIdOf(bytes);
    if (!client.known(id)) missing.add(id);
  }
  if (missing.size === 0) return undefined;
  return Promise.all([...missing].map(id => client.schema(id))).then(() => undefined);
}

/** A schema that `fetchSchemas` was asked for. Throws RecordError when the registry has none of this number. */
export function fetchedSchema(client: RegistryClient, id: number): RegisteredSchema {
  const found = client.known(id);
  if (found) return found;
  throw new RecordError('decode', `the schema registry ${client.place} has no schema ${id}`);
}
