/** Flags that execute and stream have in common. */
import { UsageError } from '../arguments.ts';
import { brokersFlag } from '../brokers.ts';
import { profileFlag } from '../configuration.ts';
import { statementFlag, topicFlag, windowSizeFlag } from './plan-flags.ts';
import { FORMATS, schemaFlags } from './record-formats.ts';
import { sqlFlags } from './sql-text.ts';

export const runFlags = {
  ...sqlFlags,
  topic: topicFlag,
  brokers: brokersFlag,
  profile: profileFlag,
  output: {
    value: 'WHERE',
    doc: 'where rows go: those of every bare SELECT, or without one those of every statement; to kafka those of each statement to its own topic',
    allowed: ['stdout', 'kafka', 'file'],
    default: 'stdout',
  },
  'output-file': { value: 'FILE', short: 'o', doc: 'the file of --output file' },
  'output-topic': { value: 'TOPIC', doc: 'the topic of --output kafka, for a single statement' },
  format: {
    value: 'FORMAT',
    doc: 'how rows are shown, or (avro, protobuf, raw and the like) how topics are encoded of which no statement says it, read and written; json is one array in execute and an object a line in stream; a deletion is {"key":…,"value":null}, and not shown in csv and table',
    allowed: FORMATS,
    default: 'json',
  },
  ...schemaFlags,
  metadata: { doc: 'each row with its topic, key, timestamp and headers (JSON formats)' },
  blocks: {
    value: 'ROWS',
    doc: 'for editors, with any --output: schema, status and rows as JSON lines on stdout, rows in counted blocks; of each statement at most so many wait to be shown, then older ones are left out, first those that a newer row of their key replaces',
    integer: { min: 1 },
  },
  limit: { value: 'NUMBER', doc: 'end after this many rows', integer: { min: 0 } },
  'window-size': windowSizeFlag,
  partition: { value: 'NUMBER', doc: 'read only this partition', integer: { min: 0 } },
  statement: statementFlag,
  strict: { doc: 'exit code 1 when a record could not be processed' },
} as const;

interface OutputFlags {
  readonly output: 'stdout' | 'kafka' | 'file';
  readonly 'output-file': string | undefined;
  readonly 'output-topic': string | undefined;
}

/** Throws UsageError for flags that do not go together. */
export function checkOutput({ output, 'output-file': file, 'output-topic': topic }: OutputFlags): void {
  if (output === 'file' && file === undefined)
    throw new UsageError('--output file needs --output-file FILE', 'name the file the rows are written to');
  if (output !== 'file' && file !== undefined)
    throw new UsageError(`--output-file is for --output file, not ${output}`, 'add --output file');
  if (output !== 'kafka' && topic !== undefined)
    throw new UsageError(`--output-topic is for --output kafka, not ${output}`, 'add --output kafka');
}

interface RowFlags extends OutputFlags {
  readonly brokers: string | undefined;
  readonly partition: number | undefined;
  readonly metadata: boolean;
  readonly blocks: number | undefined;
  readonly limit: number | undefined;
  readonly statement: number | undefined;
  readonly strict: boolean;
}

/** What these flags say of a run, whether its rows end or not. */
export const rowsAsked = (flags: RowFlags) => ({
  brokers: flags.brokers,
  partition: flags.partition,
  output: flags.output,
  outputFile: flags['output-file'],
  outputTopic: flags['output-topic'],
  metadata: flags.metadata,
  blocks: flags.blocks,
  limit: flags.limit,
  statement: flags.statement,
  strict: flags.strict,
});

/** 'earliest', 'latest' or the offset itself. Throws UsageError. */
export function readOffset(text: string): 'earliest' | 'latest' | number {
  if (text === 'earliest' || text === 'latest') return text;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new UsageError(`--offset takes earliest, latest or a whole number, not '${text}'`);
}
