/** Manifests by schemas that are not ours: every golden case for the oldest and the newest version, and random hints. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import { deploymentsOf } from '../../src/compiler/deploy/deployments.ts';
import { manifestOf, manifestOfAll } from '../../src/compiler/deploy/manifest.ts';
import { DEFAULT_OPTIONS } from '../../src/compiler/deploy/options.ts';
import { analyze } from '../../src/language/analyze.ts';
import { hints, options } from '../unit/deploy/arbitrary-hints.ts';
import { specWith } from '../unit/deploy/specs.ts';
import { complaints, install } from './validator.ts';

const cases = path.resolve(import.meta.dirname, '../cases/deploy');
const VERSIONS = ['1.29', '1.33', '1.37'];

test.before(install);

test('the validator finds what is wrong', () => {
  const wrong = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'a' },
    automountServiceAccountToken: 'no',
  };
  assert.match(complaints([wrong], '1.33'), /automountServiceAccountToken/);
  const unknown = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'a' }, automount: true };
  assert.match(complaints([unknown], '1.33'), /automount/);
});

for (const name of fs.readdirSync(cases))
  test(`${name}: valid for ${VERSIONS.join(', ')}`, () => {
    const sql = fs.readFileSync(path.join(cases, name, 'input.sql'), 'utf8');
    const { specs } = deploymentsOf({ file: `${name}.sql`, text: sql, analysis: analyze(sql) });
    for (const k8sVersion of VERSIONS)
      assert.equal(complaints(manifestOfAll(specs, { ...DEFAULT_OPTIONS, k8sVersion }), k8sVersion), '');
  });

test('random hints', () => {
  for (const [given, chosen] of fc.sample(fc.tuple(hints, options), 12))
    assert.equal(
      complaints(manifestOf(specWith(given), chosen), chosen.k8sVersion),
      '',
      JSON.stringify({ given, chosen }, null, 1),
    );
});
