/** Neovim with the configuration of docs/editors/neovim.md, and the server as npx starts it from the packed package. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { assertSeen, FILES, type Seen } from './files.ts';
import { type Installed, install } from './installed.ts';
import { blocksOf } from './page.ts';

/** `NVIM` names another one than the PATH's. */
const NVIM = process.env.NVIM ?? 'nvim';

let project: Installed;
before(() => {
  project = install(FILES);
});
after(() => project?.remove());

test('Neovim: open, diagnostics, hover, completion, rename', () => {
  const version = spawnSync(NVIM, ['--version'], { encoding: 'utf8' });
  assert.equal(
    version.status,
    0,
    `Neovim ('${NVIM}') cannot be started: install it (Debian, Ubuntu: apt-get install neovim; macOS: brew install neovim), or name it in NVIM`,
  );
  const minor = Number(/^NVIM v0\.(\d+)/.exec(version.stdout)?.[1] ?? Number.POSITIVE_INFINITY);
  const [newer, older] = blocksOf('neovim.md', 'lua');
  const init = path.join(project.folder, 'init.lua');
  fs.writeFileSync(init, (minor >= 11 ? newer : older)!);
  const file = path.join(project.folder, 'seen.json');
  const driver = path.join(import.meta.dirname, 'drive-neovim.lua');
  const { stderr } = spawnSync(NVIM, ['--headless', '-n', '-i', 'NONE', '-u', init, '-c', `luafile ${driver}`], {
    cwd: project.folder,
    env: { ...project.env, SEEN: file },
    encoding: 'utf8',
    timeout: 480_000,
  });
  assert.ok(fs.existsSync(file), stderr);
  assertSeen(JSON.parse(fs.readFileSync(file, 'utf8')) as Seen, project.folder);
});
