/** ferris-sql infer-schema: the columns that samples of records show, as a statement or as a schema file. */
import path from 'node:path';
import { derivedSchema } from '../../runtime/formats/avro/derive.ts';
import { FormatError } from '../../runtime/formats/port.ts';
import { declareColumns } from '../../src/language/schemas/declare-columns.ts';
import { jsonSchemaText } from '../../src/language/schemas/json-schema-text.ts';
import { pascal, protoText } from '../../src/language/schemas/proto-text.ts';
import { ProtoRefusal } from '../../src/language/schemas/proto-wire.ts';
import { readSample } from '../../src/language/schemas/sample.ts';
import type { SchemaResult } from '../../src/language/schemas/schema.ts';
import { readSchema } from '../../src/language/schemas/schema-file.ts';
import { linesOf } from '../../src/language/text/lines.ts';
import { defineCommand, UsageError } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import { FileError, readText, writeText } from '../files.ts';
import { importsBeside } from './schemas/imports-beside.ts';

const KINDS = ['sql', 'avsc', 'proto', 'json-schema'] as const;
type Kind = (typeof KINDS)[number];

export const command = defineCommand({
  name: 'infer-schema',
  summary: 'write the columns that samples of records show, as a statement or as a schema file',
  positionals: {
    name: 'SAMPLES…',
    doc: "records of one topic in .jsonl or .json files; '-' is stdin; or one .avsc or .proto, to be written as another",
    min: 1,
    max: 1000,
  },
  flags: {
    as: { value: 'KIND', doc: 'what is written', allowed: KINDS, default: 'sql' },
    name: { value: 'NAME', doc: "what the relation, record or message is called; the first file's name without it" },
    records: {
      value: 'NUMBER',
      doc: 'so many records are looked at',
      integer: { min: 1, max: 10_000_000 },
      default: 100_000,
    },
    message: { value: 'NAME', doc: 'the record or message that is meant, where a schema file has several' },
    'output-file': { value: 'FILE', short: 'o', doc: "where to write; '-' is stdout", default: '-' },
  },
  examples: [
    ['ferris-sql infer-schema samples/trades.jsonl', 'a CREATE STREAM to begin with'],
    ['ferris-sql infer-schema samples/*.jsonl --as avsc -o trades.avsc', 'an Avro schema of several samples'],
    ['ferris-sql infer-schema trades.avsc --as proto', 'an Avro schema as Protobuf'],
  ],
  async run({ flags, positionals }, io) {
    const files = [];
    for (const file of positionals) files.push(await readText(file, io));
    const [first] = files;
    const schemas = files.filter(({ name }) => /\.(avsc|proto)$/i.test(name));
    if (schemas.length > 0 && files.length > 1)
      throw new UsageError(`${schemas[0]!.name} is a schema, not a sample`, 'a schema file is given alone');
    const options = {
      ...(flags.message === undefined ? {} : { name: flags.message }),
      resolve: importsBeside(first!.name, io),
    };
    const text = files.map(file => file.text).join('\n');
    const result = schemas.length > 0 ? readSchema(first!.name, text, options) : sampleOf(files, text, flags.records);
    for (const { severity, message, span } of result.problems.slice(0, MOST_TOLD))
      await io.stderr.write(
        `ferris-sql: ${severity}: line ${linesOf(text).positionAt(span.start).line + 1}: ${message}\n`,
      );
    if (result.columns.length === 0) {
      await io.stderr.write(
        `ferris-sql: no columns are seen in ${positionals.join(', ')}: a record is a JSON object\n`,
      );
      return EXIT.findings;
    }
    const name = flags.name ?? (path.basename(first!.name).replace(/[<>]/g, '').replace(/\..*$/, '') || 'records');
    const written = schemaText(flags.as as Kind, name, result);
    if (flags['output-file'] === '-') await io.stdout.write(written);
    else writeText(flags['output-file'], written, io);
    return result.problems.some(({ severity }) => severity === 'error') ? EXIT.findings : EXIT.ok;
  },
});

const MOST_TOLD = 20;

function sampleOf(files: readonly { readonly name: string }[], text: string, records: number): SchemaResult {
  const whole = files.some(({ name }) => name.toLowerCase().endsWith('.json'));
  const envelope = files.every(({ name }) => name.toLowerCase().endsWith('.envelope.jsonl'));
  return readSample(text, { layout: whole ? 'values' : 'lines', envelope, records, characters: text.length });
}

/** Throws FileError for columns that the kind of schema cannot have. */
function schemaText(kind: Kind, name: string, { columns }: SchemaResult): string {
  try {
    if (kind === 'proto') return protoText(pascal(name), columns);
    if (kind === 'json-schema') return jsonSchemaText(name, columns);
    if (kind === 'avsc') {
      const derived = derivedSchema(
        name,
        columns.map(column => ({ ...column, spread: false })),
      );
      const { namespace: _, ...schema } = JSON.parse(derived) as Record<string, unknown>;
      return `${JSON.stringify({ ...schema, name: pascal(name) }, null, 2)}\n`;
    }
  } catch (error) {
    if (error instanceof ProtoRefusal || error instanceof FormatError)
      throw new FileError(`cannot write it as ${kind}: ${error.message}`);
    throw error;
  }
  return `CREATE STREAM ${/^[A-Za-z_]\w*$/.test(name) ? name : `\`${name.replaceAll('`', '``')}\``} (\n${declareColumns(columns)}\n);\n`;
}
