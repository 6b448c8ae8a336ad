/** The files that every editor is asked about, and what it must say of them. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Declares what the other one reads; `é𝄞` takes another number of units in every encoding. */
export const FILES: Readonly<Record<string, string>> = {
  'ferris.yaml': '',
  'trades.sql': `CREATE STREAM trades (ticker STRING, price DECIMAL(10, 2), qty BIGINT)
WITH ('topic' = 'trades', 'format' = 'json');
`,
  'totals.sql': `-- @ferris:workload=trading
SELECT ticker, 'é𝄞' AS sign, nothing, SUM(qty) AS total
FROM trades
GROUP BY ticker
WINDOW TUMBLING (INTERVAL '1' MINUTE);
`,
};

/** What a driver script writes down, as JSON. Lines and columns are from 0. */
export interface Seen {
  readonly diagnostics: readonly {
    readonly code: string;
    readonly line: number;
    /** What is underlined. */
    readonly text: string;
    readonly href?: string;
  }[];
  /** On `trades` in FROM, as the editor shows it. */
  readonly hover: string;
  /** Behind `SELECT `, the first of them. */
  readonly completion: readonly string[];
  /** Of trades.sql and totals.sql, after `trades` was renamed to `sales` in totals.sql. */
  readonly renamed: { readonly trades: string; readonly totals: string };
}

/** @param folder of the project, where the rules' pages are to be found */
export function assertSeen(seen: Seen & { readonly problem?: string }, folder: string): void {
  assert.equal(seen.problem, undefined);
  const wrong = seen.diagnostics.find(({ code }) => code === 'sql/unknown-column');
  assert.deepEqual({ line: wrong?.line, text: wrong?.text }, { line: 1, text: 'nothing' });
  for (const { code, href } of seen.diagnostics) {
    if (href === undefined) continue;
    const page = fileURLToPath(href);
    assert.ok(page.startsWith(path.join(folder, 'node_modules/ferris-sql/docs/rules/')), page);
    assert.match(fs.readFileSync(page, 'utf8'), new RegExp(code));
  }
  assert.match(seen.hover, /trades/);
  assert.match(seen.hover, /DECIMAL\(10, 2\)/);
  assert.ok(seen.completion.includes('ticker'), seen.completion.join());
  assert.match(seen.renamed.totals, /^FROM sales$/m);
  assert.match(seen.renamed.trades, /^CREATE STREAM sales \(/);
}
