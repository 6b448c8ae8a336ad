/** deploy-from-sql: clusters that are not reached, kubeconfigs that are wrong, and Ctrl-C. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import test from 'node:test';
import { folderWith } from '../../kubernetes/run.ts';
import { type ApiObject, apiServer } from './api-server.ts';
import { deploying, SQL } from './deploying.ts';
import { kubeconfigFor } from './kubeconfig-text.ts';

test('a cluster that does not answer is exit code 69', async () => {
  const server = await apiServer();
  await server[Symbol.asyncDispose]();
  using folder = deploying(server);
  const { code, stderr } = await folder.run([]);
  assert.equal(code, 69);
  assert.ok(stderr.includes(`cannot reach ${server.url} (context test): connect ECONNREFUSED 127.0.0.1:`), stderr);
});

test('credentials that are not accepted are told', async () => {
  await using server = await apiServer({
    instead: () => ({ code: 401, body: { kind: 'Status', message: 'Unauthorized' } }),
  });
  using folder = deploying(server);
  const { code, stderr } = await folder.run([]);
  assert.equal(code, 1);
  assert.match(stderr, /does not accept these credentials \(Unauthorized\); log in again/);
});

test('what is no API server is told', async () => {
  using folder = folderWith({ 'orders.sql': SQL });
  const http = await import('node:http');
  const server = http.createServer((_, response) => response.end('<html>hello</html>'));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const fs = await import('node:fs');
  fs.writeFileSync(path.join(folder.path, 'k'), kubeconfigFor(`http://127.0.0.1:${port}`));
  const { code, stderr } = await folder.run(['deploy-from-sql', 'orders.sql', '--kubeconfig', 'k']);
  server.closeAllConnections();
  server.close();
  assert.equal(code, 69);
  assert.match(stderr, /is not a Kubernetes API server/);
});

test('a program for credentials that is not there is told', async () => {
  const exec =
    '{ exec: { apiVersion: client.authentication.k8s.io/v1, command: no-such-login, interactiveMode: Never } }';
  const kubeconfig = kubeconfigFor('http://127.0.0.1:9').replace('{ token: s3cret }', exec);
  using folder = deploying({ url: '' }, { kubeconfig });
  const { code, stderr } = await folder.run([]);
  assert.equal(code, 69);
  assert.match(stderr, /the kubeconfig's credentials cannot be used: spawn no-such-login ENOENT/);
});

const WRONG: readonly (readonly [
  what: string,
  text: string,
  code: number,
  message: RegExp,
  args?: readonly string[],
])[] = [
  ['no YAML', '{', 66, /kubeconfig is not a kubeconfig/],
  ['a text', 'hello', 66, /kubeconfig has no contexts/],
  ['no contexts', 'apiVersion: v1\nkind: Config\nclusters: []\nusers: []\ncontexts: []\n', 66, /has no contexts/],
  [
    'an unknown context',
    kubeconfigFor('http://x'),
    64,
    /no context 'tset'\n {2}did you mean 'test'\?/,
    ['--context', 'tset'],
  ],
  ['an unknown cluster', kubeconfigFor('http://x'), 66, /no cluster 'nowhere'/, ['--context', 'other']],
  [
    'no current context',
    kubeconfigFor('http://x').replace(/current-context.*\n/, ''),
    64,
    /no current context\n {2}choose one with --context: test or other/,
  ],
];
for (const [what, text, expected, message, args = []] of WRONG)
  test(`a kubeconfig with ${what}`, async () => {
    using folder = deploying({ url: '' }, { kubeconfig: text });
    const { code, stderr } = await folder.run(args);
    assert.match(stderr, message);
    assert.equal(code, expected);
  });

test('a kubeconfig that is not there', async () => {
  using folder = folderWith({ 'orders.sql': SQL });
  const { code, stderr } = await folder.run(['deploy-from-sql', 'orders.sql', '--kubeconfig', 'none']);
  assert.equal(code, 66);
  assert.match(stderr, /cannot read none: there is no such file/);
});

test('Ctrl-C while it rolls out says what is applied', async () => {
  const status = ({ kind, metadata: { generation } }: ApiObject) =>
    kind === 'Deployment' ? { observedGeneration: generation } : undefined;
  await using server = await apiServer({ status });
  using folder = deploying(server);
  const main = path.resolve(import.meta.dirname, '../../../../cli/kubernetes/main.ts');
  const child = spawn(process.execPath, [main, 'deploy-from-sql', 'orders.sql'], {
    cwd: folder.path,
    env: { ...process.env, KUBECONFIG: 'kubeconfig' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stderr.on('data', chunk => {
    err += chunk;
  });
  child.stdout.on('data', chunk => {
    out += chunk;
    if (out.includes('orders-dashboard created')) child.kill('SIGINT');
  });
  const code = await new Promise(resolve => child.on('close', resolve));
  assert.equal(code, 130, err);
  assert.match(
    err,
    /interrupted: all \d+ objects are applied, and stay; the rollout goes on in the cluster:\n {2}kubectl --context test --namespace trading rollout status deployment\/orders/,
  );
  assert.ok(server.paths().length > 5);
});

test('Ctrl-C half way says what is applied and what perhaps', async () => {
  const servicePatched = Promise.withResolvers<void>();
  await using server = await apiServer({
    instead({ method, path: asked, query }) {
      if (method !== 'PATCH' || query.get('dryRun') !== null || !asked.includes('/services/')) return undefined;
      servicePatched.resolve();
      return 'never';
    },
  });
  using folder = deploying(server);
  const main = path.resolve(import.meta.dirname, '../../../../cli/kubernetes/main.ts');
  const child = spawn(process.execPath, [main, 'deploy-from-sql', 'orders.sql', '--kubeconfig', 'kubeconfig'], {
    cwd: folder.path,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  child.stderr.on('data', chunk => {
    err += chunk;
  });
  void servicePatched.promise.then(() => child.kill('SIGINT'));
  const code = await new Promise(resolve => child.on('close', resolve));
  assert.equal(code, 130, err);
  assert.match(
    err,
    /interrupted: 5 of \d+ objects are applied, and stay:\n {2}Namespace trading, .*\n {2}perhaps applied: Service orders/,
  );
});
