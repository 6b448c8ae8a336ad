/** Keys of configuration files and variables that are known from elsewhere and do nothing here, each with its reason. */
import type { WithoutEffect } from './setting.ts';

const without = (
  why: string,
  paths: readonly string[],
  variables: readonly string[] = [],
  holds?: readonly string[],
): WithoutEffect => ({ why, paths, variables, ...(holds ? { holds } : {}) });

export const WITHOUT_EFFECT: readonly WithoutEffect[] = [
  without(
    'results are committed in transactions, which every replica in sync confirms',
    ['kafka.acks'],
    ['KAFKA_ACKS'],
    ['all', '-1'],
  ),
  without(
    'writing is always idempotent: a batch that is sent twice is kept once',
    ['kafka.enable_idempotence'],
    [],
    ['true'],
  ),
  without(
    'what fails is tried again until it succeeds or the brokers have been gone too long',
    ['kafka.retries', 'kafka.retry_backoff_ms', 'kafka.delivery_timeout_ms'],
    ['KAFKA_RETRIES'],
  ),
  without(
    'results are sent when a batch is full or a commit is due: performance.flush_interval_ms says how often that is',
    ['kafka.linger_ms'],
    ['KAFKA_LINGER_MS'],
  ),
  without(
    'records are worked off as they come: kafka.max_partition_fetch_bytes bounds how many come at once',
    [
      'kafka.max_poll_records',
      'kafka.max_poll_interval_ms',
      'performance.buffer_size',
      'performance.batch_size',
      'sql.batch_size',
      'sql.aggregation_buffer_size',
      'sql.window_buffer_size',
    ],
    ['KAFKA_MAX_POLL_RECORDS'],
  ),
  without(
    'positions are committed with the results, never by themselves',
    ['kafka.enable_auto_commit', 'kafka.auto_commit_interval_ms'],
    [],
    ['false'],
  ),
  without('only what is committed is read', ['kafka.isolation_level'], [], ['read_committed']),
  without('members and brokers find out about each other in times that are fixed', [
    'kafka.session_timeout_ms',
    'kafka.heartbeat_interval_ms',
    'kafka.consumer_timeout_ms',
    'kafka.request_timeout_ms',
  ]),
  without('the operating system sets the buffers of connections', [
    'kafka.receive_buffer_bytes',
    'kafka.send_buffer_bytes',
  ]),
  without(
    'a topic that is missing is made with one partition: make it yourself where the count matters',
    ['kafka.num_partitions', 'kafka.replication_factor'],
    ['KAFKA_NUM_PARTITIONS', 'KAFKA_REPLICATION_FACTOR'],
  ),
  without('a process runs the one job of its file', ['sql.max_jobs'], ['SQL_MAX_JOBS']),
  without(
    'memory is the process’: NODE_OPTIONS=--max-old-space-size=MB sets it, and in a cluster the hint resources.memory_gb; sql.max_memory_mb bounds what is remembered',
    [
      'sql.memory_pool_size',
      'sql.gc_threshold_mb',
      'sql.query_memory_limit_mb',
      'sql.join_memory_limit_mb',
      'sql.aggregation_memory_limit_mb',
      'sql.memory_monitoring_interval_ms',
    ],
    ['JAVA_OPTS'],
  ),
  without('a query that is too slow is ended by who started it (Ctrl-C)', [
    'sql.query_timeout_ms',
    'sql.query_timeout_seconds',
  ]),
  without(
    'the planner decides this itself',
    [
      'sql.query_optimizer',
      'sql.enable_predicate_pushdown',
      'sql.enable_projection_pushdown',
      'sql.join_strategy',
      'sql.hash_join_threshold',
      'sql.broadcast_join_threshold',
      'sql.pre_aggregation_enabled',
      'sql.enable_window_spilling',
    ],
    [],
    ['true', 'auto', 'advanced'],
  ),
  without('sql.worker_threads says how many threads share the work', [
    'sql.enable_parallel_execution',
    'sql.max_parallel_tasks',
  ]),
  without('decimals are always exact', ['sql.precision_mode'], [], ['exact']),
  without(
    'a decimal with more places than its column is rounded half-up, as SQL says',
    ['sql.scale_validation'],
    [],
    ['false'],
  ),
  without(
    'a decimal is written with the places that its type has, zeros at the end trimmed',
    ['serialization.decimal_places'],
    ['FERRIS_DEFAULT_DECIMAL_PLACES'],
  ),
  without(
    'what other systems read is said by formats and the profile compatibility',
    ['sql.cross_system_mode'],
    [],
    ['true'],
  ),
  without(
    'all formats are always there: `format` in WITH chooses',
    ['serialization.formats', 'serialization.default_format'],
    ['FERRIS_SERIALIZATION_FORMATS'],
  ),
  without(
    'decimals are written as the logical type of Avro and as messages of Protobuf, with the sizes of their columns',
    ['serialization.avro.*', 'serialization.protobuf.*'],
    [],
    ['true'],
  ),
  without('results and positions are committed together: performance.flush_interval_ms says how often', [
    'storage.checkpoint_interval_ms',
  ]),
  without('there is no RocksDB', ['storage.*']),
  without(
    'a job answers probes and metrics only: in front of that belongs a proxy',
    [
      'server.max_connections',
      'server.request_timeout_ms',
      'server.bind_host',
      'server.max_request_size_mb',
      'server.rate_limit_requests_per_minute',
      'server.security_headers.*',
      'auth.*',
    ],
    ['FERRIS_BIND_HOST', 'FERRIS_ALLOWED_ORIGINS', 'FERRIS_JWT_SECRET'],
  ),
];
