/** Who wins, what is told, what is refused; and that nothing which files of others say goes by in silence. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { parseDocument } from 'yaml';
import { leavesOf } from '../../../src/language/configuration/leaves.ts';
import { PROFILES } from '../../../src/language/configuration/profiles.ts';
import { readConfiguration } from '../../../src/language/configuration/read.ts';
import { SETTINGS } from '../../../src/language/configuration/settings.ts';

function read(
  yaml: string,
  variables: Readonly<Record<string, string>> = {},
  flags: Readonly<Record<string, string>> = {},
) {
  const document = parseDocument(yaml);
  const leaves = leavesOf(document, document.toJS() ?? {}, yaml);
  const configuration = readConfiguration({ leaves, variables, flags });
  return {
    ...configuration,
    of: (key: string) => configuration.settings.find(one => one.setting.key === key)!,
    said: [...configuration.notes, ...configuration.problems].map(({ message }) => message),
  };
}

test('a flag is stronger than a variable, that than ferris.yaml, that than the profile', () => {
  const yaml = 'profile: high_throughput\nperformance:\n  flush_interval_ms: 70\n';
  const flags = { 'commit-interval': '30' };
  const variables = { FERRIS_COMMIT_INTERVAL_MS: '50' };
  const origins = [
    read('', {}, {}),
    read('profile: high_throughput'),
    read(yaml),
    read(yaml, variables),
    read(yaml, variables, flags),
  ].map(one => one.of('commit.interval.ms'));
  assert.deepEqual(
    origins.map(({ value, origin }) => [value, origin.kind, origin.line]),
    [
      ['100', 'default', undefined],
      ['500', 'profile', undefined],
      ['70', 'ferris.yaml', 3],
      ['50', 'environment', undefined],
      ['30', 'flag', undefined],
    ],
  );
  assert.deepEqual(
    origins.at(-1)!.overruled.map(({ value }) => value),
    ['50', '70', '500'],
  );
});

test('one place under all its names, and other words for its values', () => {
  for (const yaml of [
    'kafka: { fetch_min_bytes: 9 }',
    'kafka: { consumer: { fetch-min-bytes: 9 } }',
    'kafka: { fetch.min.bytes: 9 }',
    'kafka.consumer.fetch_min_bytes: 9',
  ])
    assert.equal(read(yaml).of('fetch.min.bytes').value, '9', yaml);
  assert.equal(read('serialization: { financial_precision: true }').of('decimal.format').value, 'string');
  assert.equal(read('performance: { enable_compression: true }').of('compression.type').value, 'lz4');
  assert.equal(read('', { FERRIS_PERFORMANCE_PROFILE: 'Low-Latency' }).profile.name, 'low_latency');
  assert.equal(read('', { RUST_LOG: 'WARN' }).of('log.level').value, 'warn');
});

test('what is wrong or contradicts itself is refused, and named', () => {
  const refused = (yaml: string, variables: Readonly<Record<string, string>> = {}) =>
    read(yaml, variables).problems.map(({ message, origin }) => `${origin.line ?? ''} ${message}`.trim());
  assert.deepEqual(refused('kafka:\n  fetch_min_bytes: many'), [
    "2 kafka.fetch_min_bytes takes a whole number of bytes from 1 to 1073741824, not 'many'",
  ]);
  assert.deepEqual(refused('profile: low_latenc'), ["1 there is no profile 'low_latenc': did you mean low_latency?"]);
  assert.match(
    refused('kafka:\n  compression_type: zstd\nperformance:\n  enable_compression: false')[0]!,
    /not the same/,
  );
  assert.deepEqual(refused('kafka:\n  compression_type: zstd\nperformance:\n  enable_compression: true'), []);
  assert.match(refused('kafka:\n  acks: 1\n  enable_idempotence: true')[0]!, /needs acks of all/);
  assert.match(refused('', { SQL_WORKER_THREADS: '0' })[0]!, /SQL_WORKER_THREADS takes/);
});

/** Keys of the configuration files and variables that people bring along. */
const BROUGHT = `
kafka: { brokers: "b:9092", acks: "1", retries: 3, batch_size: 65536, linger_ms: 5, buffer_memory: 134217728, compression_type: lz4,
  fetch_min_bytes: 50000, fetch_max_wait_ms: 500, max_poll_records: 5000, max_partition_fetch_bytes: 1048576,
  session_timeout_ms: 6000, heartbeat_interval_ms: 2000, consumer_timeout_ms: 5000,
  consumer: { receive_buffer_bytes: 1048576, enable_auto_commit: true, isolation_level: read_uncommitted } }
server: { port: 8080, max_connections: 100, request_timeout_ms: 5000, bind_host: 127.0.0.1, max_request_size_mb: 10,
  rate_limit_requests_per_minute: 1000, security_headers: { enable: true, x_frame_options: DENY } }
auth: { enable: false, type: jwt, jwt_secret_env: X }
sql: { worker_threads: 4, query_timeout_ms: 30000, max_memory_mb: 2048, batch_size: 10000, enable_parallel_execution: true,
  max_parallel_tasks: 32, enable_financial_types: true, precision_mode: fast, scale_validation: true, cross_system_mode: false,
  query_optimizer: basic, enable_predicate_pushdown: false, join_strategy: hash, hash_join_threshold: 1, window_buffer_size: 5 }
performance: { buffer_size: 1000, batch_size: 100, flush_interval_ms: 100, enable_compression: true }
serialization: { default_format: json, financial_precision: true, decimal_places: 4, formats: [json, avro],
  avro: { use_decimal_logical_type: false, decimal_precision: 18 }, protobuf: { use_decimal_messages: false } }
storage: { checkpoint_interval_ms: 30000, rocksdb: { block_cache_size_mb: 1024 } }
`;
const VARIABLES = {
  FERRIS_SERIALIZATION_FORMATS: 'json,avro',
  SQL_MAX_JOBS: '20',
  SQL_MEMORY_LIMIT_MB: '1024',
  SQL_WORKER_THREADS: '4',
  FERRIS_DEFAULT_DECIMAL_PLACES: '4',
  FERRIS_FINANCIAL_PRECISION: 'true',
  KAFKA_BATCH_SIZE: '16384',
  KAFKA_LINGER_MS: '5',
  KAFKA_FETCH_MIN_BYTES: '1',
  KAFKA_FETCH_MAX_WAIT_MS: '1',
  KAFKA_MAX_POLL_RECORDS: '500',
  KAFKA_NUM_PARTITIONS: '12',
  KAFKA_REPLICATION_FACTOR: '3',
  FERRIS_BIND_HOST: '0.0.0.0',
  FERRIS_ALLOWED_ORIGINS: 'https://x',
  JAVA_OPTS: '-Xmx1g',
};

