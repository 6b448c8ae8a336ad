/**
 * Topics of other formats in a test: its records are given and compared as JSON, and go through the bytes of their format
 * on the way. There is no registry in a test: records are encoded by their schema files, or by the columns.
 */
import { charset, textBytes } from '../../../runtime/formats/charset.ts';
import { jsonDecoder } from '../../../runtime/formats/json/decode.ts';
import { jsonEncoder, jsonText } from '../../../runtime/formats/json/encode.ts';
import type { FormatWriter } from '../../../runtime/formats/port.ts';
import { openReader, openWriter } from '../../../runtime/formats/table.ts';
import { scansOf } from '../../../runtime/tasks/leaves.ts';
import type {
  NodeOf,
  Plan,
  PlanColumn,
  PlanNode,
  PlanQuery,
  RecordFormat,
  RecordFormats,
} from '../../../src/compiler/plan/plan.ts';
import { pascal, protoText } from '../../../src/language/schemas/proto-text.ts';
import { ProtoRefusal } from '../../../src/language/schemas/proto-wire.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import type { InputRecord } from './inputs.ts';

/** The same plan without a registry; keys that have a structure are JSON. */
export function withoutRegistry(plan: Plan): Plan {
  const queries = plan.queries.map((query): PlanQuery => {
    const { formats, ...output } = query.output;
    const own = formats && inTest(formats, query.name, output.declared ?? output.columns, true);
    return { ...query, root: inNode(query.root), output: { ...output, ...(own ? { formats: own } : {}) } };
  });
  return { ...plan, queries };
}

function inNode(node: PlanNode): PlanNode {
  if (node.node === 'scan') {
    const { formats, ...scan } = node;
    const own = formats && inTest(formats, scan.source, scan.declared, false);
    return own ? { ...scan, formats: own } : scan;
  }
  if ('inputs' in node) return { ...node, inputs: node.inputs.map(inNode) } as PlanNode;
  return 'input' in node ? ({ ...node, input: inNode(node.input) } as PlanNode) : node;
}

type Columns = readonly (Pick<PlanColumn, 'name' | 'type'> & { readonly spread?: boolean })[] | undefined;

function inTest(
  { value, key }: RecordFormats,
  name: string,
  columns: Columns,
  written: boolean,
): RecordFormats | undefined {
  const values = value && valuesInTest(value, name, columns, written);
  const keys = key && (PLAIN_KEYS.has(key.kind) ? key : ({ kind: 'json' } as const));
  return values || keys ? { ...(values ? { value: values } : {}), ...(keys ? { key: keys } : {}) } : undefined;
}

const PLAIN_KEYS: ReadonlySet<RecordFormat['kind']> = new Set(['string', 'raw', 'none', 'csv']);

/** Undefined: JSON. */
function valuesInTest(
  format: RecordFormat,
  name: string,
  columns: Columns,
  written: boolean,
): RecordFormat | undefined {
  if (format.kind === 'json-schema') return undefined;
  // What stands at the head of a file is not given in a test.
  if (format.kind === 'csv' && format.header) {
    const { header: _, ...lines } = format;
    return written || lines.columns ? lines : undefined;
  }
  if (format.kind === 'debezium') return { kind: 'debezium', envelope: { kind: 'json' } };
  if (format.kind !== 'avro' && format.kind !== 'protobuf') return format;
  const { registry, ...plain } = format;
  const { container: _, ...rest } = { container: undefined, ...plain };
  if (rest.schema !== undefined) return rest;
  if (columns === undefined) return undefined;
  if (rest.kind === 'avro') return rest;
  // What cannot be written says why when it is opened; a registry may have a schema for it.
  const refused = written && !registry ? rest : undefined;
  if (columns.some(({ spread }) => spread)) return refused;
  try {
    return { ...rest, schema: protoText(pascal(name), columns) };
  } catch (error) {
    if (error instanceof ProtoRefusal) return refused;
    throw error;
  }
}

