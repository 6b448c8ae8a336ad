/** ferris-k8s-deploy generate-hints: templates that pass, files that are never half-written or lost. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { folderWith } from './run.ts';

for (const workload of ['trading', 'analytics', 'reporting', 'realtime'])
  test(`${workload}: to stdout and to a file, passing validate-hints --strict`, async () => {
    using folder = folderWith({});
    const shown = await folder.run(['generate-hints', '--workload', workload]);
    assert.equal(shown.code, 0);
    assert.match(shown.stdout, new RegExp(`^-- @ferris:workload=${workload}\\b`, 'm'));
    const written = await folder.run(['generate-hints', '-w', workload, '--output', 't.sql']);
    assert.deepEqual(written, { code: 0, stdout: '', stderr: 'ferris-k8s-deploy: wrote t.sql\n' });
    assert.equal(fs.readFileSync(path.join(folder.path, 't.sql'), 'utf8'), shown.stdout);
    assert.equal((await folder.run(['validate-hints', 't.sql', '--strict'])).code, 0);
  });

test('an existing file is kept, unless --force', async () => {
  using folder = folderWith({ 't.sql': 'mine' });
  const kept = await folder.run(['generate-hints', '--workload', 'trading', '--output', 't.sql']);
  assert.equal(kept.code, 64);
  assert.match(kept.stderr, /t\.sql exists already\n {2}write --force/);
  assert.equal(fs.readFileSync(path.join(folder.path, 't.sql'), 'utf8'), 'mine');
  assert.equal((await folder.run(['generate-hints', '--workload', 'trading', '--output', 't.sql', '--force'])).code, 0);
  assert.match(fs.readFileSync(path.join(folder.path, 't.sql'), 'utf8'), /trading/);
});

test('a link is written through, and nothing is left beside the file', async () => {
  using folder = folderWith({ 'real.sql': 'mine' });
  fs.symlinkSync('real.sql', path.join(folder.path, 'link.sql'));
  assert.equal((await folder.run(['generate-hints', '-w', 'trading', '-o', 'link.sql', '--force'])).code, 0);
  assert.ok(fs.lstatSync(path.join(folder.path, 'link.sql')).isSymbolicLink());
  assert.match(fs.readFileSync(path.join(folder.path, 'real.sql'), 'utf8'), /trading/);
  assert.deepEqual(fs.readdirSync(folder.path).sort(), ['link.sql', 'real.sql']);
});

test('where nothing can be written: 66, told why', async () => {
  using folder = folderWith({ sub: 'a file' });
  for (const output of ['none/t.sql', 'sub/t.sql']) {
    const { code, stderr } = await folder.run(['generate-hints', '-w', 'trading', '-o', output]);
    assert.equal(code, 66);
    assert.match(stderr, new RegExp(`cannot write ${output}: \\w`));
  }
});

test('a wrong command line: 64', async () => {
  using folder = folderWith({});
  for (const [args, told] of [
    [[], /--workload WORKLOAD is required\n {2}WORKLOAD is trading, analytics, reporting or realtime/],
    [['--workload', 'trade'], /not 'trade'/],
    [['--workload', 'tradign'], /did you mean 'trading'\?/],
    [['--workload', '--force'], /--workload needs a value/],
    [['-w', 'trading', 'x.sql'], /takes no argument, but 'x\.sql' was given/],
    [['-w', 'trading', '--workload', 'analytics'], /given twice/],
    [['-w', 'trading', '--force=yes'], /takes no value/],
  ] as const) {
    const { code, stderr } = await folder.run(['generate-hints', ...args]);
    assert.equal(code, 64, args.join(' '));
    assert.match(stderr, told);
  }
});
