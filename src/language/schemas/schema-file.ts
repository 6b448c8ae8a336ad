/** A schema file of any kind, by its name: `.avsc`, `.proto`, a sample of records in `.jsonl`, `.ndjson` or `.json`. */
import { readAvro } from './avro.ts';
import type { JsonNode } from './json-tree.ts';
import { memberOf, readJsonText, textOf } from './json-tree.ts';
import { readProto } from './proto.ts';
import type { ResolveImport } from './proto-link.ts';
import type { SampleOptions } from './sample.ts';
import { readSample } from './sample.ts';
import type { SchemaResult } from './schema.ts';

export interface SchemaOptions {
  /** The record or message to read when the file has several (the property `schema.message`). */
  readonly name?: string;
  /** For the imports of a .proto: their text, by the path in the import statement. */
  readonly resolve?: ResolveImport;
  /** How much of a sample to look at. */
  readonly sample?: Pick<SampleOptions, 'records' | 'characters'>;
}

/** The endings `readSchema` knows, for completing paths. */
export const SCHEMA_ENDINGS = ['.avsc', '.proto', '.jsonl', '.ndjson', '.json'] as const;

/**
 * The same path, text and options give the same result, so a caller may keep it.
 * @param path only its ending is looked at; `.envelope.jsonl` is read as the runtime reads it
 */
export function readSchema(path: string, text: string, options: SchemaOptions = {}): SchemaResult {
  const name = path.toLowerCase();
  const sample = options.sample ?? {};
  if (name.endsWith('.avsc')) return readAvro(text, options.name);
  if (name.endsWith('.proto')) return readProto(text, options.name, options.resolve);
  if (name.endsWith('.jsonl') || name.endsWith('.ndjson'))
    return readSample(text, { ...sample, layout: 'lines', envelope: name.endsWith('.envelope.jsonl') });
  if (name.endsWith('.json')) return readJsonFile(text, options);
  return failed(
    `${path.slice(path.lastIndexOf('/') + 1)} is no schema file: the endings are ${SCHEMA_ENDINGS.join(', ')}`,
  );
}

/** `.json` is what it says it is: an Avro record, a JSON Schema, or records. */
function readJsonFile(text: string, options: SchemaOptions): SchemaResult {
  const reading = readJsonText(text);
  if ('node' in reading) {
    if (isAvro(reading.node)) return readAvro(text, options.name);
    if (isJsonSchema(reading.node))
      return failed('a JSON Schema is understood but not read yet: declare the columns, or give a sample of records');
  }
  return readSample(text, { ...options.sample, layout: 'values' });
}

const isAvro = (node: JsonNode): boolean =>
  textOf(memberOf(node, 'type')?.value) === 'record' && memberOf(node, 'fields')?.value.kind === 'array';

const isJsonSchema = (node: JsonNode): boolean =>
  textOf(memberOf(node, '$schema')?.value) !== undefined ||
  (textOf(memberOf(node, 'type')?.value) === 'object' && memberOf(node, 'properties')?.value.kind === 'object');

const failed = (message: string): SchemaResult => ({
  columns: [],
  problems: [{ rule: 'schema/file', severity: 'error', message, span: { start: 0, end: 0 } }],
  title: 'schema file',
});
