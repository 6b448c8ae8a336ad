/** Whatever hints are valid each for itself: every object of the manifest is valid, for each cloud and autoscaler, twice the same. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { manifestOf } from '../../../src/compiler/deploy/manifest.ts';
import { hintsOfAnnotations } from '../../../src/compiler/deploy/objects/hint-annotations.ts';
import { manifestProblems } from '../../../src/compiler/deploy/validate.ts';
import { manifestYaml } from '../../../src/compiler/deploy/yaml.ts';
import { hints, options } from './arbitrary-hints.ts';
import { specWith } from './specs.ts';

test('a manifest of valid hints is valid, and the hints come back out of it', () => {
  fc.assert(
    fc.property(hints, options, (given, chosen) => {
      const objects = manifestOf(specWith(given), chosen);
      assert.deepEqual(manifestProblems(objects), []);
      assert.equal(manifestYaml(objects), manifestYaml(manifestOf(specWith(given), chosen)));
      const workload = objects.find(({ kind }) => ['Deployment', 'StatefulSet', 'CronJob'].includes(kind));
      assert.deepEqual(hintsOfAnnotations(workload?.metadata?.annotations ?? {}), given);
    }),
    { numRuns: 300 },
  );
});
