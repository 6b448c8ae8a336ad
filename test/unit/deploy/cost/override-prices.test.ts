/** Prices from ferris.yaml, and what is said of wrong ones. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { parse } from 'yaml';
import { overridePrices } from '../../../../src/compiler/deploy/cost/override-prices.ts';
import { defaultPrices } from '../../../../src/compiler/deploy/cost/prices.ts';

const given = (yaml: string) => overridePrices(defaultPrices(), parse(yaml));
const problems = (yaml: string) => given(yaml).problems.map(({ path, message }) => `${path.join('.')} ${message}`);

test('everything there is', () => {
  const { prices, problems: wrong } = given(`
as_of: 2026-11-20
aws:
  region: eu-west-1
  cpu_hour: 0.04
  memory_gib_hour: 0.005
  spot_cpu_hour: 0.01
  spot_memory_gib_hour: 0.001
  spot_share: 0.5
  storage_gib_month: 0.09
  instances:
    c5.2xlarge: 0.384
    c5.4xlarge: { on_demand: 0.768, spot: 0.3 }
    c5.xlarge: { spot: 0.05 }
    rack.big: { on_demand: 1, vcpu: 64, memory_gib: 256, arch: arm64 }
`);
  assert.deepEqual(wrong, []);
  const { instances, ...rest } = prices.aws;
  const from = { asOf: '2026-11-20', source: 'ferris.yaml' };
  assert.deepEqual(rest, {
    region: 'eu-west-1',
    unit: { cpuHour: 0.04, memoryGibHour: 0.005, spotCpuHour: 0.01, spotMemoryGibHour: 0.001, ...from },
    storageGibMonth: 0.09,
    spotShare: 0.5,
  });
  assert.deepEqual(instances.get('c5.2xlarge'), { onDemand: 0.384, spot: 0.192, size: undefined, ...from });
  assert.deepEqual(instances.get('c5.4xlarge'), { onDemand: 0.768, spot: 0.3, size: undefined, ...from });
  assert.deepEqual(instances.get('c5.xlarge'), { onDemand: 0.17, spot: 0.05, size: undefined, ...from });
  assert.deepEqual(instances.get('rack.big')?.size, { vcpu: 64, memoryGib: 256, arch: 'arm64' });
  // Of the list, at the share that is given.
  assert.equal(instances.get('m5.large')?.spot, 0.048);
  assert.equal(prices.gcp, defaultPrices().gcp);
});

test('a price of a core alone takes its spot price along', () => {
  const { unit } = given('gcp: { cpu_hour: 0.063222 }').prices.gcp;
  assert.equal(unit.spotCpuHour, 2 * 0.006655);
  assert.equal(unit.memoryGibHour, 0.004237);
});

test('nothing given changes nothing', () => {
  for (const nothing of ['', '{}', 'aws:', 'aws: { instances: }']) {
    const { prices, problems: wrong } = given(nothing);
    assert.deepEqual(wrong, []);
    assert.deepEqual(prices, defaultPrices());
  }
});

const WRONG: readonly (readonly [yaml: string, problem: RegExp])[] = [
  [
    'aws: { instances: { c5.xlarge: { on_demand: much } } }',
    /^prices\.aws\.instances\.c5\.xlarge\.on_demand takes a number of dollars/,
  ],
  ['aws: { instances: { e2-standard-4: 0.4 } }', /^prices\.aws\.instances\.e2-standard-4 is no type of aws/],

  ['cheap', /^prices takes a mapping of keys to values, not "cheap"$/],
  ['[1]', /^prices takes a mapping of keys to values, not \[1\]$/],
  ['amazon: {}', /^prices\.amazon is unknown/],
  ['as_of: yesterday', /^prices\.as_of takes a day such as 2026-11-01, not "yesterday"$/],
  ['aws: 3', /^prices\.aws takes a mapping/],
  ['aws: { cpu_hours: 1 }', /^prices\.aws\.cpu_hours is unknown; did you mean cpu_hour\?$/],
  ['aws: { cpu_hour: free }', /^prices\.aws\.cpu_hour takes a number of dollars above 0, not "free"$/],
  ['aws: { cpu_hour: -1 }', /^prices\.aws\.cpu_hour takes a number of dollars above 0, not -1$/],
  ['aws: { spot_share: 1.5 }', /^prices\.aws\.spot_share takes .* above 0, at most 1, not 1\.5$/],
  ['aws: { spot_cpu_hour: 1 }', /^prices\.aws\.spot_cpu_hour is 1, more than the 0\.031611 on demand/],
  ['aws: { region: US EAST }', /^prices\.aws\.region takes a region such as eu-west-1, not "US EAST"$/],
  [
    'aws: { instances: { c5.2xlarge: .nan } }',
    /^prices\.aws\.instances\.c5\.2xlarge takes a number of dollars above 0/,
  ],
  ['aws: { instances: { c5.2xlarge: "0.3" } }', /^prices\.aws\.instances\.c5\.2xlarge takes a mapping/],
  [
    'aws: { instances: { c5.2xlarge: { spot: 0.4 } } }',
    /^prices\.aws\.instances\.c5\.2xlarge\.spot is 0\.4, more than the 0\.34/,
  ],
  [
    'aws: { instances: { x.y: { spot: 0.4, vcpu: 1, memory_gib: 1 } } }',
    /^prices\.aws\.instances\.x\.y has no on_demand/,
  ],
  [
    'aws: { instances: { x.y: { on_demand: 1, vcpu: 2 } } }',
    /^prices\.aws\.instances\.x\.y takes vcpu and memory_gib together$/,
  ],
  [
    'aws: { instances: { x.y: 0.4 } }',
    /^prices\.aws\.instances\.x\.y is no type of aws whose size is known: give vcpu and memory_gib too$/,
  ],
];
for (const [yaml, problem] of WRONG)
  test(`wrong: ${yaml}`, () => {
    const told = problems(yaml);
    assert.equal(told.length, 1, told.join('; '));
    assert.match(told[0]!, problem);
    const prices = given(yaml).prices;
    assert.deepEqual(prices, defaultPrices(), 'what is wrong has no effect');
  });

test('every fault is told, not the first alone', () =>
  assert.equal(problems('{ as_of: 1, aws: { cpu_hour: 0, nonsense: 1 }, azure: [] }').length, 4));
