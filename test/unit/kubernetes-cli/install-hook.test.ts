/** ferris-k8s-deploy install-hook, and the hook itself: run by Git in a repository. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { type Folder, folderWith } from '../kubernetes/run.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const GOOD = '-- @ferris:workload=trading\nSELECT symbol FROM quotes;\n';
const BAD = '-- @ferris:workload=tradign\nSELECT symbol FROM quotes;\n';
const DOUBTFUL = 'SELECT symbol\n-- @ferris:workload=trading\nFROM quotes;\n';

interface Repository extends Disposable {
  readonly path: string;
  readonly hook: string;
  /** The file that the hook finds in PATH. */
  readonly program: string;
  install(...args: string[]): ReturnType<Folder['run']>;
  git(...args: string[]): { readonly status: number | null; readonly said: string };
  write(file: string, text: string): void;
  /** Stages everything and commits it. */
  commit(): { readonly status: number | null; readonly said: string };
}

/** A repository in which `ferris-k8s-deploy` is in PATH. */
function repository(): Repository {
  const bin = folderWith({
    'ferris-k8s-deploy': `#!/bin/sh\nexec '${process.execPath}' '${root}/cli/kubernetes/main.ts' "$@"\n`,
  });
  const program = path.join(bin.path, 'ferris-k8s-deploy');
  fs.chmodSync(program, 0o755);
  const folder = folderWith({ README: 'sql\n' });
  const here = folder.path;
  const git = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync('git', args, {
      cwd: here,
      encoding: 'utf8',
      env: {
        PATH: `${bin.path}:/usr/local/bin:/usr/bin:/bin`,
        HOME: bin.path,
        ...Object.fromEntries(
          ['AUTHOR', 'COMMITTER'].flatMap(who => [
            [`GIT_${who}_NAME`, 'a'],
            [`GIT_${who}_EMAIL`, 'a@b.c'],
          ]),
        ),
      },
    });
    return { status, said: stdout + stderr };
  };
  assert.equal(git('init', '-q', '-b', 'main').status, 0);
  const write = (file: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(here, file)), { recursive: true });
    fs.writeFileSync(path.join(here, file), text);
  };
  return {
    path: here,
    hook: path.join(here, '.git/hooks/pre-commit'),
    program,
    install: (...args) => folder.run(['install-hook', ...args]),
    git,
    write,
    commit() {
      git('add', '-A');
      return git('commit', '-m', 'c');
    },
    [Symbol.dispose]() {
      folder[Symbol.dispose]();
      bin[Symbol.dispose]();
    },
  };
}

test('a good file passes, a bad or doubtful one does not, from the first commit on', async () => {
  using repo = repository();
  const { code, stdout } = await repo.install();
  assert.deepEqual([code, stdout], [0, `wrote ${fs.realpathSync(repo.hook)}\n`]);
  assert.equal(fs.statSync(repo.hook).mode & 0o777, 0o755);

  repo.write('sql/a b.sql', BAD);
  const refused = repo.commit();
  assert.equal(refused.status, 1);
  assert.match(refused.said, /\.\/sql\/a b\.sql:1:\d+: error: workload takes one of .* not 'tradign'/);
  assert.match(refused.said, /pre-commit: the hints above keep this commit back/);

  repo.write('sql/a b.sql', GOOD);
  repo.write("-odd'name.sql", GOOD);
  const passed = repo.commit();
  assert.equal(passed.status, 0, passed.said);
  assert.match(passed.said, /2 files, 2 hints: nothing found/);

  repo.write('sql/doubtful.sql', DOUBTFUL);
  assert.equal(repo.commit().status, 1);
  fs.rmSync(path.join(repo.path, 'sql/doubtful.sql'));

  repo.write('README', 'more\n');
  fs.rmSync(path.join(repo.path, 'sql/a b.sql'));
  const others = repo.commit();
  assert.equal(others.status, 0, others.said);
  assert.doesNotMatch(others.said, /hints/);
});

