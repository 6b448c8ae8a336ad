/** Emacs with the configuration of docs/editors/emacs.md, and the server as npx starts it from the packed package. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { assertSeen, FILES, type Seen } from './files.ts';
import { type Installed, install } from './installed.ts';
import { blocksOf } from './page.ts';

/** `EMACS` names another one than the PATH's. */
const EMACS = process.env.EMACS ?? 'emacs';
const DRIVER = path.join(import.meta.dirname, 'drive-emacs.el');

let project: Installed;
before(() => {
  project = install(FILES);
});
after(() => project?.remove());

test('Emacs: open, diagnostics, hover, completion, rename', () => {
  assert.equal(
    spawnSync(EMACS, ['--version']).status,
    0,
    `Emacs ('${EMACS}') cannot be started: install it (Debian: apt-get install emacs-nox elpa-eglot; macOS: brew install emacs), or name it in EMACS`,
  );
  const init = path.join(project.folder, 'init.el');
  fs.writeFileSync(init, blocksOf('emacs.md', 'elisp')[0]!);
  const file = path.join(project.folder, 'seen.json');
  const { stderr } = spawnSync(EMACS, ['-q', '--batch', '-l', DRIVER], {
    cwd: project.folder,
    env: { ...project.env, SEEN: file, INIT: init },
    encoding: 'utf8',
    timeout: 480_000,
  });
  assert.ok(fs.existsSync(file), stderr);
  assertSeen(JSON.parse(fs.readFileSync(file, 'utf8')) as Seen, project.folder);
});
