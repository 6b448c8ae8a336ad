/** What holds of every estimate, on random deployments. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { type CostEstimate, estimateCost } from '../../../../src/compiler/deploy/cost/estimate.ts';
import { defaultPrices } from '../../../../src/compiler/deploy/cost/prices.ts';
import type { Cloud } from '../../../../src/compiler/deploy/options.ts';
import type { DeploymentSpec } from '../../../../src/compiler/deploy/spec.ts';
import { instanceTypes } from '../../../../src/language/hints/instances.ts';
import { specOf } from './spec-of.ts';

const EPSILON = 1e-9;
const base = specOf('workload=custom');
const types = instanceTypes();

interface Pods {
  readonly min: number;
  readonly max: number;
  readonly cpuRequestMillis: number;
  readonly memoryMib: number;
  readonly spot: boolean;
  readonly instance: (typeof types)[number] | undefined;
  readonly cloud: Cloud;
  readonly schedule: DeploymentSpec['schedule'];
}

const pods: fc.Arbitrary<Pods> = fc
  .record({
    min: fc.integer({ min: 0, max: 40 }),
    more: fc.integer({ min: 0, max: 60 }),
    cpuRequestMillis: fc.integer({ min: 50, max: 20_000 }),
    memoryMib: fc.integer({ min: 128, max: 100_000 }),
    spot: fc.boolean(),
    instance: fc.option(fc.constantFrom(...types), { nil: undefined }),
    cloud: fc.constantFrom<Cloud>('aws', 'gcp', 'azure'),
    schedule: fc.option(
      fc.record({
        cron: fc.constantFrom('0 2 * * *', '*/15 9-16 * * 1-5', '0 0 31 2 *', '@monthly'),
        timezone: fc.constant('UTC'),
        timeoutMinutes: fc.option(fc.integer({ min: 1, max: 600 }), { nil: undefined }),
        retryCount: fc.constant(0),
        retryBackoffMinutes: fc.constant(0),
      }),
      { nil: undefined, freq: 3 },
    ),
  })
  .map(({ min, more, instance, cloud, ...rest }) => ({
    ...rest,
    min,
    max: Math.max(1, min + more),
    instance,
    cloud: instance?.cloud ?? cloud,
  }));

/** As if each type had been asked for. */
const specFor = ({ min, max, cpuRequestMillis, memoryMib, spot, instance, schedule }: Pods): DeploymentSpec => ({
  ...base,
  scaling: { ...base.scaling, minReplicas: min, maxReplicas: max, conditions: [] },
  resources: { ...base.resources, cpuRequestMillis, memoryMib },
  nodes: { custom: {}, instanceType: instance?.type },
  cost: { spot },
  schedule,
  hints: [
    { key: 'node_selector.instance_type', value: instance?.type ?? '', origin: 'file', span: undefined, overruled: [] },
  ],
});
const estimate = (one: Pods, change: Partial<Pods> = {}): CostEstimate =>
  estimateCost(specFor({ ...one, ...change }), { cloud: one.cloud });
const holds = (check: (one: Pods) => void) => fc.assert(fc.property(pods, check), { numRuns: 200 });
const atMost = (a: number, b: number, what: string) => assert.ok(a <= b + EPSILON, `${what}: ${a} is more than ${b}`);

test('least is not more than most, a month not more than 730 of the dearest hours, static never cheaper', () =>
  holds(one => {
    const { total, nodes, share, staticProvisioning } = estimate(one);
    for (const money of [total, share, nodes ?? share]) {
      atMost(money.hourly.min, money.hourly.max, 'hour');
      atMost(money.monthly.min, money.monthly.max, 'month');
      atMost(money.monthly.max, 730 * money.hourly.max + 1e-6, 'month of hours');
      assert.ok(Number.isFinite(money.monthly.max) && money.hourly.min >= 0);
    }
    atMost(total.monthly.max, staticProvisioning.monthly + 1e-6, 'static');
  }));

test('more pods never cost less', () =>
  holds(one => {
    const [before, after] = [estimate(one), estimate(one, { max: one.max + 7 })];
    if (!one.instance) return;
    atMost(before.total.hourly.max, after.total.hourly.max, 'most');
    atMost(before.share.hourly.max, after.share.hourly.max, 'share');
    assert.equal(before.total.hourly.min, after.total.hourly.min);
  }));

test('larger pods never cost less, as long as they fit the node', () =>
  holds(one => {
    const larger = estimate(one, { cpuRequestMillis: one.cpuRequestMillis * 1.5, memoryMib: one.memoryMib * 1.2 });
    const before = estimate(one);
    atMost(before.share.hourly.max, larger.share.hourly.max, 'share');
    if (before.nodes && larger.nodes)
      atMost(
        before.nodes.hourly.min + before.nodes.hourly.max,
        larger.nodes.hourly.min + larger.nodes.hourly.max,
        'nodes',
      );
  }));

test('spot is never dearer, and saves what it says', () =>
  holds(one => {
    const [spot, onDemand] = [estimate(one, { spot: true }), estimate(one, { spot: false })];
    atMost(spot.share.monthly.max, onDemand.share.monthly.max, 'share');
    assert.equal(onDemand.savings.spot, undefined);
    assert.ok(spot.savings.spot!.monthly >= -EPSILON && spot.savings.spot!.percent <= 100);
    if (one.instance) atMost(spot.total.monthly.max, onDemand.total.monthly.max, 'total');
  }));

test('whole nodes at unit prices cost at least the share of what runs on them', () =>
  holds(one => {
    const prices = defaultPrices();
    const unpriced = { ...prices, [one.cloud]: { ...prices[one.cloud], instances: new Map() } };
    const { nodes, share } = estimateCost(specFor(one), { cloud: one.cloud, prices: unpriced });
    // Prices of nodes are rounded to a millionth.
    if (nodes) atMost(share.hourly.max, nodes.hourly.max + 1e-4, 'share');
  }));

test('the cheapest node is cheaper than any that could be named', () =>
  holds(one => {
    if (one.instance?.arch !== 'amd64') return;
    const [named, cheapest] = [estimate(one), estimate(one, { instance: undefined })];
    if (!named.nodes || named.node!.priceDerived) return;
    const sum = ({ total }: CostEstimate) => total.hourly.min + total.hourly.max;
    atMost(sum(cheapest), sum(named), 'cheapest');
  }));
