/** analyze-sql --as: what is written where, and when nothing is. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { EXIT } from '../../../../cli/exit-codes.ts';
import { type Folder, folderWith } from '../../kubernetes/run.ts';

const SQL = `-- @ferris:workload=trading
-- @ferris:regions.primary=us-west-2
-- @ferris:regions.secondary=us-east-1
CREATE STREAM orders (id STRING, amount DECIMAL(12, 2)) WITH ('topic' = 'orders', 'format' = 'json');
CREATE STREAM large_orders AS SELECT id, amount FROM orders WHERE amount > 1000;
`;

/** Text by path of every file below a folder. */
function filesIn(folder: Folder, name: string): Record<string, string> {
  const root = path.join(folder.path, name);
  return Object.fromEntries(
    fs
      .readdirSync(root, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => path.join(entry.parentPath, entry.name))
      .map(file => [path.relative(root, file), fs.readFileSync(file, 'utf8')] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const analyze = (folder: Folder, ...args: readonly string[]) => folder.run(['analyze-sql', 'orders.sql', ...args]);

for (const as of ['kustomize', 'helm'])
  test(`--as ${as}: the folder is replaced as a whole, with the same bytes each time`, async () => {
    using folder = folderWith({ 'orders.sql': SQL });
    const { code, stdout, stderr } = await analyze(folder, '--as', as, '--output', 'out/here');
    assert.deepEqual({ code, stderr }, { code: EXIT.ok, stderr: '' });
    const before = filesIn(folder, 'out/here');
    assert.match(
      stdout,
      new RegExp(`🎯 Deployment: out/here generated \\(${as}, ${Object.keys(before).length} files\\)`),
    );
    const first = as === 'helm' ? 'Chart.yaml' : 'base/kustomization.yaml';
    assert.ok(first in before);
    // What another set of hints had left there, and what somebody has changed.
    const old = path.join(folder.path, 'out/here', as === 'helm' ? 'templates' : 'base', 'cronjob-orders.yaml');
    fs.writeFileSync(old, before[first]!);
    fs.appendFileSync(path.join(folder.path, 'out/here', first), 'more: true\n');
    assert.equal((await analyze(folder, '--as', as, '--output', 'out/here/')).code, EXIT.ok);
    assert.deepEqual(filesIn(folder, 'out/here'), before);
    assert.deepEqual(fs.readdirSync(path.join(folder.path, 'out')), ['here']);
  });

test('a folder with other files is refused, and written beside them with --force', async () => {
  using folder = folderWith({ 'orders.sql': SQL, 'deploy/notes.md': 'mine\n', 'deploy/base/extra.yaml': 'a: 1\n' });
  const refused = await analyze(folder, '--as', 'kustomize', '--output', 'deploy');
  assert.equal(refused.code, EXIT.unreadable);
  assert.match(
    refused.stderr,
    /deploy: it has other files \(base\/extra\.yaml, notes\.md\); --force writes beside them/,
  );
  assert.deepEqual(Object.keys(filesIn(folder, 'deploy')), ['base/extra.yaml', 'notes.md']);
  const forced = await analyze(folder, '--as', 'kustomize', '--output', 'deploy', '--force');
  assert.equal(forced.code, EXIT.ok);
  const files = filesIn(folder, 'deploy');
  assert.equal(files['notes.md'], 'mine\n');
  assert.equal(files['base/extra.yaml'], 'a: 1\n');
  assert.ok('overlays/us-east-1/kustomization.yaml' in files);
});

test('nothing is written where the hints are wrong, or the folder is none', async () => {
  const wrong = SQL.replace('us-east-1', 'us-west-2');
  using folder = folderWith({ 'orders.sql': wrong, 'file.txt': 'a file\n' });
  assert.equal((await analyze(folder, '--as', 'helm', '--output', 'chart')).code, EXIT.findings);
  fs.writeFileSync(path.join(folder.path, 'orders.sql'), SQL);
  const file = await analyze(folder, '--as', 'helm', '--output', 'file.txt');
  assert.deepEqual([file.code, /file\.txt: it is a file/.test(file.stderr)], [EXIT.unreadable, true]);
  const below = await analyze(folder, '--as', 'helm', '--output', 'file.txt/chart');
  assert.equal(below.code, EXIT.unreadable);
  for (const output of ['.', '..', '/']) {
    const here = await analyze(folder, '--as', 'helm', '--force', '--output', output);
    assert.deepEqual([here.code, /name a folder of its own/.test(here.stderr)], [EXIT.usage, true], output);
  }
  assert.deepEqual(fs.readdirSync(folder.path).toSorted(), ['file.txt', 'orders.sql']);
});

test('flags that do not go together', async () => {
  using folder = folderWith({ 'orders.sql': SQL });
  for (const [args, said] of [
    [['--as', 'helm'], /--as helm needs a folder/],
    [['--as', 'kustomize', '--output', '-'], /--as kustomize needs a folder/],
    [['--force'], /--force is for --as kustomize and --as helm/],
    [['--as', 'argo', '--output', 'x'], /--as takes yaml, kustomize or helm/],
  ] as const) {
    const { code, stderr } = await analyze(folder, ...args);
    assert.equal(code, EXIT.usage);
    assert.match(stderr, said);
  }
  assert.deepEqual(fs.readdirSync(folder.path), ['orders.sql']);
});

test('plain manifests: a file for each region where there is a folder, else the primary one and a word about it', async () => {
  using folder = folderWith({ 'orders.sql': SQL });
  const { code, stdout } = await analyze(folder);
  assert.equal(code, EXIT.ok);
  const names = ['orders-deployment.yaml', 'orders-us-east-1-deployment.yaml', 'orders-us-west-2-deployment.yaml'];
  assert.deepEqual(Object.keys(filesIn(folder, '.')), [...names.slice(0, 1), ...names.slice(1), 'orders.sql']);
  for (const name of names) assert.ok(stdout.includes(`🎯 Deployment: ${name} generated (`), name);

  fs.mkdirSync(path.join(folder.path, 'there'));
  const json = await analyze(folder, '--output', 'there', '--format', 'json');
  const [deployment] = JSON.parse(json.stdout).deployments;
  assert.equal(deployment.manifest, 'there/orders-deployment.yaml');
  assert.deepEqual(deployment.regions, [
    { region: 'us-west-2', manifest: 'there/orders-us-west-2-deployment.yaml' },
    { region: 'us-east-1', manifest: 'there/orders-us-east-1-deployment.yaml' },
  ]);
  assert.deepEqual(Object.keys(filesIn(folder, 'there')), names);

  const single = await analyze(folder, '--output', '-');
  assert.equal(single.stdout, filesIn(folder, '.')['orders-deployment.yaml']);
  assert.match(
    single.stderr,
    /orders has regions, of which this is the primary one: --output DIR\/ writes a file for each/,
  );
});

test('a deployment named like another one in its region is told, and not overwritten', async () => {
  const more = `-- @ferris:workload=trading
-- @ferris:container.name=orders-us-east-1
CREATE STREAM small_orders AS SELECT id, amount FROM orders WHERE amount < 1;
`;
  const [workload, primary, secondary, source, rest] = SQL.split('\n');
  const own = [workload, primary, secondary, '-- @ferris:container.name=orders', rest].join('\n');
  using folder = folderWith({ 'orders.sql': `${source}\n\n${own}\n\n${more}` });
  const { code, stderr } = await analyze(folder);
  assert.equal(code, EXIT.usage);
  assert.match(stderr, /named like another one with its region/);
  assert.deepEqual(fs.readdirSync(folder.path), ['orders.sql']);
});
