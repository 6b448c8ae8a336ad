/** The kinds of formats, one line each, loaded when a plan has them; and all that a plan reads and writes, opened. */
import type {
  FormatOf,
  NodeOf,
  Plan,
  PlanQuery,
  RecordFormat,
  RecordFormatKind,
} from '../../src/compiler/plan/plan.ts';
import type { Batch } from '../connectors/port.ts';
import { scansOf } from '../tasks/leaves.ts';
import type { FormatModule, FormatReader, FormatSettings, FormatWriter, Use, WriteUse } from './port.ts';

const MODULES: { readonly [Kind in RecordFormatKind]: () => Promise<FormatModule<Kind>> } = {
  json: async () => (await import('./json/format.ts')).json,
  avro: async () => (await import('./avro/format.ts')).avro,
  'json-schema': async () => (await import('./json-schema/format.ts')).jsonSchema,
  protobuf: async () => (await import('./protobuf/format.ts')).protobuf,
  csv: async () => (await import('./csv/format.ts')).csv,
  debezium: async () => (await import('./debezium/format.ts')).debezium,
  raw: async () => (await import('./raw.ts')).raw,
  string: async () => (await import('./plain.ts')).string,
  int: async () => (await import('./plain.ts')).int,
  bigint: async () => (await import('./plain.ts')).bigint,
  kafka: async () => (await import('./primitive-key.ts')).kafka,
  none: async () => (await import('./plain.ts')).none,
};

const moduleOf = <Kind extends RecordFormatKind>(format: FormatOf<Kind>): Promise<FormatModule<Kind>> =>
  (MODULES[format.kind as Kind] as () => Promise<FormatModule<Kind>>)();

/** Of a format within another. Rejects with FormatError. */
export const openReader = async (format: RecordFormat, use: Use, settings: FormatSettings): Promise<FormatReader> =>
  (await moduleOf(format)).reader(format, use, settings);

export const openWriter = async (
  format: RecordFormat,
  use: WriteUse,
  settings: FormatSettings,
): Promise<FormatWriter> => (await moduleOf(format)).writer(format, use, settings);

export interface ScanFormats {
  readonly value: FormatReader;
  /** Undefined: keys stay bytes. */
  readonly key: FormatReader | undefined;
}

export interface OutputFormats {
  /** Undefined: JSON. */
  readonly value: FormatWriter | undefined;
  /** Undefined: one column raw, several as a JSON object. */
  readonly key: FormatWriter | undefined;
}

/** The formats of one plan that is run. What is not here is JSON with keys as they are. */
export interface OpenFormats {
  scan(node: NodeOf<'scan'>): ScanFormats | undefined;
  output(query: PlanQuery): OutputFormats | undefined;
  /** Before a batch is worked on; undefined: it can be at once. */
  prepare(batch: Batch): Promise<void> | undefined;
}

const JSON_VALUES: RecordFormat = { kind: 'json' };

/** Undefined for a plan of nothing but JSON. Rejects with FormatError. */
export async function openFormats(plan: Plan, settings: FormatSettings): Promise<OpenFormats | undefined> {
  const scans = plan.queries.flatMap(({ root }) => scansOf(root)).filter(({ formats }) => formats !== undefined);
  const writes = settings.writes === false ? [] : plan.queries.filter(({ local, output }) => !local && output.formats);
  if (scans.length === 0 && writes.length === 0) return undefined;
  const readers = new Map<NodeOf<'scan'>, ScanFormats>();
  const byTopic = new Map<string, ScanFormats[]>();
  for (const scan of scans) {
    const { formats, topic, source: relation, declared, primaryKey } = scan;
    // As a key of these columns is written.
    const keyed = primaryKey?.map(({ name, type }) => ({ name, type, required: false }));
    const open = (format: RecordFormat, side: 'value' | 'key'): Promise<FormatReader> =>
      openReader(format, { side, topic, relation, declared: side === 'value' ? declared : keyed }, settings);
    const opened = {
      value: await open(formats?.value ?? JSON_VALUES, 'value'),
      key: formats?.key && (await open(formats.key, 'key')),
    };
    readers.set(scan, opened);
    byTopic.set(topic, [...(byTopic.get(topic) ?? []), opened]);
  }
  const writers = new Map<PlanQuery, OutputFormats>();
  for (const query of writes) {
    const { topic, formats, columns, declared, decimalAsString, key = [] } = query.output;
    const open = async (format: RecordFormat, side: 'value' | 'key'): Promise<FormatWriter> => {
      const parts = side === 'value' ? columns : key.map(part => ({ ...part, spread: false }));
      const own = side === 'value' ? declared : undefined;
      const use = { side, topic, relation: query.name, columns: parts, declared: own, decimalAsString };
      return await openWriter(format, use, settings);
    };
    writers.set(query, {
      value: formats?.value && (await open(formats.value, 'value')),
      // A key of Debezium's is a record of its columns: where these are not known, it is as it was read.
      key:
        formats?.key && !(formats.key.kind === 'debezium' && key.length === 0)
          ? await open(formats.key, 'key')
          : undefined,
    });
  }
  return {
    scan: node => readers.get(node),
    output: query => writers.get(query),
    prepare({ topic, records }) {
      const waits: Promise<void>[] = [];
      for (const { value, key } of byTopic.get(topic) ?? []) {
        const values = value.prepare?.(present(records, 'value'));
        if (values) waits.push(values);
        const keys = key?.prepare?.(present(records, 'key'));
        if (keys) waits.push(keys);
      }
      return waits.length === 0 ? undefined : Promise.all(waits).then(() => undefined);
    },
  };
}

function* present(records: Batch['records'], part: 'value' | 'key'): Generator<Uint8Array> {
  for (const record of records) {
    const bytes = record[part];
    if (bytes !== null) yield bytes;
  }
}
