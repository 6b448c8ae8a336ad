/** Every key of a single instance's configuration that is no Kafka setting (those are properties already), and what becomes of it. */

export interface ConfigurationKey {
  /** With dots; `.*` at its end stands for everything below. */
  readonly path: string;
  readonly takes: 'number' | 'text' | 'boolean' | 'list' | 'any';
  /** A hint's key where it becomes one, else a sentence. */
  readonly becomes: string;
}

const SCALED = 'pods are sized and counted by hints instead';
const PLANNED = 'the compiler decides this for each query';
const PODS_ONLY =
  'pods answer on /health, /ready and /metrics alone; a gateway in front of other services has its own limits';
const RESTARTED = 'Kubernetes restarts pods, with growing delays';
const SPILLED = 'state grows past memory onto the disk of resources.storage_gb, or is kept in memory without it';
const FORMAT = "WITH ('format' = …) of each stream";

const key = (path: string, takes: ConfigurationKey['takes'], becomes: string): ConfigurationKey => ({
  path,
  takes,
  becomes,
});
const all = (section: string, takes: ConfigurationKey['takes'], becomes: string, names: readonly string[]) =>
  names.map(name => key(`${section}.${name}`, takes, becomes));

export const configurationKeys: readonly ConfigurationKey[] = [
  key('kafka.brokers', 'any', 'kafka.brokers'),
  key('kafka.consumer_group', 'text', 'kafka.consumer_group'),
  key('kafka.group_id', 'text', 'kafka.consumer_group'),
  key('kafka.consumer.group_id', 'text', 'kafka.consumer_group'),
  key('kafka.topics', 'list', 'the queries say what they read'),
  key('kafka.consumer_timeout_ms', 'number', 'the client waits for records as long as it takes'),
  ...all('kafka.sasl', 'text', 'kafka.secret', ['username_env', 'password_env']),
  ...all('kafka.sasl', 'text', 'kafka.secret', ['username', 'password']),
  key('kafka.sasl_mechanisms', 'text', "WITH ('sasl.mechanism' = …)"),
  key('kafka.ssl.key_password_env', 'text', 'kafka.secret'),
  ...all('kafka', 'boolean', 'names in certificates are always checked', ['ssl_verify_hostname', 'ssl_check_hostname']),
  ...all('server', 'any', PODS_ONLY, [
    ...['port', 'max_connections', 'request_timeout_ms', 'bind_host', 'max_request_size_mb'],
    ...['rate_limit_requests_per_minute', 'security_headers.*'],
  ]),
  key('auth.*', 'any', 'who may deploy is decided by the cluster (RBAC)'),
  key('sql.worker_threads', 'number', 'resources.cpu_cores'),
  key('sql.max_memory_mb', 'number', 'resources.memory_gb'),
  ...all(
    'sql',
    'number',
    'a continuous query has no end to time out at; sla.max_latency_ms says how late results may be',
    [...['query_timeout_ms', 'query_timeout_seconds']],
  ),
  ...all('sql', 'number', 'resources.memory_gb holds for a pod; the runtime shares it out', [
    ...['query_memory_limit_mb', 'join_memory_limit_mb', 'aggregation_memory_limit_mb', 'memory_pool_size'],
    ...['gc_threshold_mb', 'memory_monitoring_interval_ms'],
  ]),
  ...all('sql', 'any', SPILLED, ['enable_spill_to_disk', 'spill_directory', 'spill_threshold_ratio']),
  ...all('sql', 'any', SPILLED, ['enable_window_spilling', 'window_buffer_size']),
  ...all('sql', 'any', PLANNED, [
    ...['query_optimizer', 'enable_predicate_pushdown', 'enable_projection_pushdown', 'join_strategy'],
    ...['hash_join_threshold', 'broadcast_join_threshold', 'pre_aggregation_enabled', 'aggregation_buffer_size'],
  ]),
  ...all('sql', 'any', SCALED, ['enable_parallel_execution', 'max_parallel_tasks', 'max_jobs']),
  key('sql.batch_size', 'number', '-- @batch_size: of a job'),
  ...all('sql', 'any', 'DECIMAL is always exact', ['enable_financial_types', 'precision_mode', 'scale_validation']),
  key('sql.cross_system_mode', 'boolean', FORMAT),
  key('performance.batch_size', 'number', '-- @batch_size: of a job'),
  key('performance.flush_interval_ms', 'number', "WITH ('linger.ms' = …) of the written stream"),
  key('performance.buffer_size', 'number', 'backpressure.threshold says how full buffers may get'),
  key('performance.enable_compression', 'boolean', "WITH ('compression.type' = …) of the written stream"),
  ...all('serialization', 'any', FORMAT, ['default_format', 'formats', 'avro.*', 'protobuf.*']),
  ...all('serialization', 'any', 'DECIMAL is always exact', ['financial_precision', 'decimal_places']),
  key('schema_registry.url', 'text', 'kafka.schema_registry'),
  key(
    'schema_registry.auth_type',
    'text',
    "the registry's user and password come from the Secret of container.env_from",
  ),
  ...all('jobs', 'any', RESTARTED, ['restart_policy', 'max_restart_attempts', 'restart_delay_ms', 'failure_threshold']),
  key('jobs.health_check_interval_ms', 'number', 'container.probe_period_seconds'),
  key('logging.level', 'text', 'container.log_level'),
  ...all('logging', 'any', 'pods write to stdout, which the cluster collects', ['security_events.*', 'events']),
  key('logging.security_events.events', 'list', 'pods write to stdout, which the cluster collects'),
  ...all('storage', 'any', 'state is kept in memory and in a changelog topic', [
    ...['state_backend', 'checkpoint_interval_ms', 'rocksdb.*'],
  ]),
  ...all('monitoring', 'any', 'each deployment has a ServiceMonitor, alerts and a dashboard', [
    'prometheus.*',
    'grafana.*',
  ]),
  ...all('metrics', 'any', 'pods have their metrics on /metrics of port 9091', [
    'enabled',
    'port',
    'path',
    'interval_ms',
  ]),
  ...all('limits', 'number', 'resources.memory_gb', ['max_memory_mb']),
  ...all('limits', 'number', SCALED, ['max_jobs', 'max_connections']),
];

