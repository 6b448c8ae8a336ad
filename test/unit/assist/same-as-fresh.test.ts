/** After any edit, tokens and notes are those of a workspace that has never seen another text. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { statementInlays } from '../../../src/language/assist/inlay/statements.ts';
import { signatureHelp } from '../../../src/language/assist/signature/signature-help.ts';
import { semanticTokens } from '../../../src/language/assist/tokens/file-tokens.ts';
import { Workspace } from '../../../src/language/workspace/workspace.ts';

const FILES: Readonly<Record<string, string>> = {
  'a.sql': `-- @ferris:workload=trading

CREATE STREAM trades (ticker STRING, price DECIMAL(10, 2));
CREATE FUNCTION half(x DOUBLE) RETURNS DOUBLE LANGUAGE javascript AS $$ return x / 2 $$;
CREATE TABLE totals AS SELECT ticker, SUM(price) AS total FROM trades GROUP BY ticker;
`,
  'b.sql': `SELECT *, half(total) AS h FROM totals;
CREATE STREAM joined AS SELECT t.*, o.total FROM trades t JOIN totals o ON t.ticker = o.ticker;
SELECT COUNT(*) n FROM joined WINDOW TUMBLING(90000ms);
`,
};

const PARTS = [
  '',
  ' ',
  '\n',
  ';',
  '(',
  ')',
  ',',
  "'",
  '--',
  '*',
  'x',
  'TABLE',
  'STREAM',
  'price',
  'total',
  '/*',
  '\r\n',
  '`',
  ' AS y',
];

/** The same numbers in each run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function told(workspace: Workspace, path: string, text: string, at: number): unknown {
  const analysis = workspace.analysis(path)!;
  const inlays = statementInlays(analysis, { start: 0, end: text.length });
  return {
    tokens: semanticTokens(text, analysis),
    inlays: inlays.map(({ kind, at: place, label, tooltip }) => [kind, place, label, tooltip?.()]),
    signature: signatureHelp({
      text,
      pieces: analysis.pieces,
      offset: at,
      environment: () => workspace.environmentOf(path),
    }),
  };
}

test('random edits in two files that see each other', () => {
  const random = numbers(5);
  const texts = new Map(Object.entries(FILES));
  const workspace = new Workspace();
  for (const [path, text] of texts) workspace.setFile(path, text);
  for (let step = 0; step < 150; step++) {
    const path = random(2) === 0 ? 'a.sql' : 'b.sql';
    const before = texts.get(path)!;
    const at = random(before.length + 1);
    const edited = before.slice(0, at) + PARTS[random(PARTS.length)] + before.slice(at + random(4));
    // From time to time as it was, so that it does not fall to pieces.
    const text = step % 12 === 0 ? FILES[path]! : edited;
    texts.set(path, text);
    workspace.setFile(path, text);
    const fresh = new Workspace();
    for (const one of texts) fresh.setFile(...one);
    for (const [other, now] of texts) {
      const offset = Math.min(at + 1, now.length);
      assert.deepEqual(told(workspace, other, now, offset), told(fresh, other, now, offset), `step ${step}, ${other}`);
    }
  }
});
