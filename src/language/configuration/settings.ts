/** The settings of a run that are obeyed. */
import { integer } from '../hints/types/number.ts';
import { words } from '../properties/types/words.ts';
import type { Setting } from './setting.ts';

interface Numeric extends Omit<Setting, 'type' | 'schema' | 'default'> {
  readonly min: number;
  readonly max: number;
  readonly unit?: string;
  readonly default: number;
}

const whole = ({ min, max, unit, default: otherwise, ...rest }: Numeric): Setting => ({
  ...rest,
  type: integer({ min, max, ...(unit ? { unit } : {}) }),
  schema: { type: 'integer', minimum: min, maximum: max },
  default: String(otherwise),
});

const oneOf = (
  setting: Omit<Setting, 'type' | 'schema'>,
  meanings: Readonly<Record<string, string>>,
  schema: readonly unknown[] = Object.keys(meanings),
): Setting => ({ ...setting, type: words(meanings), schema: { enum: schema } });

const KIB = 1024;
const MIB = 1024 * KIB;

export const SETTINGS: readonly Setting[] = [
  whole({
    key: 'commit.interval.ms',
    paths: ['performance.flush_interval_ms', 'commit_interval_ms'],
    variables: ['FERRIS_COMMIT_INTERVAL_MS'],
    flag: 'commit-interval',
    min: 1,
    max: 60_000,
    unit: 'milliseconds',
    default: 100,
    doc: 'From one commit of a job to the next. Others see its results so late; each commit costs the brokers some milliseconds.',
  }),
  whole({
    key: 'workers',
    paths: ['sql.worker_threads', 'workers'],
    variables: ['SQL_WORKER_THREADS', 'FERRIS_WORKERS'],
    flag: 'workers',
    min: 1,
    max: 256,
    default: 1,
    doc: 'Threads of a job that share its partitions, on Kafka. One for each processor is enough; more than there are partitions stand by.',
  }),
  whole({
    key: 'max.memory.mb',
    paths: ['sql.max_memory_mb', 'max_memory_mb'],
    variables: ['SQL_MEMORY_LIMIT_MB', 'FERRIS_MAX_MEMORY_MB'],
    flag: 'max-memory',
    min: 0,
    max: 16 * MIB,
    unit: 'megabytes',
    default: 0,
    doc: 'The most memory for what the statements of a job remember, all together; what was not used for longest goes to disk beyond it. 0: there is no limit. What a file says of it (`-- MEMORY_LIMIT`, `max.memory.mb` in WITH) goes before ferris.yaml; the process itself takes 100 to 200 MB besides.',
  }),
  whole({
    key: 'max.disk.mb',
    paths: ['sql.max_disk_mb', 'max_disk_mb'],
    variables: ['FERRIS_MAX_DISK_MB'],
    flag: 'max-disk',
    min: 0,
    max: 16 * MIB,
    unit: 'megabytes',
    default: 0,
    doc: 'The most disk for state beyond `max.memory.mb`, in `--state-dir` or the folder for temporary files; past it the job stops with nothing more committed. 0: as much as there is.',
  }),
  whole({
    key: 'fetch.min.bytes',
    paths: ['kafka.fetch_min_bytes'],
    variables: ['KAFKA_FETCH_MIN_BYTES'],
    min: 1,
    max: 1024 * MIB,
    unit: 'bytes',
    default: 1,
    doc: 'So much must be there before a broker answers, or `fetch.max.wait.ms` be over. More means fewer and larger answers, which wait.',
  }),
  whole({
    key: 'fetch.max.wait.ms',
    paths: ['kafka.fetch_max_wait_ms'],
    variables: ['KAFKA_FETCH_MAX_WAIT_MS'],
    min: 0,
    max: 60_000,
    unit: 'milliseconds',
    default: 500,
    doc: 'How long a broker waits for `fetch.min.bytes`. With 1 byte a new record is answered at once, however long this is.',
  }),
  whole({
    key: 'fetch.max.bytes',
    paths: ['kafka.fetch_max_bytes'],
    variables: ['KAFKA_FETCH_MAX_BYTES'],
    min: KIB,
    max: 1024 * MIB,
    unit: 'bytes',
    default: 8 * MIB,
    doc: 'The most that a broker answers at once.',
  }),
  whole({
    key: 'max.partition.fetch.bytes',
    paths: ['kafka.max_partition_fetch_bytes'],
    variables: ['KAFKA_MAX_PARTITION_FETCH_BYTES'],
    min: KIB,
    max: 1024 * MIB,
    unit: 'bytes',
    default: MIB,
    doc: 'The most of one partition in an answer: as much is worked off before the next partition has its turn.',
  }),
  whole({
    key: 'batch.size',
    paths: ['kafka.batch_size'],
    variables: ['KAFKA_BATCH_SIZE'],
    min: 1,
    max: 900 * KIB,
    unit: 'bytes',
    default: 256 * KIB,
    doc: 'At this size a batch of results is closed and sent, before the commit that shows it; at a commit what there is. Brokers take no batch above 1 MiB unless told to.',
  }),
  whole({
    key: 'buffer.memory',
    paths: ['kafka.buffer_memory'],
    variables: ['KAFKA_BUFFER_MEMORY'],
    min: 64 * KIB,
    max: 1024 * MIB,
    unit: 'bytes',
    default: 8 * MIB,
    doc: 'So many bytes of results may wait to be sent; then reading waits for them.',
  }),
  oneOf(
    {
      key: 'compression.type',
      paths: ['kafka.compression_type', 'performance.enable_compression'],
      variables: ['KAFKA_COMPRESSION_TYPE'],
      also: { true: 'lz4', false: 'none' },
      default: 'none',
      doc: 'How results are compressed in topics whose statement does not say it (`compression.type` in WITH).',
    },
    { none: 'as they are', gzip: 'small and slow', snappy: 'fast', lz4: 'fast', zstd: 'small' },
    ['none', 'gzip', 'snappy', 'lz4', 'zstd', true, false],
  ),
  oneOf(
    {
      key: 'decimal.format',
      paths: ['serialization.decimal_format', 'serialization.financial_precision', 'sql.enable_financial_types'],
      variables: ['FERRIS_FINANCIAL_PRECISION'],
      also: { true: 'string', false: 'number' },
      default: 'number',
      doc: 'How DECIMAL is written to JSON where a statement does not say it (`decimal.format` in WITH). Arithmetic is exact either way; readers that make doubles of numbers lose digits of a number, and none of a string.',
    },
    { number: 'a JSON number', string: 'a JSON string' },
    ['number', 'string', true, false],
  ),
  whole({
    key: 'port',
    paths: ['server.port'],
    variables: ['FERRIS_METRICS_PORT'],
    flag: 'port',
    min: 0,
    max: 65_535,
    default: 9091,
    doc: 'Where a job answers /health, /ready and /metrics; 0 is any free port.',
  }),
  oneOf(
    {
      key: 'log.level',
      paths: ['log_level', 'server.log_level'],
      variables: ['FERRIS_LOG_LEVEL', 'LOG_LEVEL', 'RUST_LOG'],
      flag: 'log-level',
      also: { warning: 'warn', trace: 'debug' },
      default: 'info',
      doc: 'The least urgent that a job logs.',
    },
    { error: 'what ends it', warn: 'what somebody should look at', info: 'what it does', debug: 'everything' },
  ),
];