/** Records as they would be in their topics. What cannot be encoded stays as it is given, and fails where it is read. */
export async function encodedInputs(
  plan: Plan,
  inputs: readonly InputRecord[],
  tell: (problem: string) => void,
): Promise<readonly InputRecord[]> {
  const encoders = new Map<string, (record: InputRecord) => InputRecord>();
  for (const scan of plan.queries.flatMap(({ root }) => scansOf(root)))
    if (scan.formats && !encoders.has(scan.topic)) encoders.set(scan.topic, await encoderOf(scan));
  const plain = new Set(
    plan.queries.flatMap(({ root }) =>
      scansOf(root).flatMap(one => (['raw', 'csv'].includes(one.formats?.value?.kind ?? '') ? one.topic : [])),
    ),
  );
  return inputs.map((record, i) => {
    try {
      return encoders.get(record.topic)?.(record) ?? record;
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      tell(`inputs[${i}] is no record of the format of '${record.topic}' and will not be read: ${error.message}`);
      return plain.has(record.topic) ? { ...record, value: NO_VALUE } : record;
    }
  });
}

/** Neither text nor a number: the JSON of another value could be read as either. */
const NO_VALUE = Uint8Array.of(0xff, 0xff, 0xff);

/** Encoded by a schema: what stands in the topic is for nobody to read. */
const isStructured = ({ kind }: RecordFormat): boolean => kind === 'avro' || kind === 'protobuf';

async function encoderOf({
  formats,
  declared = [],
  topic,
  source,
  primaryKey = [],
}: NodeOf<'scan'>): Promise<(record: InputRecord) => InputRecord> {
  const { value, key } = formats!;
  const keys = value?.kind === 'raw' ? primaryKey.map(({ name }) => name) : [];
  const columns = declared
    .filter(({ name }) => !keys.includes(name))
    .map(({ name, type }) => ({ name, type, spread: false }));
  const use = { topic, relation: source, declared, columns };
  const structured =
    value !== undefined &&
    (isStructured(value) || ((value.kind === 'csv' || value.kind === 'raw') && columns.length > 0));
  const writer: FormatWriter | undefined = structured
    ? await openWriter(value, { ...use, side: 'value' }, {})
    : undefined;
  const decode = jsonDecoder(columns.map(fieldColumn), 'table');
  const encode = textBytes(value?.kind === 'csv' ? value.charset : undefined);
  const keyed = key?.kind === 'json';
  return record => {
    const { keyText } = record;
    const own = keyed && keyText !== 'null' ? { ...record, key: Buffer.from(keyText) } : record;
    if (!writer || record.value === null) return own;
    const given = Buffer.from(record.value).toString();
    // A line as it stands in its topic; one value that is all there is.
    if (value?.kind === 'csv' && given.startsWith('"')) return { ...own, value: encode(JSON.parse(given) as string) };
    const sole = value?.kind === 'raw' && !given.startsWith('{');
    const object = sole ? Buffer.from(`{${JSON.stringify(columns[0]!.name)}:${given}}`) : record.value;
    const values = decode({ ...record, value: object, offset: 0 }, topic, 0);
    return { ...own, value: writer.row(values).slice() };
  };
}

const fieldColumn = ({ name, type }: Pick<PlanColumn, 'name' | 'type'>): PlanColumn => ({
  name,
  type,
  origin: { kind: 'field', required: false, keyFallback: false },
});

/** What a query wrote, as JSON that was read back from its bytes. */
export async function decodedOutputs(plan: Plan): Promise<(query: PlanQuery, bytes: Uint8Array) => string | undefined> {
  const readers = new Map<string, (bytes: Uint8Array) => string>();
  for (const { name, local, output } of plan.queries) {
    const { topic, columns, declared, formats } = output;
    const value = formats?.value;
    if (local || value === undefined) continue;
    if (value.kind === 'debezium') {
      // Its own JSON: a row that goes is a record too.
      readers.set(name, bytes => Buffer.from(bytes).toString());
      continue;
    }
    if (value.kind === 'csv') {
      const decode = charset(value.charset);
      readers.set(name, bytes => JSON.stringify(decode(bytes)));
      continue;
    }
    if (columns.some(({ spread }) => spread) || !(isStructured(value) || value.kind === 'raw')) continue;
    if (value.kind === 'protobuf' && value.schema === undefined) continue;
    const required = columns.map(column => ({ ...column, required: false }));
    const use = { side: 'value', topic, relation: name, declared: declared ?? required } as const;
    const reader = await openReader(value, use, {});
    const fields = reader.fields(columns.map(fieldColumn));
    const json = jsonEncoder(output);
    readers.set(name, bytes => {
      const values = fields(bytes).map(one => one ?? null);
      return value.kind === 'raw' ? jsonText(values[0] ?? null, false) : json(values);
    });
  }
  return (query, bytes) => readers.get(query.name)?.(bytes);
}
