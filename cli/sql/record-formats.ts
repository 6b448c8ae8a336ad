/** --format, --avro-schema and --proto-file where they say how records are encoded, and what reading and writing them may ask for. */
import fs from 'node:fs/promises';
import type { FormatSettings } from '../../runtime/formats/port.ts';
import { FormatError } from '../../runtime/formats/port.ts';
import { expandVariables } from '../../src/language/hints/expand.ts';
import type { GivenFormat } from '../../src/language/names/statement/environment.ts';
import { UsageError } from '../arguments.ts';
import { type Io, resolvePath } from '../io.ts';
import { ROW_FORMATS, type RowFormat } from './output/printer.ts';

/** Those that are no way to show rows to a person. */
const RECORD_FORMATS = ['avro', 'avro-confluent', 'protobuf', 'protobuf-confluent', 'json-schema', 'raw'] as const;

export const FORMATS = [...ROW_FORMATS, ...RECORD_FORMATS] as const;

export const schemaFlags = {
  'avro-schema': {
    value: 'FILE',
    doc: 'an .avsc: what topics hold that nothing is said of, read and written; --format avro goes without saying',
  },
  'proto-file': {
    value: 'FILE',
    doc: 'a .proto: what topics hold that nothing is said of, read and written; --format protobuf goes without saying',
  },
} as const;

interface FormatFlags {
  readonly format: (typeof FORMATS)[number];
  readonly output: 'stdout' | 'kafka' | 'file';
  readonly 'avro-schema': string | undefined;
  readonly 'proto-file': string | undefined;
}

interface Formats {
  /** How rows are shown. */
  readonly shown: RowFormat;
  /** How topics are encoded of which no statement says it. */
  readonly given: GivenFormat | undefined;
}

/** Throws UsageError for flags that do not go together. */
export function formatsOf(flags: FormatFlags, io: Io): Formats {
  const { format, output, 'avro-schema': avro, 'proto-file': proto } = flags;
  if (avro !== undefined && proto !== undefined)
    throw new UsageError(
      '--avro-schema and --proto-file exclude each other',
      'topics of both kinds are told apart in WITH',
    );
  const word = recordFormat(format, output) ?? (avro === undefined ? proto && 'protobuf' : 'avro');
  const shown = ROW_FORMATS.find(one => one === format) ?? 'json';
  if (word === undefined) return { shown, given: undefined };
  const file = avro ?? proto;
  const kind = avro === undefined ? 'protobuf' : 'avro';
  if (file !== undefined && !word.startsWith(kind))
    throw new UsageError(
      `${avro === undefined ? '--proto-file' : '--avro-schema'} does not go with --format ${format}`,
    );
  return { shown, given: { word, ...(file === undefined ? {} : { schemaFile: resolvePath(io, file) }) } };
}

function recordFormat(format: FormatFlags['format'], output: FormatFlags['output']): string | undefined {
  // Lines of CSV are for people, and into a topic for programs.
  if (format === 'csv' && output === 'kafka') return 'csv';
  return RECORD_FORMATS.find(one => one === format);
}

/** @param writes whether what is written goes to topics */
export const formatSettings = (io: Io, writes: boolean, signal: AbortSignal | undefined): FormatSettings => ({
  fill: text => filled(text, io.env),
  readText: file => fs.readFile(resolvePath(io, file), 'utf8'),
  writes,
  ...(signal ? { signal } : {}),
});

/** Throws FormatError for a variable that is not set. */
export function filled(text: string, env: Io['env']): string {
  const expanded = expandVariables(text, name => env[name]);
  if (expanded.ok) return expanded.value;
  throw new FormatError(expanded.message ?? `WITH needs the variable ${expanded.variable}, which is not set`);
}
