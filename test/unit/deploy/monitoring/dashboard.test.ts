/** The dashboard: what is on it, in Grafana's form, and that nothing lies over anything else. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { dashboard, dashboardConfigMap } from '../../../../src/compiler/deploy/monitoring/dashboard.ts';
import { PRICES, specs } from './specs.ts';

const { everything, trading, reporting, longName } = specs;
const titles = (spec: typeof everything) => dashboard(spec, PRICES).panels.map(({ title }) => title);

for (const [name, spec] of Object.entries(specs))
  test(`${name}: panels have ids and places of their own`, () => {
    const { panels, uid } = dashboard(spec, PRICES);
    assert.match(uid, /^[a-z0-9-]{1,40}$/);
    assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
    const cells = new Set<string>();
    for (const { title, gridPos } of panels) {
      assert.ok(gridPos.x + gridPos.w <= 24, title);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          assert.ok(!cells.has(`${x},${y}`), `'${title}' lies over another panel at ${x},${y}`);
          cells.add(`${x},${y}`);
        }
    }
  });

test('the ConfigMap is found by its label and holds the dashboard', () => {
  const map = dashboardConfigMap(everything, PRICES);
  new ConfigMap(map).validate();
  assert.equal(map.metadata!.labels!.grafana_dashboard, '1');
  assert.equal(map.metadata!.name, 'ferris-trading-dashboard');
  assert.equal(map.metadata!.namespace, 'streams');
  assert.deepEqual(
    JSON.parse(map.data!['ferris-trading.json']!),
    JSON.parse(JSON.stringify(dashboard(everything, PRICES))),
  );
  assert.deepEqual(dashboardConfigMap(everything, PRICES), map);
});

test('it shows what the deployment was asked to be watched for', () => {
  const shown = titles(everything);
  for (const wanted of [
    'Active Pods by Workload',
    'Scaling Events (Last 24h)',
    'Cost vs Performance',
    'Query Throughput',
    'Memory Usage',
    'Kafka Consumer Lag',
    'Active SQL Jobs',
    'SLA Compliance (last hour)',
    'Partitions per Pod',
    'orders_total',
    'order_value_sum',
  ])
    assert.ok(shown.includes(wanted as (typeof shown)[number]), wanted);
  assert.ok(!titles(longName).includes('SLA Compliance (last hour)'));
  assert.ok(!titles(reporting).includes('Scaling Events (Last 24h)'));
});

test('promises are lines in the graphs', () => {
  const limitOf = (title: string) => {
    const panel = dashboard(everything, PRICES).panels.find(one => one.title === title);
    return (
      panel &&
      'fieldConfig' in panel &&
      panel.fieldConfig.defaults.thresholds.steps.map(({ color, value }) => [color, value])
    );
  };
  assert.deepEqual(limitOf('Latency'), [
    ['green', null],
    ['red', 0.1],
  ]);
  assert.deepEqual(limitOf('Query Throughput'), [
    ['red', null],
    ['green', 1000],
  ]);
  assert.deepEqual(limitOf('Kafka Consumer Lag'), [
    ['green', null],
    ['red', 500],
  ]);
  assert.deepEqual(limitOf('Restarts'), [['green', null]]);
});

test('a dashboard that somebody drew is linked to, and never overwritten', () => {
  const made = dashboard(everything, PRICES);
  assert.notEqual(made.uid, 'trading-overview');
  assert.deepEqual(
    made.links.map(({ url }) => url),
    ['/d/trading-overview'],
  );
  assert.deepEqual(dashboard(trading, PRICES).links, []);
});

test('a counter of the queries is shown by its rate', () => {
  const lines = dashboard(everything, PRICES).panels.flatMap(panel =>
    'targets' in panel ? panel.targets.map(({ expr }) => expr) : [],
  );
  assert.ok(lines.some(expr => expr.startsWith('sum by (pod) (rate(orders_total{')));
  assert.ok(lines.some(expr => expr.startsWith('order_value_sum{')));
});