test('nothing is decoration: each key that is brought along is obeyed, or told with the reason', () => {
  const document = parseDocument(BROUGHT);
  const leaves = leavesOf(document, document.toJS(), BROUGHT);
  for (const leaf of leaves) {
    const { notes, problems, settings } = readConfiguration({ leaves: [leaf], variables: {}, flags: {} });
    const heeded = settings.some(({ origin }) => origin.name === leaf.path);
    if (leaf.path === 'kafka.brokers') continue;
    assert.deepEqual(problems, []);
    assert.equal(notes.length, heeded ? 0 : 1, `${leaf.path}: ${notes.map(({ message }) => message).join()}`);
    if (!heeded) assert.match(notes[0]!.message, /^\S+ has no effect: /);
  }
  for (const [name, value] of Object.entries(VARIABLES)) {
    const { notes, problems, settings } = readConfiguration({ leaves: [], variables: { [name]: value }, flags: {} });
    const heeded = settings.some(({ origin }) => origin.name === name);
    assert.deepEqual(problems, []);
    assert.equal(notes.length, heeded ? 0 : 1, name);
  }
});

test('what holds anyway, the parts of others and the connection are not told; a misspelt key is', () => {
  const { said } = read(
    'brokers: b:9092\nrules: {}\ndeploy: {}\nkafka:\n  acks: all\n  enable_idempotence: true\n  sasl: { password_env: P }\n  ssl.ca.location: x\nsql:\n  precision_mode: exact\n  workr_threads: 3\n',
  );
  assert.deepEqual(said, ['there is no setting sql.workr_threads: did you mean sql.worker_threads?']);
});

test('profiles hold settings that there are, with values that they take', () => {
  for (const { name, values } of PROFILES) {
    const { profile, problems, settings } = read(`profile: ${name}`);
    assert.equal(profile.name, name);
    assert.deepEqual(problems, []);
    for (const [key, value] of Object.entries(values)) {
      assert.ok(
        SETTINGS.some(one => one.key === key),
        key,
      );
      assert.equal(settings.find(one => one.setting.key === key)!.value, value);
    }
  }
});
