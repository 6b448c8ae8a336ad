/** How the values and keys of a relation are encoded, as WITH says it. */
import type { RecordFormat, RecordFormats } from '../record-format.ts';
import type { Reporter } from '../report.ts';
import type { Environment } from '../statement/environment.ts';
import type { Asking, FormatAsked, FormatBuilder } from './asked.ts';
import { avroFormat } from './avro.ts';
import { csvFormat } from './csv.ts';
import { debeziumFormat } from './debezium.ts';
import { jsonSchemaFormat } from './json-schema.ts';
import { protobufFormat } from './protobuf.ts';
import { rawFormat } from './raw.ts';

/** By the word of WITH. JSON values are what there is without a word. */
const VALUES: Readonly<Record<string, FormatBuilder>> = {
  avro: avroFormat,
  'avro-confluent': avroFormat,
  'json-schema': jsonSchemaFormat,
  protobuf: protobufFormat,
  'protobuf-confluent': protobufFormat,
  csv: csvFormat,
  debezium: debeziumFormat,
  'debezium-json': debeziumFormat,
  'debezium-avro': debeziumFormat,
  'debezium-avro-confluent': debeziumFormat,
  tsv: csvFormat,
  delimited: csvFormat,
  raw: rawFormat,
  kafka: rawFormat,
  string: rawFormat,
};

const KEYS: Readonly<Record<string, FormatBuilder>> = {
  ...VALUES,
  json: () => ({ kind: 'json' }),
  string: () => ({ kind: 'string' }),
  int: () => ({ kind: 'int' }),
  bigint: () => ({ kind: 'bigint' }),
  kafka: () => ({ kind: 'kafka' }),
  bytes: () => ({ kind: 'raw' }),
  raw: () => ({ kind: 'raw' }),
  none: () => ({ kind: 'none' }),
};

/** Empty where nothing is said. */
export function formatsOf(
  asking: Asking,
  use: FormatAsked['use'],
  environment: Environment,
  reporter: Reporter,
): RecordFormats {
  const given = environment.format;
  const property = (key: string) => {
    const said = asking(key);
    if (said || !given) return said;
    const text = key === 'format' ? given.word : key === 'schema.file' ? given.schemaFile : undefined;
    return text === undefined ? undefined : { text, span: { start: 0, end: 0 } };
  };
  const forAll = given?.schemaFile !== undefined && !asking('schema.file');
  const of = (side: FormatAsked['side'], word: string | undefined): RecordFormat | undefined => {
    const build = word === undefined ? undefined : (side === 'key' ? KEYS : VALUES)[word.toLowerCase()];
    return build?.({ side, use, word: word!.toLowerCase(), environment, reporter, property, forAll });
  };
  const value = of('value', property('format')?.text);
  const said = of('key', property('key.format')?.text);
  // Debezium's keys are records of their own, whatever the row has.
  const own = value?.kind === 'debezium' && (use === 'read' || value.envelope.kind === 'avro');
  const key = said ?? (!own ? undefined : use === 'read' ? value : of('key', property('format')?.text));
  return { ...(value ? { value } : {}), ...(key ? { key } : {}) };
}
