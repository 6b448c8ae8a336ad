/** Estimates in words. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { estimateCost } from '../../../../src/compiler/deploy/cost/estimate.ts';
import { costLine, costSummary, dollars } from '../../../../src/compiler/deploy/cost/text.ts';
import { specOf } from './spec-of.ts';

const aws = (...hints: string[]) => estimateCost(specOf(...hints), { cloud: 'aws' });
const TRADING = ['workload=trading', 'scaling.min_replicas=2', 'scaling.max_replicas=8'];

test('a line', () => {
  assert.equal(costLine(aws(...TRADING)), '$0.34–1.02/hour (2–8 pods, c5.2xlarge nodes)');
  assert.equal(
    costLine(aws(...TRADING, 'resources.cpu_cores=4', 'resources.memory_gb=8')),
    '$0.68–2.72/hour (2–8 pods, c5.2xlarge nodes)',
  );
  assert.equal(costLine(aws(...TRADING, 'scaling.max_replicas=2')), '$0.34/hour (2 pods, c5.2xlarge nodes)');
  assert.equal(
    costLine(aws(...TRADING, 'cost.spot_instances=enabled', 'sla.availability_percent=99')),
    '$0.18–0.54/hour (2–8 pods, c5.2xlarge spot nodes)',
  );
  assert.equal(
    costLine(aws(...TRADING, 'node_selector.instance_type=mine')),
    '$0.16–0.64/hour (2–8 pods, by core and GiB)',
  );
  assert.equal(
    costLine(aws('workload=reporting')),
    '$0.41/hour while it runs, at most $24.76/month (4 pods, m5.xlarge spot nodes)',
  );
  assert.equal(
    costLine(
      aws(...TRADING, 'regions.primary=us-east-1', 'regions.secondary=us-west-2', 'scaling.cross_region=enabled'),
    ),
    '$0.68–2.04/hour (2–8 pods in each of 2 regions, c5.2xlarge nodes)',
  );
});

test('a summary', () =>
  assert.equal(
    costSummary(aws(...TRADING, 'cost.max_hourly_cost=0.9', 'node_selector.zone=us-west-2a')),
    `**$0.34–1.02/hour (2–8 pods, c5.2xlarge nodes)**

⚠️ More than \`cost.max_hourly_cost\`: $1.02 of $0.90 an hour.

| | per hour | per month |
| --- | --- | --- |
| 1–3 whole nodes, up to 3 pods each | $0.34–1.02 | $248–745 |
| the pods’ share | $0.16–0.64 | $117–468 |

Without autoscaler, schedule and spot: $745 a month; this saves 0 to 67 %.

- The prices are those of us-east-1, the deployment is in us-west-2a: set prices.aws in ferris.yaml to yours.
- Prices of us-east-1 as of 2025-06-01.`,
  ));

test('a summary of a schedule on spot nodes', () => {
  const summary = costSummary(aws('workload=reporting'));
  assert.match(summary, /\| 0–4 whole nodes, 1 pod each \| \$0\.41 \| ≤ \$24\.76 \|/);
  assert.match(summary, /Spot nodes save \$21\.96 a month \(47 %\)\. The schedule saves \$272 a month \(92 %\)\./);
});

test('sums', () =>
  assert.deepEqual([0, 0.000_123_4, 0.0049, 0.02, 0.0998, 0.1, 2.4, 99.994, 99.996, 745.2, 1_234_567].map(dollars), [
    '$0',
    '$0.00012',
    '$0.0049',
    '$0.02',
    '$0.10',
    '$0.10',
    '$2.40',
    '$99.99',
    '$100',
    '$745',
    '$1,234,567',
  ]));
