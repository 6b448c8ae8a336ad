/** The sums of capacity: by hand for the specification's cluster, and what always holds. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { type Amount, capacityOf, type Demand, demandOf } from '../../../../src/compiler/deploy/services/capacity.ts';
import { readText, specOf } from './read.ts';

const CLUSTER: Amount = { cpuMillis: 4000, memoryMib: 16 * 1024 };
const SYSTEM: Amount = { cpuMillis: 0, memoryMib: 2048 };

const demands = (choice = {}) =>
  specOf('examples/hft-trading/ferris.yaml', choice).services.map(service => demandOf(service, 1));

test('hft-trading: 1.6 cores and 960 MiB are asked for, which the figures of the specification are not', () => {
  const capacity = capacityOf(CLUSTER, SYSTEM, demands());
  // 500 + 250 + 500 + 150 + 200 and 256 + 256 + 256 + 64 + 128.
  assert.deepEqual(capacity.asked.rest, { cpuMillis: 1600, memoryMib: 960 });
  assert.deepEqual(capacity.free.rest, { cpuMillis: 2400, memoryMib: 16_384 - 2048 - 960 });
  assert.notDeepEqual(capacity.asked.rest, { cpuMillis: 2700, memoryMib: 3.4 * 1024 });
});

test('hft-trading: how many more of each fit, and what is used up then', () => {
  assert.deepEqual(capacityOf(CLUSTER, SYSTEM, demands()).more, [
    { name: 'postgres', pods: 4, until: 'cpu' },
    { name: 'redis', pods: 9, until: 'cpu' },
    { name: 'hft-engine', pods: 4, until: 'cpu' },
    { name: 'hft-backend', pods: 16, until: 'cpu' },
    { name: 'nginx-ingress', pods: 12, until: 'cpu' },
  ]);
});

test('an autoscaler has bounds, a daemonset a pod on each node', () => {
  const pods = 'image: x, resources: { cpu: 1, memory: 1Gi }';
  const { spec } = readText(
    `{ a: { ${pods}, autoscale: { min: 2, max: 5, metrics: { cpu_percent: 70 } } }, b: { ${pods}, kind: daemonset } }`,
  );
  assert.deepEqual(
    spec.services.map(service => demandOf(service, 7).pods),
    [
      { rest: 2, most: 5 },
      { rest: 7, most: 7 },
    ],
  );
});

const amount = fc.record({
  cpuMillis: fc.integer({ min: 1, max: 5000 }),
  memoryMib: fc.integer({ min: 1, max: 9000 }),
});
const demand: fc.Arbitrary<Demand> = fc.record({
  name: fc.constantFrom('a', 'b', 'c'),
  pods: fc.record({ rest: fc.integer({ min: 0, max: 9 }), most: fc.integer({ min: 9, max: 20 }) }),
  each: amount,
  memoryLimitMib: fc.integer({ min: 1, max: 9000 }),
});

test('as many more as are told fit into what is free, and one more does not', () => {
  fc.assert(
    fc.property(amount, fc.array(demand, { maxLength: 5 }), (total, asking) => {
      const { free, more } = capacityOf(total, { cpuMillis: 0, memoryMib: 0 }, asking);
      for (const [index, { pods, until }] of more.entries()) {
        const { each } = asking[index]!;
        const left = {
          cpu: free.rest.cpuMillis - pods * each.cpuMillis,
          memory: free.rest.memoryMib - pods * each.memoryMib,
        };
        if (pods > 0) assert.ok(left.cpu >= 0 && left.memory >= 0);
        assert.ok(left[until] < (until === 'cpu' ? each.cpuMillis : each.memoryMib));
      }
    }),
  );
});