/** Of the environment that containers of a single instance are started with. */
export const environmentKeys: readonly ConfigurationKey[] = [
  key('KAFKA_BROKERS', 'text', 'kafka.brokers'),
  key('SCHEMA_REGISTRY_URL', 'text', 'kafka.schema_registry'),
  key('RUST_LOG', 'text', 'container.log_level'),
  key('LOG_LEVEL', 'text', 'container.log_level'),
  key('SQL_FILE', 'text', 'the queries are in the ConfigMap of their deployment'),
  key('SQL_MAX_JOBS', 'number', SCALED),
  key('SQL_MEMORY_LIMIT_MB', 'number', 'resources.memory_gb'),
  key('SQL_WORKER_THREADS', 'number', 'resources.cpu_cores'),
  key('FERRIS_PERFORMANCE_PROFILE', 'text', 'workload'),
  key('FERRIS_SERIALIZATION_FORMATS', 'text', FORMAT),
  key('FERRIS_FINANCIAL_PRECISION', 'boolean', 'DECIMAL is always exact'),
  key('FERRIS_DEFAULT_DECIMAL_PLACES', 'number', 'DECIMAL is always exact'),
  ...[
    'KAFKA_BATCH_SIZE',
    'KAFKA_LINGER_MS',
    'KAFKA_FETCH_MIN_BYTES',
    'KAFKA_FETCH_MAX_WAIT_MS',
    'KAFKA_MAX_POLL_RECORDS',
  ].map(name => key(name, 'number', `WITH ('${name.slice('KAFKA_'.length).toLowerCase().replaceAll('_', '.')}' = …)`)),
  ...['KAFKA_SECURITY_PROTOCOL', 'KAFKA_USERNAME', 'KAFKA_PASSWORD', 'KAFKA_USERNAME_FILE', 'KAFKA_PASSWORD_FILE'].map(
    name => key(name, 'text', 'kafka.secret'),
  ),
  ...['FERRIS_BIND_HOST', 'FERRIS_ALLOWED_ORIGINS', 'VAULT_TOKEN'].map(name => key(name, 'text', PODS_ONLY)),
];
