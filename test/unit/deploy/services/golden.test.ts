/**
 * The manifest of each case in test/cases/deploy-services, byte for byte: `case.json` says which ferris.yaml, for which cluster.
 * UPDATE=1 writes what comes out; a person reads the difference.
 */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { cloudNotes } from '../../../../src/compiler/deploy/services/cloud-notes.ts';
import { manifestYaml } from '../../../../src/compiler/deploy/yaml.ts';
import { type Choice, manifestOf, projectRoot, specOf } from './read.ts';

const cases = path.join(projectRoot, 'test/cases/deploy-services');

for (const name of fs.readdirSync(cases)) {
  const folder = path.join(cases, name);
  const { config, ...choice }: Choice & { config: string } = JSON.parse(
    fs.readFileSync(path.join(folder, 'case.json'), 'utf8'),
  );
  test(`${name}: the manifest is as expected, valid, and the same each time`, () => {
    const spec = specOf(config, choice);
    const yaml = manifestYaml(manifestOf(spec, choice));
    assert.equal(manifestYaml(manifestOf(specOf(config, choice), choice)), yaml);
    const files = [{ file: 'expected.yaml', text: yaml }, ...cloudNotes(spec.services)];
    for (const { file, text } of files) {
      const expected = path.join(folder, file);
      if (process.env.UPDATE) fs.writeFileSync(expected, text);
      assert.equal(text, fs.readFileSync(expected, 'utf8'));
    }
    const written = fs.readdirSync(folder).filter(file => file !== 'case.json' && file !== 'ferris.yaml');
    assert.deepEqual(written.toSorted(), files.map(({ file }) => file).toSorted());
  });
}
