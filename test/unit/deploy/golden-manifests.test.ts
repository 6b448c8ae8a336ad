/**
 * The manifest of each case in test/cases/deploy, byte for byte: `input.sql` (and `options.json`, where it is made for another
 * cluster) becomes `expected.yaml`. UPDATE=1 writes what comes out; a person reads the difference.
 */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { deploymentsOf } from '../../../src/compiler/deploy/deployments.ts';
import { manifestOfAll } from '../../../src/compiler/deploy/manifest.ts';
import { DEFAULT_OPTIONS, type DeployOptions } from '../../../src/compiler/deploy/options.ts';
import { manifestProblems } from '../../../src/compiler/deploy/validate.ts';
import { manifestYaml } from '../../../src/compiler/deploy/yaml.ts';
import { analyze } from '../../../src/language/analyze.ts';

const cases = path.resolve(import.meta.dirname, '../../cases/deploy');

for (const name of fs.readdirSync(cases)) {
  const folder = path.join(cases, name);
  const sql = fs.readFileSync(path.join(folder, 'input.sql'), 'utf8');
  const optionsFile = path.join(folder, 'options.json');
  const options: DeployOptions = {
    ...DEFAULT_OPTIONS,
    ...(fs.existsSync(optionsFile) ? JSON.parse(fs.readFileSync(optionsFile, 'utf8')) : {}),
  };
  const manifests = () =>
    manifestOfAll(deploymentsOf({ file: `${name}.sql`, text: sql, analysis: analyze(sql) }).specs, options);

  test(`${name}: the manifest is as expected, valid, and the same each time`, () => {
    const { diagnostics } = analyze(sql);
    assert.deepEqual(
      diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message),
      [],
      'the case itself has errors',
    );
    const objects = manifests();
    assert.deepEqual(manifestProblems(objects), []);
    assert.equal(manifestYaml(manifests()), manifestYaml(objects));
    // A dashboard is a thousand lines of Grafana's JSON, with tests of its own.
    const yaml = manifestYaml(objects.filter(({ metadata }) => !metadata?.name?.endsWith('-dashboard')));
    const expected = path.join(folder, 'expected.yaml');
    if (process.env.UPDATE) fs.writeFileSync(expected, yaml);
    assert.equal(yaml, fs.readFileSync(expected, 'utf8'));
  });
}
