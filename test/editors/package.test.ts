/** The packed package in a project of its own, offline: the programs start as npx starts them, and the rules' pages are there. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { pageOfRule } from '../../src/language/rules/page.ts';
import { ruleIds } from '../../src/language/rules/table.ts';
import { type Installed, install } from './installed.ts';
import { blocksOf, EDITORS } from './page.ts';

const COMMAND = ['-p', 'ferris-sql', 'ferris-language-server', '--stdio'];

let project: Installed;
before(() => {
  project = install({});
});
after(() => project?.remove());

const npx = (...args: string[]) =>
  spawnSync('npx', args, { cwd: project.folder, env: project.env, encoding: 'utf8', timeout: 300_000 });

test('it is small, and brings nothing along', () => {
  assert.ok(project.packedSize < 5_000_000, `${project.packedSize} bytes packed`);
  const installed = fs.readdirSync(path.join(project.folder, 'node_modules')).filter(name => !name.startsWith('.'));
  assert.deepEqual(installed, ['ferris-sql']);
});

test('each program tells its version', () => {
  const { version } = JSON.parse(
    fs.readFileSync(path.join(project.folder, 'node_modules/ferris-sql/package.json'), 'utf8'),
  ) as {
    version: string;
  };
  for (const program of ['ferris-language-server', 'ferris-sql', 'ferris-k8s-deploy']) {
    const { status, stdout, stderr } = npx('-p', 'ferris-sql', program, '--version');
    assert.equal(stderr, '');
    assert.equal(stdout, `${program} ${version}\n`);
    assert.equal(status, 0);
  }
});

test('every rule has its page', () => {
  for (const id of ruleIds)
    assert.ok(fs.existsSync(path.join(project.folder, 'node_modules/ferris-sql', pageOfRule(id))), id);
});

test('ferris-sql runs a query', () => {
  const { stdout, stderr } = npx('-p', 'ferris-sql', 'ferris-sql', 'explain', '--query', 'SELECT a FROM b');
  assert.equal(stderr, '');
  assert.match(stdout, /b/);
});

test('every page starts the same command', () => {
  const pages = fs.readdirSync(EDITORS).filter(name => name !== 'README.md');
  assert.deepEqual(pages, ['emacs.md', 'helix.md', 'neovim.md', 'sublime.md', 'zed.md']);
  for (const page of pages) {
    const configurations = ['lua', 'elisp', 'toml', 'json', 'rust'].flatMap(language => blocksOf(page, language));
    const words = configurations.map(block =>
      [...block.matchAll(/"(.*?)"|'([^'()]*)'/g)].map(([, a, b]) => a ?? b).join(' '),
    );
    const starting = words.filter(text => text.includes('ferris-language-server'));
    assert.ok(starting.length > 0, page);
    for (const text of starting) assert.ok(text.includes(`${COMMAND.join(' ')}`), `${page}: ${text}`);
  }
});
