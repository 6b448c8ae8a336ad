/** What a relation is that stands for files: where they are, and how their records are encoded. */
import { sizeOf } from '../../properties/types/number.ts';
import type { AvroCodec, FilePlace, FileRolling, FileSink, FileSource } from '../file-place.ts';
import type { RecordFormats } from '../record-format.ts';
import type { Reporter } from '../report.ts';
import { durationMs } from '../text-of.ts';
import type { Asking } from './asked.ts';

export interface OfFiles {
  readonly place: FilePlace;
  /** As the question that was given, with what the names of the files say of their format. */
  readonly asking: Asking;
}

/** Which values of `type` stand for files, and what may be done with them. */
const KINDS: Readonly<Record<string, readonly ('source' | 'sink')[]>> = {
  file: ['source', 'sink'],
  filesystem: ['source', 'sink'],
  file_source: ['source'],
  file_sink: ['sink'],
};

/** Undefined for what is no file. */
export function ofFiles(asking: Asking, reporter: Reporter): OfFiles | undefined {
  const type = asking('type');
  const kinds = KINDS[type?.text.trim().toLowerCase() ?? ''];
  if (!type || !kinds) return undefined;
  const path = asking('path');
  if (!path) {
    reporter.report(
      'sql/property-value',
      type.span,
      `type '${type.text}' says that there are files, and no path where`,
      {
        help: "add 'path' = 'data/orders.csv'",
      },
    );
    return undefined;
  }
  const source = kinds.includes('source') ? { source: sourceOf(asking) } : {};
  const sink = kinds.includes('sink') && !isPattern(path.text) ? { sink: sinkOf(asking) } : {};
  if (kinds.length === 1 && kinds[0] === 'sink' && isPattern(path.text))
    reporter.report(
      'sql/property-value',
      path.span,
      `path '${path.text}' is a pattern: it does not say what to write`,
      {
        help: 'name the file, or a folder with a slash behind it',
      },
    );
  return { place: { ...source, ...sink }, asking: withFormat(asking, path.text) };
}

/** What is read at `'file://data/trades.csv'` after FROM; undefined for another address. */
export function fileUri(uri: string): { readonly file: FilePlace; readonly formats?: RecordFormats } | undefined {
  if (!/^file:\/\/./i.test(uri)) return undefined;
  const word = endingOf(uri);
  const value: RecordFormats['value'] =
    word === 'avro'
      ? { kind: 'avro', container: true }
      : word && { kind: 'csv', header: true, ...(word === 'tsv' ? { delimiter: '\t' } : {}) };
  return { file: { source: { path: withoutScheme(uri) } }, ...(value ? { formats: { value } } : {}) };
}

const isPattern = (path: string): boolean => /[*?[]/.test(path.replaceAll(/\$\{[^}]*\}/g, ''));

const withoutScheme = (path: string): string => path.trim().replace(/^file:\/\//i, '');

/** The format that a file's name tells, compressed (`.csv.gz`) or not; JSON has no word. */
const endingOf = (path: string): 'csv' | 'tsv' | 'avro' | undefined => {
  const name = path.toLowerCase().replace(/\.gz$/, '');
  return (['csv', 'tsv', 'avro'] as const).find(one => name.endsWith(`.${one}`));
};

const withFormat =
  (asking: Asking, path: string): Asking =>
  key => {
    const said = asking(key);
    const text = said || key !== 'format' ? undefined : endingOf(path);
    return text === undefined ? said : { text, span: { start: 0, end: 0 } };
  };

function sourceOf(asking: Asking): FileSource {
  const poll = asking('polling_interval');
  const pollMs = poll ? durationMs(poll.text) : numberOf(asking, 'poll.interval.ms');
  const watch = asking('watch')?.text.trim().toLowerCase();
  const skipLines = numberOf(asking, 'skip.lines');
  return {
    path: withoutScheme(asking('path')!.text),
    // As Flink: who says how often to look wants to see what comes later.
    ...(watch === 'true' || (watch === undefined && pollMs !== undefined) ? { watch: true } : {}),
    ...(pollMs === undefined ? {} : { pollMs }),
    ...(isTrue(asking, 'recursive') ? { recursive: true } : {}),
    ...(skipLines ? { skipLines } : {}),
  };
}

function sinkOf(asking: Asking): FileSink {
  const roll = rollingOf(asking);
  const keep = numberOf(asking, 'max.files');
  const prefix = asking('file.prefix')?.text;
  const codec = asking('avro.codec')?.text.trim().toLowerCase() as AvroCodec | undefined;
  return {
    path: withoutScheme(asking('path')!.text),
    ...(isTrue(asking, 'append') ? { append: true } : {}),
    ...(asking('create.directories')?.text.trim().toLowerCase() === 'false' ? { makeFolders: false } : {}),
    ...(roll ? { roll } : {}),
    ...(keep === undefined ? {} : { keep }),
    ...(prefix === undefined ? {} : { prefix }),
    ...(codec === undefined ? {} : { codec }),
  };
}

/** At which size a file that is to be rolled by size is, where nothing says it: Flink's. */
const ROLL_BYTES = 128 * 1024 * 1024;

function rollingOf(asking: Asking): FileRolling | undefined {
  const word = asking('rotation')?.text.trim().toLowerCase();
  const size = asking('rotation_size');
  const interval = asking('rotation_interval');
  const bytes = (size && sizeOf(size.text)) ?? (word === 'size' ? ROLL_BYTES : undefined);
  const ms = interval && durationMs(interval.text);
  const rows = numberOf(asking, 'rotation_rows');
  const at = word === 'hourly' ? 'hour' : word === 'daily' ? 'day' : undefined;
  if (bytes === undefined && ms === undefined && rows === undefined && at === undefined) return undefined;
  return {
    ...(bytes === undefined ? {} : { bytes }),
    ...(rows === undefined ? {} : { rows }),
    ...(ms === undefined ? {} : { ms }),
    ...(at === undefined ? {} : { at }),
  };
}

const isTrue = (asking: Asking, key: string): boolean => asking(key)?.text.trim().toLowerCase() === 'true';

function numberOf(asking: Asking, key: string): number | undefined {
  const number = Number(asking(key)?.text.replaceAll('_', ''));
  return Number.isSafeInteger(number) ? number : undefined;
}

/** How records stand in files: Avro behind its schema, CSV behind the names of its columns, and none has a key. */
export function inFiles({ value }: RecordFormats, asking: Asking, reporter: Reporter): RecordFormats {
  if (!value) return {};
  if (value.kind === 'csv')
    return { value: asking('header')?.text.trim().toLowerCase() === 'false' ? value : { ...value, header: true } };
  if (value.kind === 'avro' && !value.registry) return { value: { ...value, container: true } };
  if (value.kind === 'raw' || (value.kind === 'debezium' && value.envelope.kind === 'json')) return { value };
  const said = asking('format');
  if (said)
    reporter.report('sql/property-value', said.span, `records in ${said.text} cannot be told apart in a file`, {
      help: 'a file holds json (one object a line), csv, tsv, avro (without a registry), or raw (lines of text)',
    });
  return {};
}
