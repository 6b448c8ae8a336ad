/** The lists themselves: what is in them, and that it can be so. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { nodeType, pricedNodeTypes } from '../../../../src/compiler/deploy/cost/node-types.ts';
import { familyOf } from '../../../../src/compiler/deploy/cost/price-list.ts';
import { defaultPrices, priceLists, unitPrices } from '../../../../src/compiler/deploy/cost/prices.ts';
import { instanceTypes } from '../../../../src/language/hints/instances.ts';

const CLOUDS = ['aws', 'gcp', 'azure'] as const;

test('prices as the public lists have them', () => {
  const price = (cloud: (typeof CLOUDS)[number], type: string) => defaultPrices()[cloud].instances.get(type)?.onDemand;
  const aws = ['c5.2xlarge', 'c5.9xlarge', 'c5n.18xlarge', 'c7g.medium', 'm5.24xlarge', 'm7g.large', 'r5.2xlarge'];
  assert.deepEqual(
    aws.map(type => price('aws', type)),
    [0.34, 1.53, 3.888, 0.03625, 4.608, 0.0816, 0.504],
  );
  const gcp = ['e2-standard-4', 'n2-standard-8', 'n2-highmem-2', 'c2-standard-8'];
  assert.deepEqual(
    gcp.map(type => price('gcp', type)),
    [0.134012, 0.388472, 0.131014, 0.4176],
  );
  const azure = ['Standard_D4s_v5', 'Standard_E8s_v5', 'Standard_D2ps_v5'];
  assert.deepEqual(
    azure.map(type => price('azure', type)),
    [0.192, 0.504, 0.077],
  );
});

test('every family with a price is known by its size, every single price too', () => {
  for (const cloud of CLOUDS) {
    const types = instanceTypes()
      .filter(one => one.cloud === cloud)
      .map(({ type }) => type);
    const families = new Set(types.map(familyOf));
    for (const family of Object.keys(priceLists[cloud].perVcpu)) assert.ok(families.has(family), family);
    for (const type of Object.keys(priceLists[cloud].onDemand)) assert.ok(types.includes(type), type);
  }
});

test('spot is cheaper, and a price is near what its cores and memory cost', () => {
  for (const cloud of CLOUDS)
    for (const node of pricedNodeTypes(cloud, defaultPrices()[cloud])) {
      assert.ok(node.spot < node.onDemand, node.type);
      const parts = node.vcpu * unitPrices.cpuHour + node.memoryGib * unitPrices.memoryGibHour;
      // A slip of the decimal point would be far outside of it; a GPU costs more than its node.
      if (node.gpu === undefined)
        assert.ok(
          node.onDemand > parts * 0.5 && node.onDemand < parts * 1.8,
          `${node.type}: ${node.onDemand}, ${parts}`,
        );
    }
});

test('what has no price: known by size, made up; not known: nothing', () => {
  const prices = defaultPrices().gcp;
  assert.equal(nodeType('c3-highmem-4', 'gcp', prices)?.priceDerived, true);
  assert.equal(nodeType('c5.xlarge', 'gcp', prices), undefined);
  assert.equal(nodeType('no-such-4', 'gcp', prices), undefined);
});

test('lists have a day and an address', () => {
  for (const { asOf, source } of [...CLOUDS.map(cloud => priceLists[cloud]), unitPrices]) {
    assert.match(asOf, /^\d{4}-\d{2}-\d{2}$/);
    assert.match(source, /^https:\/\//);
  }
});
