/** The companion services of the examples against Kubernetes' own schemas, of the oldest and the newest version. */
import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { manifestOf, specOf } from '../unit/deploy/services/read.ts';
import { complaints, install } from './validator.ts';

before(install);

for (const k8sVersion of ['1.29', '1.33', '1.37'])
  for (const config of [
    'examples/hft-trading/ferris.yaml',
    'examples/fleet-q/ferris.yaml',
    'test/cases/deploy-services/clouds/ferris.yaml',
  ])
    test(`${config} for Kubernetes ${k8sVersion}`, () => {
      assert.equal(complaints(manifestOf(specOf(config, {}), { k8sVersion }), k8sVersion), '');
    });
