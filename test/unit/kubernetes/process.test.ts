/** The launcher and the process around a command: exit codes, a reader that goes away, an old Node, a missing build. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';

const root = path.resolve(import.meta.dirname, '../../..');
const main = path.join(root, 'cli/kubernetes/main.ts');

test('the exit code is the process’s', () => {
  const clean = spawnSync(process.execPath, [main, 'validate-hints', '-', '--strict'], {
    input: '-- @ferris:workload=trading\nSELECT 1;\n',
    encoding: 'utf8',
  });
  assert.deepEqual([clean.status, clean.stdout, clean.stderr], [0, '1 file, 1 hint: nothing found\n', '']);
  const wrong = spawnSync(process.execPath, [main, 'validate-hints', '-'], {
    input: '-- @ferris:workload=x\n',
    encoding: 'utf8',
  });
  assert.equal(wrong.status, 1);
  assert.equal(spawnSync(process.execPath, [main, 'nonsense']).status, 64);
});

test('a reader that goes away is no error', async () => {
  const child = spawn(process.execPath, [main, 'validate-hints', '-', '--format', 'json'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', chunk => {
    stderr += chunk;
  });
  child.stdin.end('-- @ferris:nonsense=1\n'.repeat(20_000));
  const code = await new Promise(resolve => child.on('close', resolve));
  assert.equal(stderr, '');
  assert.equal(code, 1);
});

test('what goes wrong inside is told without a stack trace, which FERRIS_DEBUG shows', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-main-'));
  try {
    const script = path.join(folder, 'main.ts');
    fs.writeFileSync(
      script,
      `import { main } from ${JSON.stringify(path.join(root, 'cli/program.ts'))};
       await main({ name: 'p', summary: '', version: '1', commands: { c: { summary: '', load: () => Promise.reject(new TypeError('oops')) } } });`,
    );
    const run = (env: NodeJS.ProcessEnv) =>
      spawnSync(process.execPath, [script, 'c'], { encoding: 'utf8', env: { ...process.env, ...env } });
    const quiet = run({});
    assert.equal(quiet.status, 70);
    assert.equal(
      quiet.stderr,
      'p: this is a defect of p: oops\n  FERRIS_DEBUG=1 shows where it happened; please report it\n',
    );
    assert.match(run({ FERRIS_DEBUG: '1' }).stderr, /TypeError: oops\n {4}at /);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

for (const name of ['ferris-sql', 'ferris-k8s-deploy', 'ferris-language-server'])
  test(`${name}: the launcher says when Node is too old, and when nothing is built`, () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-bin-'));
    try {
      fs.cpSync(path.join(root, 'bin'), path.join(folder, 'bin'), { recursive: true });
      const launcher = path.join(folder, 'bin', `${name}.cjs`);
      const missing = spawnSync(process.execPath, [launcher], { encoding: 'utf8' });
      assert.equal(missing.status, 66);
      assert.match(missing.stderr, new RegExp(`^${name}: .*dist.* is missing: run 'npm run build' first\\n$`));
      const old = `Object.defineProperty(process.versions, 'node', { value: '18.20.0' }); require(${JSON.stringify(launcher)});`;
      const tooOld = spawnSync(process.execPath, ['-e', old], { encoding: 'utf8' });
      assert.equal(tooOld.status, 64);
      assert.equal(tooOld.stderr, `${name}: Node 18.20.0 is too old: it needs Node 22 or newer (https://nodejs.org)\n`);
      assert.ok(fs.statSync(path.join(root, 'bin', `${name}.cjs`)).mode & 0o100, 'it is executable');
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });
