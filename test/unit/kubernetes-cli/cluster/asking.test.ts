/** deploy-from-sql on a terminal: it asks before it writes, and its progress stays on one line. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Io } from '../../../../cli/io.ts';
import { program } from '../../../../cli/kubernetes/program.ts';
import { runProgram } from '../../../../cli/program.ts';
import { type ApiServer, apiServer } from './api-server.ts';
import { deploying } from './deploying.ts';

async function onTerminal(server: ApiServer, answer: string, args: readonly string[] = []) {
  using folder = deploying(server);
  let [out, err] = ['', ''];
  const sink = (into: (text: string) => void) => ({
    isTTY: true,
    columns: 40,
    write: async (text: string | Uint8Array) => into(text.toString()),
  });
  const io: Io = {
    stdin: Object.assign(
      (async function* () {
        yield Buffer.from(answer);
      })(),
      { isTTY: true },
    ),
    stdout: sink(text => {
      out += text;
    }),
    stderr: sink(text => {
      err += text;
    }),
    cwd: folder.path,
    env: { KUBECONFIG: 'missing:kubeconfig' },
    color: true,
    readerGone: new AbortController().signal,
  };
  const code = await runProgram(program, ['deploy-from-sql', 'orders.sql', ...args], io);
  // `<` is where the line begins anew; so both can be read below.
  const visible = (text: string) => text.replaceAll('\r\x1b[2K', '<').replaceAll('\x1b', '␛');
  return { code, out: visible(out), err: visible(err) };
}

test('no is no', async () => {
  await using server = await apiServer();
  const { code, err } = await onTerminal(server, 'n\n');
  assert.equal(code, 1);
  assert.match(
    err,
    /Apply (\d+) objects, \1 of them new or changed, to namespace trading of test \(http:.*\)\? \[y\/N\] /,
  );
  assert.match(err, /nothing is applied/);
  assert.deepEqual(server.writes(), []);
});

test('yes is yes, and what is going on is on one line', async () => {
  await using server = await apiServer();
  const { code, out } = await onTerminal(server, 'yes\n');
  assert.equal(code, 0);
  assert.match(out, /<\[7\/13\] applying Deployment orders<✅ Deployment orders created\n/);
  for (const line of out.split(/[<\n]/)) assert.ok(line.length < 60, line);
});

test('--yes and dry runs do not ask', async () => {
  await using server = await apiServer();
  assert.doesNotMatch((await onTerminal(server, '', ['--dry-run', 'server'])).err, /\[y\/N\]/);
  const { out, err } = await onTerminal(server, '', ['--diff']);
  assert.doesNotMatch(err, /\[y\/N\]/);
  assert.match(out, /^␛\[32m\+apiVersion: v1␛\[0m$/m);
  assert.deepEqual(server.writes(), []);
  assert.equal((await onTerminal(server, '', ['--yes'])).code, 0);
});
