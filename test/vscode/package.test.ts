/** What `npm run package` writes: small, without node_modules, and taken by a real VS Code, in which it works. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { installEditor } from '../../scripts/vscode/install.ts';
import { runSuite } from '../../scripts/vscode/run-suite.ts';
import { buildSuite, OUT, SETTINGS, workspaceCopy } from './preparation.ts';
import { DRIVER } from './suite/window.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** @returns the archive's file */
function packed(): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/package.ts'], {
    cwd: root,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  const [, file] = /^(dist\/\S+\.vsix) /.exec(stdout) ?? [];
  assert.ok(file, stdout);
  return path.join(root, file);
}

test('the package is small and has what it needs, each name as it is', () => {
  const file = packed();
  assert.ok(fs.statSync(file).size <= 5_000_000, `${fs.statSync(file).size} bytes`);
  const listed = spawnSync('python3', ['-m', 'zipfile', '--list', file], { encoding: 'utf8' });
  assert.equal(listed.status, 0, listed.stderr);
  assert.doesNotMatch(listed.stdout, /node_modules|\.map\b|\.ts\b/);
  for (const name of [
    'extension/package.json',
    'extension/README.md',
    'extension/CHANGELOG.md',
    'extension/LICENSE.txt',
    'extension/images/icon.png',
    'extension/snippets/ferris-sql.json',
    'extension/syntaxes/ferris-sql.tmLanguage.json',
    'extension/programs/ferris-k8s-deploy.mjs',
  ])
    assert.ok(listed.stdout.includes(`${name} `), `${name} is not in it`);
});

test('every file that the manifest names is in the package', () => {
  const folder = path.join(root, 'dist/extension');
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const named: string[] = [];
  const look = (value: unknown): void => {
    if (typeof value === 'string' && /^(\.\/)?[\w-]+\/[\w./-]+\.(json|svg|png|webp|md|js|cjs)$/.test(value))
      named.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(look);
  };
  look(manifest);
  assert.ok(named.length >= 8, named.join(', '));
  for (const name of named) assert.ok(fs.existsSync(path.join(folder, name)), `${name} is not there`);
});

test('it is installed in a real VS Code, and works there', async () => {
  const editor = installEditor(text => process.stderr.write(`[vscode] ${text}\n`));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-suite-'));
  try {
    // A window is tested with some extension under development: this one has nothing in it.
    const empty = path.join(folder, 'empty');
    fs.mkdirSync(empty);
    const manifest = { name: 'empty', publisher: 'nobody', version: '1.0.0', engines: { vscode: '^1.100.0' } };
    fs.writeFileSync(path.join(empty, 'package.json'), JSON.stringify(manifest));
    const end = await runSuite({
      editor,
      extension: empty,
      install: packed(),
      suite: await buildSuite('installed', folder),
      workspace: workspaceCopy(folder),
      out: OUT,
      trusted: true,
      settings: SETTINGS,
      driverVariable: DRIVER,
      timeout: 600,
      say: text => process.stdout.write(`${text}\n`),
    });
    assert.equal(end.kind, 'passed', end.kind === 'broken' ? `${end.why}; logs: ${end.logs}` : 'see above');
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
