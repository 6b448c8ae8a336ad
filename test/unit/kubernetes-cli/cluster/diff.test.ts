/** deploy-from-sql --diff: live against what would be applied. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { differences } from '../../../../cli/kubernetes/cluster/differences.ts';
import { unifiedDiff } from '../../../../cli/kubernetes/cluster/line-diff.ts';
import { apiServer } from './api-server.ts';
import { deploying } from './deploying.ts';

test('everything is new, then nothing, then one line', async () => {
  await using server = await apiServer();
  using folder = deploying(server);
  const all = await folder.run(['--diff']);
  assert.equal(all.code, 1);
  assert.match(
    all.stdout,
    /^--- \/dev\/null\n\+\+\+ applied: Namespace trading\n@@ -0,0 \+1,\d+ @@\n\+apiVersion: v1\n/,
  );
  assert.deepEqual(server.writes(), []);

  assert.equal((await folder.run([])).code, 0);
  const none = await folder.run(['--diff']);
  assert.deepEqual(none, { code: 0, stdout: '', stderr: '' });

  const one = await folder.run(['--diff', '--image', 'ferris-sql:1.5.0']);
  assert.equal(one.code, 1);
  assert.match(one.stdout, /^--- live: trading\/Deployment orders\n\+\+\+ applied: trading\/Deployment orders\n/m);
  assert.match(one.stdout, /^-.*image: ferris-sql:1\.4\.0\n\+.*image: ferris-sql:1\.5\.0$/m);
  assert.doesNotMatch(one.stdout, /managedFields|resourceVersion|generation:|status:/);
});

test('what is in a secret is never shown', () => {
  const secret = (data: object) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 's',
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{"data":{"a":"aGlkZGVu"}}' },
    },
    data,
  });
  const before = secret({ a: 'aGlkZGVu', same: 'c2FtZQ==' });
  const after = secret({ a: 'bmV3', same: 'c2FtZQ==', more: 'bW9yZQ==' });
  const target = { object: after, name: 'Secret s', namespace: 'n', path: '/api/v1/namespaces/n/secrets/s' };
  const text = differences([{ target, before, after }]);
  assert.match(text, /^- {2}a: "\*\*\* \(before\)"\n\+ {2}a: "\*\*\* \(after\)"\n\+ {2}more: "\*\*\* \(after\)"$/m);
  assert.match(text, /^ {3}same: "\*\*\*"$/m);
  assert.doesNotMatch(text, /aGlkZGVu|bmV3|c2FtZQ|bW9yZQ/);
});

test('hunks and their ranges', () => {
  const names = { before: 'a', after: 'b' };
  const lines = Array.from({ length: 20 }, (_, i) => `${i}`);
  const other = lines.with(2, 'two').toSpliced(15, 1);
  assert.equal(
    unifiedDiff(`${lines.join('\n')}\n`, `${other.join('\n')}\n`, names),
    '--- a\n+++ b\n@@ -1,6 +1,6 @@\n 0\n 1\n-2\n+two\n 3\n 4\n 5\n@@ -13,7 +13,6 @@\n 12\n 13\n 14\n-15\n 16\n 17\n 18\n',
  );
  assert.equal(unifiedDiff('same\n', 'same\n', names), '');
  assert.equal(unifiedDiff('', 'x\n', names), '--- a\n+++ b\n@@ -0,0 +1 @@\n+x\n');
});
