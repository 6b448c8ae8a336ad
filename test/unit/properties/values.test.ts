/** Which values properties take, and what is proposed for those they do not. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { checkPropertyValue, findProperty } from '../../../src/language/properties/catalogue.ts';
import { durationOf } from '../../../src/language/properties/types/duration.ts';
import { sizeOf } from '../../../src/language/properties/types/number.ts';

function check(key: string, value: string) {
  const entry = findProperty(key);
  assert.ok(entry, key);
  return checkPropertyValue(entry, value);
}

const takes = (key: string, ...values: string[]) => {
  for (const value of values)
    test(`${key} takes ${JSON.stringify(value)}`, () => assert.deepEqual(check(key, value), { ok: true }));
};

/** @param suggestion undefined where there is nothing to propose */
const refuses = (key: string, value: string, suggestion?: string) =>
  test(`${key} refuses ${JSON.stringify(value)}, proposes ${suggestion}`, () => {
    const checked = check(key, value);
    assert.equal(checked.ok, false);
    assert.equal(checked.ok ? undefined : checked.suggestion, suggestion);
    if (suggestion !== undefined) assert.deepEqual(check(key, suggestion), { ok: true });
  });

for (const [text, ms] of [
  ['250ms', 250],
  ['5s', 5000],
  ['10m', 600_000],
  ['1h', 3_600_000],
  ['2d', 172_800_000],
  ['1w', 604_800_000],
  ['10 minutes', 600_000],
  ['1 week', 604_800_000],
  ['0.5s', 500],
  ['2H', 7_200_000],
  ["INTERVAL '5' MINUTE", 300_000],
  ['INTERVAL 5 MINUTES', 300_000],
  ["interval '5 minutes'", 300_000],
  ['INTERVAL 5s', 5000],
] as const)
  test(`${text} is ${ms} ms`, () => assert.equal(durationOf(text), ms));

for (const text of ['', '5', 's', '5 parsecs', '-5s', 'INTERVAL', "INTERVAL '5'", '5s 3s', '1 month', '0.0001ms'])
  test(`${JSON.stringify(text)} is no duration`, () => assert.equal(durationOf(text), undefined));

takes('watermark.max_out_of_orderness', '5s', ' 5s ', "INTERVAL '5' MINUTE", '10 minutes', '0s', `\${BOUND}`);
refuses('watermark.max_out_of_orderness', '5');
refuses('watermark.max_out_of_orderness', '5 sekunden', '5s');
refuses('watermark.max_out_of_orderness', 'PT5S', '5s');
refuses('watermark.max_out_of_orderness', 'soon');
refuses('circuit.breaker.timeout', '0s');

takes('spill.to.disk', 'true', 'FALSE');
refuses('spill.to.disk', 'yes', 'true');
refuses('spill.to.disk', '0', 'false');
refuses('spill.to.disk', 'perhaps');

takes('failure_strategy', 'LogAndContinue', 'LOGANDCONTINUE', 'SendToDLQ');
refuses('failure_strategy', 'log_and_continue', 'LogAndContinue');
refuses('failure_strategy', 'SendToDQL', 'SendToDLQ');
refuses('format', 'jason', 'json');
refuses('acks', '2');

takes('max.groups', '1000000', '1');
refuses('max.groups', '0');
refuses('max.groups', '1,000,000', '1000000');
refuses('max.groups', 'many');
takes('memory.pressure.threshold', '0.8', '1', '0');
refuses('memory.pressure.threshold', '80%');
refuses('memory.pressure.threshold', '1.5');

takes('linger.ms', '0', '5');
refuses('linger.ms', '5s', '5000');
refuses('linger.ms', '-1');
takes('retention.ms', '-1', '604800000');
refuses('retention.ms', '-2');
refuses('retention.ms', '1h');
takes('local.retention.ms', '-2');
takes('compression.gzip.level', '-1', '1', '9');
refuses('compression.gzip.level', '0');
takes('compression.zstd.level', '-131072', '0', '22', '-1', '9', '-99999');
for (const level of ['-131073', '23', '-200000', '30']) refuses('compression.zstd.level', level);

takes('rotation_size', '1MB', '64 KiB', '1048576');
refuses('rotation_size', '1 apple');
test('sizes are powers of 1024', () => {
  assert.equal(sizeOf('1MB'), 1_048_576);
  assert.equal(sizeOf('2Gi'), 2_147_483_648);
  assert.equal(sizeOf('10'), 10);
  assert.equal(sizeOf('0.5k'), 512);
});
takes('memory.limit', '2Gi', '512Mi', '1.5G');
refuses('memory.limit', '2GB', '2G');
refuses('memory.limit', '2gib', '2Gi');

takes('topic', 'market_data', 'a.b-c', `\${TOPIC:-trades}`);
refuses('topic', 'market data', 'market-data');
refuses('topic', '..');
refuses('topic', 'x'.repeat(250));
refuses('topic', '');
refuses('topic', `\${TOPIC`);
refuses('topic', `\${1X}`);

takes('bootstrap.servers', 'localhost:9092', 'a:1,b:65535', 'a:1, b:2', '[::1]:9092', `\${BROKERS:-localhost:9092}`);
refuses('bootstrap.servers', 'localhost', 'localhost:9092');
refuses('bootstrap.servers', 'kafka://broker:9092', 'broker:9092');
refuses('bootstrap.servers', 'a:1,b', 'a:1,b:9092');
refuses('bootstrap.servers', 'localhost:99999');
takes('schema.registry.url', 'http://registry:8081', 'https://a:1/x, https://b:2');
refuses('schema.registry.url', 'registry:8081', 'http://registry:8081');

takes(
  'event.time.format',
  'epoch_millis',
  'iso8601',
  'yyyy-MM-dd HH:mm:ss.SSS',
  'yyyyMMdd',
  "yyyy-MM-dd'T'HH:mm",
  '%Y-%m-%d',
);
refuses('event.time.format', 'epoch-ms', 'epoch_millis');
refuses('event.time.format', 'ISO_8601', 'iso8601');
refuses('event.time.format', '12:30');
refuses('event.time.format', "yyyy'T");
refuses('event.time.format', 'julian');

takes('delimiter', ',', ' ', 'TAB', '\\t');
refuses('delimiter', ', ;');
takes('auto.offset.reset', 'earliest', 'LATEST', 'by_duration:PT1H');
refuses('auto.offset.reset', 'smallest', 'earliest');
takes('prometheus.histogram.buckets', '0.5,1.0,5.0', '1');
refuses('prometheus.histogram.buckets', '5,1', '1,5');
refuses('prometheus.histogram.buckets', '1,x');
takes('ssl.endpoint.identification.algorithm', 'https', '');
takes('cleanup.policy', 'compact', 'delete,compact', 'compact, delete');
refuses('cleanup.policy', 'keep');
refuses('event.time.timezone', 'america/new_york', 'America/New_York');

test('what is wrong is said with what is allowed', () => {
  const checked = check('watermark.max_out_of_orderness', '5');
  assert.deepEqual(checked, {
    ok: false,
    message: "takes a duration such as 500ms, 5s, '10 minutes' or INTERVAL '5' MINUTE; '5' has no unit",
  });
});
