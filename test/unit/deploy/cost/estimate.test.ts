/** Costs reckoned by hand. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { type CostRequest, estimateCost } from '../../../../src/compiler/deploy/cost/estimate.ts';
import { overridePrices } from '../../../../src/compiler/deploy/cost/override-prices.ts';
import { defaultPrices } from '../../../../src/compiler/deploy/cost/prices.ts';
import { specOf } from './spec-of.ts';

const near = (actual: number | undefined, expected: number, what?: string) =>
  assert.ok(actual !== undefined && Math.abs(actual - expected) < 1e-6, `${what ?? 'sum'}: ${actual}, not ${expected}`);
const range = (actual: { min: number; max: number } | undefined, min: number, max: number) => {
  near(actual?.min, min, 'least');
  near(actual?.max, max, 'most');
};
const aws = (...hints: string[]) => estimateCost(specOf(...hints), { cloud: 'aws' });
const having = (prices: unknown): CostRequest => {
  const { prices: own, problems } = overridePrices(defaultPrices(), prices);
  assert.deepEqual(problems, []);
  return { cloud: 'aws', prices: own };
};

/**
 * seeds/000 prints "Estimated cost: $2.40/hour (2-8 pods, c5.2xlarge instances)". A c5.2xlarge is $0.34 an hour, and 2.40 is
 * no multiple of it: 7 nodes are $2.38, 8 are $2.72. What the hints of the same document give:
 */
test('the example of seeds/000: 2 to 8 trading pods on c5.2xlarge', () => {
  // Trading asks for 2 cores and 4 GiB a pod, as the seed's configuration does. The node has 7.76 cores and 13.8 GiB left:
  // 3 pods. 2 pods are on 1 node, 8 pods on 3.
  const estimate = aws('workload=trading', 'scaling.min_replicas=2', 'scaling.max_replicas=8');
  assert.equal(estimate.node?.type, 'c5.2xlarge');
  assert.equal(estimate.node.podsPerNode, 3);
  assert.deepEqual(estimate.node.count, { min: 1, max: 3 });
  range(estimate.total.hourly, 0.34, 1.02);
  range(estimate.total.monthly, 0.34 * 730, 1.02 * 730);
  // 2 × $0.031611 + 4 × $0.004237 = $0.08017 a pod.
  range(estimate.share.hourly, 2 * 0.08017, 8 * 0.08017);
  range(estimate.staticProvisioning.savesPercent, 0, (2 / 3) * 100);
  assert.deepEqual(estimate.notes, []);
});

test('the same with the limits of the seed as requests: a node for each pod', () => {
  // 4 cores of 7.76: one pod. The closest that the table comes to the seed's sum is this upper bound.
  const pods = ['scaling.min_replicas=2', 'scaling.max_replicas=8', 'resources.cpu_cores=4', 'resources.memory_gb=8'];
  range(aws('workload=trading', ...pods).total.hourly, 0.68, 2.72);
});

test('a report at two every night on spot nodes', () => {
  // 4 pods of 2 cores and 8 GiB. m5.xlarge ($0.192, 4 vCPUs, 16 GiB) has room for one; larger ones of the family take them
  // on as many cores, so the smallest it is. Spot at 53 % is $0.10176.
  const estimate = aws('workload=reporting');
  assert.equal(estimate.node?.type, 'm5.xlarge');
  assert.equal(estimate.node.by, 'cheapest');
  assert.match(estimate.notes.join(' '), /counted on m5\.xlarge, the cheapest/);
  assert.deepEqual(estimate.pods, { min: 0, max: 4 });
  // 730 / 24 nights of at most two hours.
  const hours = (730 / 24) * 2;
  near(estimate.runs?.hoursPerMonth, hours);
  range(estimate.total.hourly, 0, 4 * 0.10176);
  range(estimate.total.monthly, 0, hours * 4 * 0.10176);
  // On demand it would be $0.192 for as many hours; all the time on spot 730 hours of 24 a day instead of 2.
  near(estimate.savings.spot?.percent, 47);
  near(estimate.savings.schedule?.percent, (1 - 2 / 24) * 100);
  near(estimate.staticProvisioning.monthly, 730 * 4 * 0.192);
});

