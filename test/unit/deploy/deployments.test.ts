/** Which deployments a file makes, what they are called, and the SQL each runs. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { specFindings } from '../../../src/compiler/deploy/check-spec.ts';
import { estimateCost } from '../../../src/compiler/deploy/cost/estimate.ts';
import { deploymentsOf } from '../../../src/compiler/deploy/deployments.ts';
import { manifestOf } from '../../../src/compiler/deploy/manifest.ts';
import { deploymentName } from '../../../src/compiler/deploy/names.ts';
import { DEFAULT_OPTIONS } from '../../../src/compiler/deploy/options.ts';
import { analyze } from '../../../src/language/analyze.ts';
import { deployRules } from '../../../src/language/rules/deploy/table.ts';
import { at } from './specs.ts';

const SOURCE = `CREATE STREAM trades (symbol STRING, price DECIMAL(10, 2), traded_at TIMESTAMP,
  WATERMARK FOR traded_at AS traded_at - INTERVAL '2' SECOND) WITH ('topic' = 'trades_v2', 'format' = 'json');`;

const of = (text: string, file = 'sql/Market data.sql') => deploymentsOf({ file, text, analysis: analyze(text) });

test('statements with the same hints are one deployment, called as the file', () => {
  const { specs, findings } = of(`-- @ferris:workload=trading

${SOURCE}
CREATE STREAM big AS SELECT symbol, price FROM trades WHERE price > 100;
CREATE STREAM bigger AS SELECT symbol, price FROM big WHERE price > 1000;`);
  assert.deepEqual(findings, []);
  const [spec, ...others] = specs;
  assert.deepEqual(others, []);
  assert.equal(spec?.name, 'market-data');
  assert.equal(spec.workload, 'trading');
  assert.deepEqual(spec.source.queries, ['big', 'bigger']);
  assert.deepEqual(spec.source.inputTopics, ['trades_v2']);
  assert.deepEqual(spec.source.outputTopics, ['big', 'bigger']);
  assert.equal(spec.source.stateful, false);
  assert.equal(spec.scaling.maxReplicas, 20);
});

test('another deployment reads a topic as it is written', () => {
  const [, second] = of(`${SOURCE}
-- @ferris:workload=trading
CREATE STREAM big WITH ('format' = 'avro', 'schema.registry.url' = 'http://registry:8081', 'key.format' = 'string') AS SELECT symbol, price FROM trades;
-- @ferris:workload=analytics
CREATE TABLE totals AS SELECT symbol, SUM(price) AS total FROM big GROUP BY symbol;`).specs;
  const { sql } = second!.source;
  assert.match(sql, /'format' = 'avro'/);
  assert.match(sql, /'key\.format' = 'string'/);
  assert.match(sql, /'schema\.registry\.url' = 'http:\/\/registry:8081'/);
  assert.equal(analyze(sql).diagnostics.filter(one => one.severity === 'error').length, 0);
});

test('other hints are another deployment, which reads the first one’s topic', () => {
  const { specs, findings } = of(`${SOURCE}
-- @ferris:workload=trading
CREATE STREAM big AS SELECT symbol, price FROM trades WHERE price > 100;
-- @ferris:workload=analytics
CREATE TABLE totals AS SELECT symbol, SUM(price) AS total FROM big GROUP BY symbol;`);
  assert.deepEqual(findings, []);
  assert.deepEqual(
    specs.map(({ name, workload }) => `${name} ${workload}`),
    ['market-data-big trading', 'market-data-totals analytics'],
  );
  const [first, second] = specs;
  assert.doesNotMatch(first!.source.sql, /totals/);
  assert.match(
    second!.source.sql,
    /CREATE STREAM big \(\n {2}symbol STRING,\n {2}price DECIMAL\(10, 2\)\n\) WITH \('topic' = 'big', 'format' = 'json', 'watermark\.max_out_of_orderness' = '2000ms'\);/,
  );
  assert.deepEqual(second!.source.inputTopics, ['big']);
  assert.equal(second!.source.stateful, true);
  for (const { source } of specs)
    assert.deepEqual(
      analyze(source.sql).diagnostics.filter(one => one.severity === 'error'),
      [],
      source.sql,
    );
});

test('a job gives its name; two of one name are told at both places', () => {
  const { specs } = of(`${SOURCE}\n-- @ferris:workload=trading\nSTART JOB Big_Trades AS SELECT * FROM trades;`);
  assert.deepEqual(
    specs.map(({ name }) => name),
    ['big-trades'],
  );
  const { findings } = of(`${SOURCE}
-- @ferris:workload=trading
SELECT symbol FROM trades;
-- @ferris:workload=analytics
SELECT price FROM trades;`);
  assert.deepEqual(
    findings.map(({ rule, related }) => [rule, related?.length]),
    [['deploy/same-name', 1]],
  );
});

test('variables take their values from the environment, defaults where they have none', () => {
  const text = `-- @ferris:workload=trading\n-- @ferris:scaling.max_replicas=\${MOST:-4}\nSELECT a FROM t;`;
  const most = (variable: (name: string) => string | undefined) => {
    const { specs, findings } = deploymentsOf({ file: 'a.sql', text, analysis: analyze(text), variable });
    return findings[0]?.message ?? specs[0]?.scaling.maxReplicas;
  };
  assert.equal(
    most(() => undefined),
    4,
  );
  assert.equal(
    most(() => '7'),
    7,
  );
  assert.match(String(most(() => 'lots')), /scaling\.max_replicas takes .*, not 'lots'/);
});

test('names are DNS labels', () => {
  for (const [text, expected] of [
    ['trading_queries.sql', 'trading-queries'],
    ['2026 report.sql', 'job-2026-report'],
    ['Ümläut.sql', 'ml-ut'],
    ['….sql', 'ferris-job'],
    [`${'x'.repeat(80)}.sql`, 'x'.repeat(50)],
  ] as const)
    assert.equal(deploymentName(text), expected);
});

/** Everything that deploying a file reports, errors of its SQL and hints set aside. */
function rulesOf(text: string): string[] {
  const { specs, places, findings } = of(text);
  const contradictions = specs.flatMap((spec, i) =>
    specFindings(spec, estimateCost(spec, { cloud: 'aws' }), places[i]!),
  );
  return [...findings, ...contradictions].map(({ rule }) => rule);
}

