/** Validation works in a bundle as it does from the sources, quietly, and is not too large for one. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { build } from 'esbuild';
import { aliases } from '../../../scripts/bundle/aliases.ts';
import { manifestProblems } from '../../../src/compiler/deploy/validate.ts';
import { manifestWith } from './specs.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const LARGEST = 3_000_000;

test('a bundle finds what the sources find', async t => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-bundle-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const good = manifestWith({ workload: 'trading' });
  const bad = [
    ...good,
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'Upper' }, spec: { replicas: 'two' } },
  ];
  const outfile = path.join(folder, 'bundle.cjs');
  await build({
    absWorkingDir: root,
    stdin: {
      contents: `import { manifestProblems } from './src/compiler/deploy/validate.ts';
        process.stdout.write(JSON.stringify([${JSON.stringify(good)}, ${JSON.stringify(bad)}].map(manifestProblems)));`,
      resolveDir: root,
    },
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    alias: { ...aliases },
    outfile,
    logLevel: 'silent',
  });
  assert.ok(fs.statSync(outfile).size < LARGEST, `${fs.statSync(outfile).size} bytes`);
  const { stdout, stderr } = spawnSync(process.execPath, [outfile], { encoding: 'utf8' });
  assert.equal(stderr, '');
  assert.deepEqual(JSON.parse(stdout), [[], JSON.parse(JSON.stringify(manifestProblems(bad)))]);
});