test('runs longer than the time between them fill the month and no more', () => {
  const estimate = aws('workload=reporting', 'schedule.cron=*/30 * * * *', 'schedule.timeout_minutes=120');
  near(estimate.runs?.hoursPerMonth, 730);
  assert.equal(estimate.savings.schedule, undefined);
});

test('conditions count for the hours of their schedules', () => {
  const estimate = aws(
    'workload=trading',
    'scaling.condition=market_hours',
    'scaling.market_hours.min_replicas=5',
    'scaling.market_hours.max_replicas=20',
    'scaling.after_hours.min_replicas=1',
    'scaling.after_hours.max_replicas=3',
    'scaling.market_hours.schedule=0 9-16 * * 1-5',
  );
  assert.deepEqual(estimate.pods, { min: 1, max: 20 });
  // 8 hours on 5 of 7 days; 5 to 20 pods are 2 to 7 nodes. The rest of the time 1 to 3 pods are 1 node.
  const market = (730 * 8 * 5) / (24 * 7);
  range(estimate.total.hourly, 0.34, 7 * 0.34);
  range(estimate.total.monthly, market * 0.68 + (730 - market) * 0.34, market * 2.38 + (730 - market) * 0.34);
  near(estimate.savings.schedule?.monthly, (730 - market) * (2.38 - 0.34));
});

test('scale to zero: nothing while there is nothing to do; without it the last pod stays', () => {
  const pods = ['workload=trading', 'scaling.max_replicas=8'];
  range(aws(...pods, 'scaling.min_replicas=2', 'scaling.scale_to_zero=enabled').total.hourly, 0, 1.02);
  range(aws(...pods, 'scaling.min_replicas=0').total.hourly, 0.34, 1.02);
});

test('what a pod was seen to use counts where it is more than it requests', () => {
  const spec = specOf('workload=trading', 'scaling.min_replicas=1', 'scaling.max_replicas=1');
  const usage = { cpuMillis: 3000, memoryMib: 1024 };
  // 3 cores used, 4 GiB requested.
  near(estimateCost(spec, { cloud: 'aws', usage }).share.hourly.max, 3 * 0.031611 + 4 * 0.004237);
});

test('an unknown type: told, with the nearest, and counted by core and GiB', () => {
  const estimate = aws('workload=trading', 'node_selector.instance_type=c5.2xlage');
  assert.equal(estimate.nodes, undefined);
  assert.equal(estimate.total, estimate.share);
  assert.match(estimate.notes[0]!, /c5\.2xlage is not known \(did you mean c5\.2xlarge\?\): counted by core and GiB/);
  const elsewhere = estimateCost(specOf('workload=trading', 'node_selector.instance_type=c5.xlarge'), { cloud: 'gcp' });
  assert.match(elsewhere.notes[0]!, /c5\.xlarge is an instance type of aws, not of gcp/);
});

test('a known type that no list has a price for: made up from a core and a GiB', () => {
  const spec = specOf('workload=trading', 'node_selector.instance_type=c3-highmem-8');
  const estimate = estimateCost(spec, { cloud: 'gcp' });
  near(estimate.node?.hourly, 8 * 0.031611 + 64 * 0.004237);
  assert.match(estimate.notes[0]!, /No price of c3-highmem-8 is known/);
});

test('a pod larger than its node', () => {
  const estimate = aws('workload=trading', 'resources.cpu_cores=8');
  assert.equal(estimate.nodes, undefined);
  assert.match(
    estimate.notes[0]!,
    /c5\.2xlarge has 7\.76 cores and 13\.8 GiB left for pods, one of these asks for 8 cores/,
  );
});

