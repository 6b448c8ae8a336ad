/** Keys of the server's configuration files (`sql:`, `performance:`, `storage:` …) that also hold for one statement. */
import { decimal, integer } from '../../hints/types/number.ts';
import { defineProperty, type PropertyFamily } from '../define.ts';
import { count, milliseconds } from '../types/number.ts';
import { words, yesNo } from '../types/words.ts';

/** Most of these choose between ways to run a query that the planner chooses itself. */
const planned = 'The planner decides this itself. ';

const compression = words({ none: 'as it is', snappy: 'fast', lz4: 'fast', zstd: 'small' });
const ROCKSDB = [
  ['block_cache_size_mb', '1024'],
  ['write_buffer_size_mb', '256'],
  ['max_write_buffer_number', '3'],
  ['compression_type', 'lz4'],
  ['level0_file_num_compaction_trigger', '4'],
  ['max_bytes_for_level_base', '268435456'],
  ['target_file_size_base', '67108864'],
] as const;

export const configuration: PropertyFamily = {
  title: 'Configuration files',
  doc: 'Keys of configuration files that hold for all statements, written with their section in front.',
  properties: [
    defineProperty({
      key: 'sql.query_timeout_ms',
      of: 'statement',
      type: milliseconds(1),
      doc: 'How long a bounded query may run.',
      sample: '30000',
    }),
    ...(['query', 'join', 'aggregation'] as const).map(what =>
      defineProperty({
        key: `sql.${what}_memory_limit_mb`,
        of: 'statement',
        type: count(1),
        doc: `How many megabytes ${what === 'query' ? 'a query' : what === 'join' ? 'joins' : 'aggregates'} may use.`,
        sample: '2048',
      }),
    ),
    defineProperty({
      key: 'sql.memory_pool_size',
      of: 'statement',
      type: count(0),
      doc: 'Memory set aside at the start, in megabytes. Node.js sets memory aside itself.',
      sample: '8192',
    }),
    defineProperty({
      key: 'sql.gc_threshold_mb',
      of: 'statement',
      type: count(1),
      doc: 'From how many megabytes on memory is tidied. Node.js tidies memory itself.',
      sample: '12288',
    }),
    defineProperty({
      key: 'sql.memory_monitoring_interval_ms',
      of: 'statement',
      type: milliseconds(1),
      doc: 'How often the memory in use is looked at.',
      sample: '5000',
    }),
    defineProperty({
      key: 'sql.query_optimizer',
      of: 'statement',
      type: words({ basic: 'few passes', advanced: 'all passes', none: 'no passes' }),
      doc: `${planned}Which passes a plan goes through.`,
      sample: 'advanced',
    }),
    ...(['predicate', 'projection'] as const).map(what =>
      defineProperty({
        key: `sql.enable_${what}_pushdown`,
        of: 'statement',
        type: yesNo('it is', 'it is not'),
        doc: `${planned}Whether a ${what} is moved towards the source.`,
        sample: 'true',
        default: 'true',
      }),
    ),
    defineProperty({
      key: 'sql.join_strategy',
      of: 'statement',
      type: words({ auto: 'as the planner decides', hash: 'by hash', broadcast: 'the small side everywhere' }),
      doc: `${planned}How joins are run.`,
      sample: 'auto',
      default: 'auto',
    }),
    ...(['hash', 'broadcast'] as const).map(what =>
      defineProperty({
        key: `sql.${what}_join_threshold`,
        of: 'statement',
        type: count(0),
        doc: `${planned}From how many rows on a join is a ${what} join.`,
        sample: '100000',
      }),
    ),
    defineProperty({
      key: 'sql.pre_aggregation_enabled',
      of: 'statement',
      type: yesNo('in two phases', 'in one phase'),
      doc: 'Whether aggregates run in two phases; WITH LOCAL_AGGREGATION says how.',
      sample: 'true',
      default: 'true',
    }),
    defineProperty({
      key: 'sql.aggregation_buffer_size',
      of: 'statement',
      type: count(1),
      doc: 'How many groups the first phase of an aggregate keeps.',
      sample: '10000',
    }),
    defineProperty({
      key: 'sql.window_buffer_size',
      of: 'statement',
      type: count(1),
      doc: 'How many rows a window keeps in memory.',
      sample: '50000',
    }),
    defineProperty({
      key: 'sql.enable_window_spilling',
      of: 'statement',
      type: yesNo('to disk', 'not at all'),
      doc: 'Whether windows that do not fit into memory go to disk.',
      sample: 'true',
      default: 'true',
    }),
    defineProperty({
      key: 'sql.enable_parallel_execution',
      of: 'statement',
      type: yesNo('in several tasks', 'in one task'),
      doc: 'Whether a query runs in several tasks.',
      sample: 'true',
      default: 'true',
    }),
    defineProperty({
      key: 'sql.max_parallel_tasks',
      of: 'statement',
      type: count(1, 10_000),
      doc: 'In how many tasks a query runs at most.',
      sample: '16',
    }),
    defineProperty({
      key: 'sql.precision_mode',
      of: 'statement',
      type: words({ exact: 'decimals are exact' }),
      doc: 'How decimals are computed: always exactly.',
      sample: 'exact',
      default: 'exact',
    }),
    defineProperty({
      key: 'sql.scale_validation',
      of: 'statement',
      type: yesNo('a value of another scale is an error', 'it is rounded half-up'),
      doc: 'Whether a decimal with more places than its column is an error.',
      sample: 'true',
    }),
    defineProperty({
      key: 'sql.cross_system_mode',
      of: 'statement',
      type: yesNo('values are written as Flink reads them', 'values are written as they are'),
      doc: 'Whether values are written so that other systems read them.',
      sample: 'true',
    }),
    defineProperty({
      key: 'performance.buffer_size',
      of: 'statement',
      type: count(1),
      doc: 'How many records wait between two operators.',
      sample: '1000',
    }),
    defineProperty({
      key: 'performance.enable_compression',
      of: 'statement',
      type: yesNo('results are compressed', 'results are written as they are'),
      doc: 'Whether results are compressed; `compression.type` says how.',
      sample: 'true',
    }),
    defineProperty({
      key: 'serialization.avro.use_decimal_logical_type',
      of: 'both',
      type: yesNo('as the logical type decimal', 'as text'),
      doc: 'Whether DECIMAL is written to Avro as its logical type.',
      sample: 'true',
      default: 'true',
    }),
    defineProperty({
      key: 'serialization.avro.decimal_precision',
      of: 'both',
      type: integer({ min: 1, max: 38 }),
      doc: 'The precision of a decimal in Avro that declares none.',
      sample: '18',
    }),
    defineProperty({
      key: 'serialization.avro.decimal_scale',
      of: 'both',
      type: integer({ min: 0, max: 38 }),
      doc: 'The scale of a decimal in Avro that declares none.',
      sample: '4',
    }),
    defineProperty({
      key: 'serialization.protobuf.use_decimal_messages',
      of: 'both',
      type: yesNo('as a message of its own', 'as text'),
      doc: 'Whether DECIMAL is written to Protobuf as a message of its own.',
      sample: 'true',
    }),
    defineProperty({
      key: 'serialization.default_format',
      of: 'both',
      type: words({ json: 'JSON', avro: 'Avro', protobuf: 'Protocol Buffers' }),
      doc: 'The format where a relation names none.',
      sample: 'json',
      default: 'json',
    }),
    defineProperty({
      key: 'storage.checkpoint_interval_ms',
      of: 'statement',
      type: milliseconds(1),
      doc: 'How often outputs, state and positions are committed together.',
      sample: '30000',
    }),
    ...ROCKSDB.map(([key, sample]) =>
      defineProperty({
        key: `storage.rocksdb.${key}`,
        of: 'statement',
        type: key === 'compression_type' ? compression : decimal({ min: 0, max: Number.MAX_SAFE_INTEGER }),
        doc: 'A setting of RocksDB, which FerrisSQL does not use: it has no effect.',
        sample,
      }),
    ),
  ],
};
