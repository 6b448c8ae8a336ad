/** No alert and no panel may name a metric that nobody emits, or a label that the metric does not have. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { prometheusRule } from '../../../../src/compiler/deploy/monitoring/alerts.ts';
import { EXTERNAL_METRICS } from '../../../../src/compiler/deploy/monitoring/external-metrics.ts';
import { panelRows } from '../../../../src/compiler/deploy/monitoring/panels.ts';
import { podPattern } from '../../../../src/compiler/deploy/monitoring/series.ts';
import type { DeploymentSpec } from '../../../../src/compiler/deploy/spec.ts';
import { metrics } from '../../../../src/compiler/plan/metrics.ts';
import { selectorsOf } from './promql.ts';
import { PRICES, specFrom, specs } from './specs.ts';

const expressionsOf = (spec: DeploymentSpec): readonly string[] => [
  ...prometheusRule(spec, PRICES).spec.groups!.flatMap(({ rules }) => rules!.map(({ expr }) => String(expr))),
  ...panelRows(spec, PRICES).flatMap(({ panels }) => panels.flatMap(({ lines }) => lines.map(line => line.expression))),
];

/** What a scrape adds to the labels that we give. */
const TARGET_LABELS = ['namespace', 'pod'];

for (const [name, spec] of Object.entries(specs))
  test(`${name}: every expression is PromQL over metrics there are`, () => {
    for (const expression of expressionsOf(spec))
      for (const { metric, labels } of selectorsOf(expression)) {
        const ours = metrics.find(one => one.name === metric);
        const custom = spec.monitoring.customMetrics.includes(metric);
        assert.ok(ours || custom || Object.hasOwn(EXTERNAL_METRICS, metric), `'${metric}' in ${expression}`);
        if (ours)
          for (const label of labels)
            assert.ok(
              [...TARGET_LABELS, ...ours.labels].includes(label),
              `${metric} has no label '${label}': ${expression}`,
            );
        assert.equal(labels.includes('namespace'), spec.namespace !== undefined, expression);
      }
  });

test('what is listed is used, so that the list stays true', () => {
  const used = new Set(
    Object.values(specs)
      .flatMap(expressionsOf)
      .flatMap(selectorsOf)
      .map(({ metric }) => metric),
  );
  assert.deepEqual(
    [...metrics.map(({ name }) => name), ...Object.keys(EXTERNAL_METRICS)].filter(name => !used.has(name)),
    [],
  );
});

test('a broken expression is found by its place', () => {
  assert.throws(() => selectorsOf('sum(rate(up[5m])) > '), /character 20/);
  assert.throws(() => selectorsOf('sum by (a (up)'), SyntaxError);
});

test('pods are those of the deployment, and not of one whose name begins alike', () => {
  const matches = (spec: DeploymentSpec, pod: string) => new RegExp(`^(?:${podPattern(spec)})$`).test(pod);
  const { trading, reporting, stateful, longName } = specs;
  assert.ok(matches(trading, 'ferris-trading-7d9c5b8f6-x2x4z'));
  assert.ok(!matches(trading, 'ferris-trading-eu-7d9c5b8f6-x2x4z'));
  assert.ok(!matches(trading, 'ferris-trading-eu-0'));
  assert.ok(!matches(trading, 'ferris-trading-eu-28391040-x2x4z'));
  assert.ok(!matches(trading, 'other-ferris-trading-7d9c5b8f6-x2x4z'));
  assert.ok(matches(reporting, 'nightly-28391040-x2x4z'));
  assert.ok(!matches(reporting, 'nightly-sums-28391040-x2x4z'));
  assert.ok(matches(stateful, 'sums-0') && matches(stateful, 'sums-12'));
  assert.ok(!matches(stateful, 'sums-eu-0'));
  // Kubernetes cuts what it generates to 58 characters before it adds five.
  const generated = `${longName.name}-7d9c5b8f6c-`;
  assert.ok(matches(longName, `${generated.slice(0, 58)}x2x4z`));
  assert.ok(matches(specFrom('a'.repeat(46), {}), `${'a'.repeat(46)}-7d9c5b8f6c-x2x4z`));
});