test('what is staged counts, not what is in the working tree', async () => {
  using repo = repository();
  await repo.install();
  repo.write('a.sql', BAD);
  repo.git('add', 'a.sql');
  repo.write('a.sql', GOOD);
  assert.equal(repo.git('commit', '-m', 'c').status, 1);
  repo.git('add', 'a.sql');
  repo.write('a.sql', BAD);
  assert.equal(repo.git('commit', '-m', 'c').status, 0);
  assert.equal(fs.readFileSync(path.join(repo.path, 'a.sql'), 'utf8'), BAD, 'the working tree is left alone');
  assert.equal(repo.git('commit', '-a', '-m', 'c').status, 1, 'the index of commit -a is another one');
  assert.equal(repo.git('commit', '-a', '-m', 'c', '--no-verify').status, 0);
});

test('without the program, the commit is kept back and told why', async () => {
  using repo = repository();
  await repo.install();
  repo.write('a.sql', GOOD);
  fs.rmSync(repo.program);
  const refused = repo.commit();
  assert.equal(refused.status, 1);
  assert.match(refused.said, /ferris-k8s-deploy is not installed/);
});

test("somebody else's hook is kept unless --force; ours is replaced", async () => {
  using repo = repository();
  fs.mkdirSync(path.dirname(repo.hook), { recursive: true });
  fs.writeFileSync(repo.hook, 'mine');
  const kept = await repo.install();
  assert.equal(kept.code, 64);
  assert.match(kept.stderr, /pre-commit exists already\n {2}add 'ferris-k8s-deploy validate-hints --strict/);
  assert.equal(fs.readFileSync(repo.hook, 'utf8'), 'mine');
  assert.equal((await repo.install('--force')).code, 0);
  const again = await repo.install();
  assert.match(again.stdout, /^replaced /);
  assert.match(fs.readFileSync(repo.hook, 'utf8'), /^#!\/bin\/sh\n/);
});

test('a link to a hook is replaced, not what it leads to', async () => {
  using repo = repository();
  repo.write('hooks/shared', 'mine');
  fs.mkdirSync(path.dirname(repo.hook), { recursive: true });
  fs.symlinkSync('../../hooks/shared', repo.hook);
  assert.equal((await repo.install('--force')).code, 0);
  assert.equal(fs.readFileSync(path.join(repo.path, 'hooks/shared'), 'utf8'), 'mine');
  assert.ok(fs.lstatSync(repo.hook).isFile());
});

test('core.hooksPath is where it goes', async () => {
  using repo = repository();
  repo.git('config', 'core.hooksPath', '.githooks');
  const { stdout } = await repo.install();
  assert.match(stdout, /\.githooks\/pre-commit\n {2}core\.hooksPath names this folder/);
  assert.ok(!fs.existsSync(repo.hook) && fs.existsSync(path.join(repo.path, '.githooks/pre-commit')));
  repo.write('a.sql', BAD);
  assert.equal(repo.commit().status, 1);
});

test('a worktree shares the hook of its repository', async () => {
  using repo = repository();
  repo.commit();
  using other = folderWith({});
  assert.equal(repo.git('worktree', 'add', '-q', other.path).status, 0);
  const { code, stdout } = await other.run(['install-hook']);
  assert.deepEqual([code, stdout], [0, `wrote ${fs.realpathSync(repo.hook)}\n`]);
  fs.writeFileSync(path.join(other.path, 'a.sql'), BAD);
  repo.git('-C', other.path, 'add', '-A');
  assert.equal(repo.git('-C', other.path, 'commit', '-m', 'c').status, 1);
});

test('outside of a repository: 66', async () => {
  using folder = folderWith({});
  const { code, stderr } = await folder.run(['install-hook']);
  assert.equal(code, 66);
  assert.match(stderr, /cannot find the hooks of .*: git says 'not a git repository/);
});
