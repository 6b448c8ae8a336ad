/** Signature help over a real pipe. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { SignatureHelp } from 'vscode-languageserver-protocol';
import { startSession } from './session.ts';

test('parameters are given by their text, or by their place where the client can take that', async t => {
  for (const [capabilities, label] of [
    [{}, 'b BIGINT'],
    [
      {
        textDocument: {
          signatureHelp: { signatureInformation: { parameterInformation: { labelOffsetSupport: true } } },
        },
      },
      [12, 20],
    ],
  ] as const) {
    const session = await startSession(capabilities);
    t.after(() => session.process.kill());
    assert.ok(session.initialized.capabilities.signatureHelpProvider?.triggerCharacters?.includes('('));
    const uri = 'file:///calls.sql';
    // Declared in another file: it is found all the same.
    await session.open(
      'file:///own.sql',
      'CREATE FUNCTION f(a STRING, b BIGINT) RETURNS BIGINT LANGUAGE javascript AS $$ return 1 $$;',
    );
    await session.open(uri, 'SELECT f(x, ');
    const ask = (character: number): Promise<SignatureHelp | null> =>
      session.connection.sendRequest('textDocument/signatureHelp', {
        textDocument: { uri },
        position: { line: 0, character },
      });
    const help = await ask(12);
    assert.equal(help?.signatures[0]?.label, 'f(a STRING, b BIGINT) → BIGINT');
    assert.equal(help.activeParameter, 1);
    assert.deepEqual(help.signatures[0].parameters?.[1]?.label, label);
    assert.equal(await ask(3), null);
    assert.equal((await ask(9999))?.activeParameter, 1);
    assert.equal(await session.end(), 0);
  }
});
