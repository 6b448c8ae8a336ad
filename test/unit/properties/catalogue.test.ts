/** The catalogue of properties keeps its own promises. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { SECURITY_PROPERTIES } from '../../../runtime/connectors/kafka/security/from-properties.ts';
import { parsePiece } from '../../../src/language/grammar/parse.ts';
import { findForeignKey, foreignKeys } from '../../../src/language/properties/catalogue/foreign.ts';
import {
  checkPropertyValue,
  findProperty,
  isLaterValue,
  type PropertyEntry,
  properties,
  propertyFamilies,
} from '../../../src/language/properties/catalogue.ts';
import { CONNECTORS } from '../../../src/language/properties/define.ts';
import { looseKey } from '../../../src/language/properties/loose-key.ts';

const named = (entry: PropertyEntry) => `${entry.block ? `${entry.block}.` : ''}${entry.key}`;
const entryOf = (key: string): PropertyEntry => {
  const entry = findProperty(key);
  assert.ok(entry, key);
  return entry;
};

test('no spelling belongs to two properties', () => {
  const owners = new Map<string, string>();
  for (const entry of properties)
    for (const spelling of [entry.key, ...entry.aliases]) {
      const key = `${entry.block ?? ''}\0${looseKey(spelling)}`;
      assert.equal(owners.get(key), undefined, `'${spelling}' of ${named(entry)} is a spelling of ${owners.get(key)}`);
      owners.set(key, named(entry));
    }
});

test('every sample and every default is a value that may be written', () => {
  for (const entry of properties) {
    assert.deepEqual(checkPropertyValue(entry, entry.sample), { ok: true }, `${named(entry)}: ${entry.sample}`);
    if (entry.default !== undefined)
      assert.deepEqual(checkPropertyValue(entry, entry.default), { ok: true }, `${named(entry)}: ${entry.default}`);
  }
});

test('every value that completion offers may be written, and says what it means', () => {
  for (const entry of properties)
    for (const { value, doc } of entry.type.choices()) {
      assert.deepEqual(checkPropertyValue(entry, value), { ok: true }, `${named(entry)}: ${value}`);
      assert.notEqual(doc, '', `${named(entry)}: ${value}`);
    }
});

test('every example parses and is about its property', () => {
  for (const entry of properties) {
    const sql = entry.block
      ? `SELECT a, COUNT(*) FROM orders GROUP BY a ${entry.example};`
      : `CREATE STREAM orders (a INT) WITH (${entry.example});`;
    assert.deepEqual(parsePiece(sql).problems, [], sql);
    const written = /^(?:WITH LOCAL_AGGREGATION \()?'?(?:orders\.)?([\w.-]+)'?\s*=/.exec(entry.example)?.[1];
    assert.equal(findProperty(written ?? '', entry.block), entry, entry.example);
  }
});

test('entries say where they stand in words a reader knows', () => {
  for (const entry of properties) {
    assert.match(entry.doc, /^[A-Z`].*[.?]$/s, `${named(entry)}: ${entry.doc}`);
    if (entry.connectors?.every(one => one.endsWith('_source'))) assert.equal(entry.of, 'input', named(entry));
    if (entry.connectors?.every(one => one.endsWith('_sink'))) assert.equal(entry.of, 'output', named(entry));
  }
  for (const family of propertyFamilies) assert.match(family.doc, /\.$/, family.title);
});

test('the kinds of relation that properties belong to are values of type', () => {
  for (const connector of CONNECTORS)
    assert.deepEqual(checkPropertyValue(entryOf('type'), connector), { ok: true }, connector);
});

test('what runs today', () => {
  // What says where a secret is held, and what the connection itself obeys.
  const held = ['sasl.username.env', 'sasl.password.env', 'ssl.key.password.env'];
  const ofConnection = new Set<string>(['bootstrap.servers', ...SECURITY_PROPERTIES, ...held]);
  for (const key of ofConnection) assert.equal(findProperty(key)?.runs, true, key);
  assert.deepEqual(
    properties
      .filter(entry => entry.runs)
      .map(entry => entry.key)
      .filter(key => !ofConnection.has(key))
      .sort(),
    [
      'append',
      'array.delimiter',
      'auto.register.schemas',
      'avro.codec',
      'changelog.mode',
      'circuit.breaker.enabled',
      'circuit.breaker.failure.threshold',
      'circuit.breaker.success.threshold',
      'circuit.breaker.timeout',
      'compression.type',
      'config_file',
      'create.directories',
      'dead.letter.queue.enabled',
      'dead.letter.queue.topic',
      'decimal.format',
      'delimiter',
      'description',
      'encoding',
      'escape',
      'event.time.field',
      'event.time.format',
      'failure_strategy',
      'file.prefix',
      'format',
      'header',
      'key.delimiter',
      'key.format',
      'key.schema.file',
      'key.schema.id',
      'key.schema.subject',
      'key.subject.name.strategy',
      'late.data.strategy',
      'late.data.topic',
      'late.retention',
      'max.files',
      'max.memory.mb',
      'name',
      'null.literal',
      'path',
      'poll.interval.ms',
      'polling_interval',
      'quote',
      'raw.endianness',
      'recursive',
      'retry.backoff.strategy',
      'retry.initial.delay',
      'retry.jitter',
      'retry.max.attempts',
      'retry.max.delay',
      'retry.multiplier',
      'rotation',
      'rotation_interval',
      'rotation_rows',
      'rotation_size',
      'schema.file',
      'schema.id',
      'schema.message',
      'schema.registry.auth.type',
      'schema.registry.basic.auth.user.info',
      'schema.registry.bearer.token',
      'schema.registry.password',
      'schema.registry.ssl.ca.location',
      'schema.registry.ssl.certificate.location',
      'schema.registry.ssl.key.location',
      'schema.registry.timeout.ms',
      'schema.registry.url',
      'schema.registry.username',
      'schema.subject',
      'sink_config',
      'skip.lines',
      'source_config',
      'state.ttl',
      'time.characteristic',
      'topic',
      'type',
      'use.latest.version',
      'value.subject.name.strategy',
      'watch',
      'watermark.idle.timeout',
      'watermark.max_out_of_orderness',
      'watermark.strategy',
      'window.grace',
    ],
  );
  assert.equal(findProperty('circuit.breaker.minimum.calls')?.runs, false);
  assert.equal(findProperty('topic')?.runs, true);
  assert.equal(findProperty('circuit.breaker.colour')?.runs, undefined);
});

test('values that run and values for later are apart', () => {
  const { values, later } = entryOf('ssl.keystore.type');
  assert.deepEqual(values, ['PKCS12', 'PEM']);
  assert.deepEqual(later, ['JKS']);
  assert.equal(isLaterValue(entryOf('ssl.keystore.type'), 'jks'), true);
  assert.equal(isLaterValue(entryOf('ssl.keystore.type'), 'PEM'), false);
  assert.equal(entryOf('failure_strategy').later, undefined);
  assert.equal(entryOf('topic').values, undefined);
});

for (const [spelling, key] of [
  ['KAFKA_TOPIC', 'topic'],
  ['VALUE_FORMAT', 'format'],
  ['KEY_FORMAT', 'key.format'],
  ['TIMESTAMP', 'event.time.field'],
  ['TIMESTAMP_FORMAT', 'event.time.format'],
  ['PARTITIONS', 'partitions'],
  ['RETENTION_MS', 'retention.ms'],
  ['value.format', 'format'],
  ['connector', 'type'],
  ['properties.bootstrap.servers', 'bootstrap.servers'],
  ['properties.group.id', 'group.id'],
  ['kafka.batch_size', 'batch.size'],
  ['kafka.consumer.fetch_min_bytes', 'fetch.min.bytes'],
  ['kafka.producer.linger_ms', 'linger.ms'],
  ['kafka.ssl.ca_location', 'ssl.ca.location'],
  ['Event.Time.Field', 'event.time.field'],
] as const)
  test(`${spelling} is ${key}`, () => assert.equal(findProperty(spelling)?.key, key));

test('a prefix makes no property of what is none', () => {
  for (const key of ['properties.topic', 'kafka.window.grace', 'properties.', 'kafka.', 'properties.nonsense', ''])
    assert.equal(findProperty(key), undefined, key);
});

test('a block has its own keys', () => {
  assert.equal(findProperty('PARTITION_SIZE'), undefined);
  assert.equal(findProperty('PARTITION_SIZE', 'LOCAL_AGGREGATION')?.key, 'partition_size');
  assert.equal(findProperty('flush_interval', 'local_aggregation')?.block, 'LOCAL_AGGREGATION');
  assert.equal(findProperty('flush_interval')?.block, undefined);
  assert.equal(findProperty('topic', 'LOCAL_AGGREGATION'), undefined);
});

test('keys of other systems are not ours, and lead to one that is', () => {
  for (const { key, write, values, advice } of foreignKeys) {
    assert.equal(findProperty(key), undefined, key);
    assert.notEqual(advice, '', key);
    if (write === undefined) continue;
    const entry = entryOf(write);
    assert.equal(entry.key, write, `${key} should lead to the key itself`);
    for (const value of Object.values(values ?? {}))
      assert.deepEqual(checkPropertyValue(entry, value), { ok: true }, `${key}: ${value}`);
  }
});

test('a key of another system is found in its spellings', () => {
  assert.equal(findForeignKey('scan.startup.mode')?.values?.['earliest-offset'], 'earliest');
  assert.equal(findForeignKey('WINDOW_TYPE')?.system, 'ksqlDB');
  assert.equal(findForeignKey('startingOffsets')?.write, 'auto.offset.reset');
  assert.equal(findForeignKey('fields.price.min')?.system, 'Flink');
  assert.equal(findForeignKey('fields'), undefined);
  assert.equal(findForeignKey('scan.startup.mood'), undefined);
});