test('a default type has its counterpart on the other clouds', () => {
  const spec = specOf('workload=trading');
  assert.equal(estimateCost(spec, { cloud: 'gcp' }).node?.type, 'c2-standard-8');
  assert.equal(estimateCost(spec, { cloud: 'azure' }).node?.type, 'Standard_F8s_v2');
});

test('the processor asked for, and fast network', () => {
  assert.equal(aws('workload=reporting', 'node_selector.arch=arm64').node?.type, 'm6g.xlarge');
  assert.match(aws('workload=realtime').node!.type, /^c5n\.|^c6in\./);
});

test('a GPU for each pod', () => {
  const gpu = ['workload=analytics', 'scaling.max_replicas=2', 'resources.memory_gb=4', 'resources.gpu_required=true'];
  const asked = aws(...gpu, 'node_selector.instance_type=g6.2xlarge', 'resources.gpu_type=nvidia-l4');
  assert.equal(asked.node?.podsPerNode, 1);
  range(asked.total.hourly, 0.9776, 2 * 0.9776);
  const none = aws(...gpu, 'node_selector.instance_type=r5.2xlarge');
  assert.equal(none.nodes, undefined);
  assert.match(none.notes.join(' '), /r5\.2xlarge has no GPU.*The GPU is not in these prices/s);
});

test('disks and regions', () => {
  const pods = ['workload=trading', 'scaling.min_replicas=1', 'scaling.max_replicas=1'];
  // 100 GiB at $0.08 a month.
  near(aws(...pods, 'resources.storage_gb=100').total.monthly.max, 730 * 0.34 + 8);
  const regions = aws(
    ...pods,
    'regions.primary=us-east-1',
    'regions.secondary=us-west-2,eu-west-1',
    'regions.failover=enabled',
  );
  near(regions.total.hourly.max, 3 * 0.34);
  assert.match(regions.notes.join(' '), /Each of the 3 regions/);
  const standby = aws(...pods, 'regions.primary=us-east-1', 'regions.secondary=us-west-2,eu-west-1');
  near(standby.total.hourly.max, 0.34);
  assert.match(standby.notes.join(' '), /The other 2 regions stand by without pods/);
});

test('prices of one region, a deployment in another: told', () => {
  assert.match(
    aws('workload=trading', 'node_selector.zone=us-west-2a').notes.join(' '),
    /those of us-east-1, .* in us-west-2a/,
  );
  assert.deepEqual(aws('workload=trading', 'node_selector.zone=us-east-1b').notes, []);
});

test('over budget: at the most pods, and not at the very sum', () => {
  const pods = ['workload=trading', 'scaling.min_replicas=2', 'scaling.max_replicas=8'];
  assert.equal(aws(...pods, 'cost.max_hourly_cost=2.40').overBudget, undefined);
  assert.equal(aws(...pods, 'cost.max_hourly_cost=1.02').overBudget, undefined);
  near(aws(...pods, 'cost.max_hourly_cost=1.01').overBudget?.hourly, 1.02);
});

test('ferris.yaml: the price that is really paid', () => {
  const spec = specOf('workload=trading', 'scaling.min_replicas=2', 'scaling.max_replicas=8');
  const { total, asOf } = estimateCost(
    spec,
    having({ as_of: '2026-11-20', aws: { instances: { 'c5.2xlarge': 0.3 } } }),
  );
  range(total.hourly, 0.3, 0.9);
  assert.equal(asOf, '2026-11-20');
});

test('ferris.yaml: a type of one’s own', () => {
  const spec = specOf('workload=trading', 'scaling.max_replicas=8', 'node_selector.instance_type=rack.big');
  const big = { on_demand: 1, vcpu: 64, memory_gib: 256 };
  const { node, notes } = estimateCost(spec, having({ aws: { instances: { 'rack.big': big } } }));
  assert.deepEqual(node?.count, { min: 1, max: 1 });
  assert.deepEqual(notes, []);
});