for (const { id, bad, good } of deployRules)
  test(`${id}: the bad example has this finding, the good one none`, () => {
    assert.deepEqual(rulesOf(bad), [id]);
    assert.deepEqual(rulesOf(good), []);
    for (const text of [bad, good])
      assert.deepEqual(
        analyze(text).diagnostics.filter(one => one.severity === 'error'),
        [],
      );
  });

test('brokers and registries that WITH names are opened to the pods, and asked for the lag of their topics', () => {
  const { specs } = of(`-- @ferris:workload=realtime
-- @ferris:kafka.brokers=kafka:9092

CREATE STREAM orders (id STRING) WITH ('topic' = 'orders_v1', 'bootstrap.servers' = 'east-1:9094,east-2:9095',
  'format' = 'avro', 'schema.registry.url' = 'http://registry:8081');
CREATE STREAM unread (id STRING) WITH ('topic' = 'unread', 'bootstrap.servers' = 'west:9999');
CREATE STREAM copies AS SELECT id FROM orders
  WITH ('orders.bootstrap.servers' = '\${EAST}', 'copies.bootstrap.servers' = 'south:9098');`);
  const [spec] = specs;
  assert.deepEqual(spec?.source.brokersOf, { orders_v1: 'east-1:9094,east-2:9095', copies: 'south:9098' });
  const objects = manifestOf(spec!, { ...DEFAULT_OPTIONS, autoscaler: 'keda' });
  const ports = at(
    objects.find(({ kind }) => kind === 'NetworkPolicy'),
    '/spec/egress/1/ports',
  );
  assert.deepEqual(
    (ports as { port: number }[]).map(({ port }) => port),
    [8081, 9092, 9094, 9095, 9098],
  );
  const scaled = objects.find(({ kind }) => kind === 'ScaledObject');
  assert.equal(at(scaled, '/spec/triggers/0/metadata/bootstrapServers'), 'east-1:9094,east-2:9095');
});

test('a kafka:// URI after FROM is a topic at its brokers; a file is none', () => {
  const [spec] = of("SELECT * FROM 'kafka://east:9094/orders';").specs;
  assert.deepEqual(spec?.source.inputTopics, ['orders']);
  assert.deepEqual(spec.source.brokersOf, { orders: 'east:9094' });
  const [other] = of("SELECT * FROM 'file://orders.jsonl';").specs;
  assert.deepEqual(other?.source.inputTopics, []);
});

test('for how long records may be read without a row coming out', () => {
  const quiet = (query: string) => of(`${SOURCE}\n${query};`).specs[0]?.source.quiet;
  const count = 'SELECT symbol, COUNT(*) AS n FROM trades GROUP BY symbol';
  assert.equal(quiet(`${count} WINDOW TUMBLING(1d) GRACE 1h EMIT FINAL`), 25 * 3_600_000 + 2000);
  assert.equal(quiet(`${count} WINDOW TUMBLING(1d)`), 24 * 3_600_000 + 2000);
  assert.equal(quiet(`${count} WINDOW TUMBLING(1d) EMIT CHANGES`), undefined);
  assert.equal(quiet(`${count} WINDOW SESSION(10m)`), 'unbounded');
  assert.equal(quiet('SELECT symbol FROM trades'), undefined);
  assert.equal(quiet(`WITH days AS (${count} WINDOW TUMBLING(1d)) SELECT * FROM days`), 24 * 3_600_000 + 2000);
});
