/** Keys of Flink, ksqlDB and others that mean something else here, or nothing: what to write instead. */
import { looseKey } from '../loose-key.ts';

export interface ForeignKey {
  readonly key: string;
  /** Whose key it is. */
  readonly system: 'Flink' | 'ksqlDB' | 'librdkafka' | 'Spark';
  /** The key to write instead; undefined where there is none. */
  readonly write?: string;
  /** Their value → ours, where the values differ too. */
  readonly values?: Readonly<Record<string, string>>;
  /** What to do, in a sentence. */
  readonly advice: string;
}

type Row = readonly [key: string, advice: string, write?: string, values?: ForeignKey['values']];
const of = (system: ForeignKey['system'], rows: readonly Row[]): ForeignKey[] =>
  rows.map(([key, advice, write, values]) => ({
    key,
    system,
    advice,
    ...(write === undefined ? {} : { write }),
    ...(values === undefined ? {} : { values }),
  }));

/** Flink's: KafkaConnectorOptions of flink-connector-kafka, the JSON and CSV formats, datagen. */
const flink = of('Flink', [
  [
    'scan.startup.mode',
    'where reading begins',
    'auto.offset.reset',
    { 'earliest-offset': 'earliest', 'latest-offset': 'latest', 'group-offsets': 'none' },
  ],
  ['scan.startup.timestamp-millis', 'Reading from a time is not there; filter by `_timestamp`.'],
  ['scan.startup.specific-offsets', 'Reading from given positions is not there; filter by `_partition` and `_offset`.'],
  [
    'scan.bounded.mode',
    'Boundedness belongs to the command: `ferris-sql execute` reads to the end it finds, `stream` goes on.',
  ],
  ['scan.bounded.timestamp-millis', 'Boundedness belongs to the command; filter by `_timestamp`.'],
  ['scan.bounded.specific-offsets', 'Boundedness belongs to the command; filter by `_offset`.'],
  [
    'scan.topic-partition-discovery.interval',
    'how often new partitions are looked for, in milliseconds',
    'metadata.max.age.ms',
  ],
  ['scan.parallelism', 'in how many tasks', 'parallelism'],
  ['value.fields-include', 'Key columns always stay in the value; leave it out.'],
  ['key.fields-prefix', 'Name the columns of the key with AS; leave it out.'],
  ['sink.transactional-id-prefix', 'the name of the transactions', 'transactional.id'],
  [
    'sink.semantic',
    'what is promised',
    'processing.guarantee',
    { 'exactly-once': 'exactly_once', 'at-least-once': 'at_least_once', none: 'none' },
  ],
  ['sink.buffer-flush.max-rows', 'how many records are sent together', 'batch.max.size'],
  [
    'json.ignore-parse-errors',
    'what becomes of records that are no JSON',
    'failure_strategy',
    { true: 'LogAndContinue', false: 'FailBatch' },
  ],
  [
    'value.json.ignore-parse-errors',
    'what becomes of records that are no JSON',
    'failure_strategy',
    { true: 'LogAndContinue', false: 'FailBatch' },
  ],
  ['json.fail-on-missing-field', 'Declare the column NOT NULL instead.'],
  ['value.json.fail-on-missing-field', 'Declare the column NOT NULL instead.'],
  [
    'json.timestamp-format.standard',
    'how times are written',
    'event.time.format',
    { 'ISO-8601': 'iso8601', SQL: 'yyyy-MM-dd HH:mm:ss.SSS' },
  ],
  [
    'json.encode.decimal-as-plain-number',
    'how decimals are written',
    'decimal.format',
    { true: 'number', false: 'string' },
  ],
  [
    'csv.ignore-parse-errors',
    'what becomes of lines that cannot be read',
    'failure_strategy',
    { true: 'LogAndContinue', false: 'FailBatch' },
  ],
  ['csv.allow-comments', 'Comments in CSV files are not there; leave it out.'],
  ['fields.*', 'Columns of made-up rows come from their types; leave it out.'],
  ['table.exec.mini-batch.enabled', 'Aggregates run in two phases anyway; `WITH LOCAL_AGGREGATION (…)` tunes them.'],
  ['table.exec.mini-batch.size', '`WITH LOCAL_AGGREGATION (PARTITION_SIZE = n)` says it.'],
  ['table.exec.mini-batch.allow-latency', "`WITH LOCAL_AGGREGATION (FLUSH_INTERVAL = '5s')` says it."],
  ['execution.runtime-mode', 'Boundedness belongs to the command: `ferris-sql execute` reads to the end it finds.'],
  ['table.local-time-zone', 'the time zone of times written without one', 'event.time.timezone'],
]);

