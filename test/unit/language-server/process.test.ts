/** The language server as a process: how it ends, and that nothing an editor sends can break it. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { exitOf, startServer, startSession } from './session.ts';

test('shutdown and exit end it with 0', async () => {
  const session = await startSession();
  assert.equal(await session.end(), 0);
});

test('exit without shutdown ends it with 1', async () => {
  const session = await startSession();
  await session.connection.sendNotification('exit');
  assert.equal(await exitOf(session.process), 1);
});

test('an editor that is gone takes it along', async () => {
  const session = await startSession();
  session.process.stdin.end();
  assert.equal(await exitOf(session.process), 1);
});

test('--help explains it, an unknown argument is refused with 64', async () => {
  const help = startServer('--help');
  let said = '';
  help.stdout.on('data', chunk => {
    said += chunk;
  });
  assert.equal(await exitOf(help), 0);
  assert.match(said, /usage: ferris-language-server/);
  const wrong = startServer('--port=1');
  let refused = '';
  wrong.stderr.on('data', chunk => {
    refused += chunk;
  });
  assert.equal(await exitOf(wrong), 64);
  assert.match(refused, /unknown argument '--port=1'/);
});

const frame = (body: string): string => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const GARBAGE: Readonly<Record<string, string>> = {
  'a body that is no JSON': frame('{"jsonrpc": "2.0", '),
  'a message that is none': frame('{}'),
  'a list of nothing': frame('[]'),
  'a number': frame('7'),
  'an unknown request': frame('{"jsonrpc":"2.0","id":"x","method":"textDocument/juggle","params":{}}'),
  'an unknown notification': frame('{"jsonrpc":"2.0","method":"$/juggle"}'),
  'a request without parameters': frame('{"jsonrpc":"2.0","id":"y","method":"textDocument/hover"}'),
  'a position beyond the text': frame(
    '{"jsonrpc":"2.0","id":"z","method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.sql"},"position":{"line":1e9,"character":-4}}}',
  ),
  'a document that cannot be': frame(
    '{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":null}}',
  ),
  'a change of a closed document': frame(
    '{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///b.sql","version":2},"contentChanges":[{"text":"x"}]}}',
  ),
};

for (const [what, bytes] of Object.entries(GARBAGE))
  test(`${what} does not break it`, async () => {
    const session = await startSession();
    session.process.stdin.write(bytes);
    const uri = 'file:///a.sql';
    await session.open(uri, '-- @ferris:workload=nonsense\nSELECT 1 AS one FROM numbers');
    const { diagnostics } = await session.diagnostics(uri, 1);
    assert.ok(diagnostics.some(({ code }) => code === 'hints/wrong-value'));
    session.connection.dispose();
    session.process.kill();
    await exitOf(session.process);
  });

test('a broken frame ends it with a word instead of a wrong answer', async () => {
  const child = startServer('--stdio');
  let said = '';
  child.stderr.on('data', chunk => {
    said += chunk;
  });
  child.stdin.write('this is no protocol\r\n\r\n');
  child.stdin.end();
  assert.equal(await exitOf(child), 1);
  assert.doesNotMatch(said, /\n\s+at /, 'a stack trace');
});