/** ksqlDB's: the properties of CREATE STREAM and CREATE TABLE. */
const ksql = of('ksqlDB', [
  ['window_type', 'The window is part of the statement: WINDOW TUMBLING (…).'],
  ['window_size', 'The window is part of the statement: WINDOW TUMBLING (…).'],
  ['wrap_single_value', 'Values are always objects with named fields; leave it out.'],
  ['key_protobuf_nullable_representation', 'Whether a field may be NULL is read from the .proto file; leave it out.'],
  ['value_protobuf_nullable_representation', 'Whether a field may be NULL is read from the .proto file; leave it out.'],
  ['source_connector', 'Connectors of Kafka Connect are not started from here; leave it out.'],
  ['ksql.streams.auto.offset.reset', 'where reading begins', 'auto.offset.reset'],
  ['ksql.streams.num.stream.threads', 'in how many tasks', 'parallelism'],
  [
    'ksql.streams.processing.guarantee',
    'what is promised',
    'processing.guarantee',
    { exactly_once_v2: 'exactly_once', exactly_once: 'exactly_once', at_least_once: 'at_least_once' },
  ],
  ['ksql.streams.commit.interval.ms', 'how often it is committed, a duration', 'checkpoint.interval'],
]);

/** Of the C client and those built on it, and of Spark. */
const others = of('librdkafka', [
  ['socket.timeout.ms', 'how long a request waits', 'request.timeout.ms'],
  ['message.max.bytes', 'the most bytes in a request', 'max.request.size'],
  ['message.timeout.ms', 'after how long a record counts as failed', 'delivery.timeout.ms'],
  ['queue.buffering.max.kbytes', 'how much may wait to be sent, in bytes', 'buffer.memory'],
  ['queue.buffering.max.messages', 'how much may wait to be sent, in bytes', 'buffer.memory'],
  ['batch.num.messages', 'how many records are taken at a time', 'batch.max.size'],
  ['statistics.interval.ms', 'The client is measured with the job; leave it out.'],
  ['enable.partition.eof', 'Boundedness belongs to the command; leave it out.'],
  ['api.version.request', 'Versions are always asked for; leave it out.'],
  ['broker.version.fallback', 'Versions are always asked for; leave it out.'],
]);
const spark = of('Spark', [
  ['startingoffsets', 'where reading begins', 'auto.offset.reset', { earliest: 'earliest', latest: 'latest' }],
  ['endingoffsets', 'Boundedness belongs to the command: `ferris-sql execute` reads to the end it finds.'],
  ['subscribe', 'the topic', 'topic'],
  ['subscribepattern', 'a pattern of topics', 'topic.pattern'],
  ['failondataloss', 'what becomes of records that are gone', 'auto.offset.reset', { true: 'none', false: 'earliest' }],
  ['maxoffsetspertrigger', 'how many records are taken at a time', 'batch.max.size'],
  ['checkpointlocation', 'where state is kept', 'state.dir'],
]);

export const foreignKeys: readonly ForeignKey[] = [...flink, ...ksql, ...others, ...spark];

const exact = new Map(foreignKeys.map(one => [looseKey(one.key), one]));
const patterns = foreignKeys
  .filter(one => one.key.endsWith('*'))
  .map(one => [looseKey(one.key.slice(0, -1)), one] as const);

/** What another system means by a key that FerrisSQL does not have; undefined for a key that nobody has. */
export function findForeignKey(key: string): ForeignKey | undefined {
  const loose = looseKey(key);
  return exact.get(loose) ?? patterns.find(([start]) => loose.startsWith(start) && loose.length > start.length)?.[1];
}
