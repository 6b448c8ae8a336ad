/** A query that runs until it is stopped, against a folder of .jsonl files. Needs the built ferris-sql. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { QueryCommand } from '../../../extension/src/run/process.ts';

const PROGRAM = path.resolve(import.meta.dirname, '../../../dist/cli/sql/ferris-sql.mjs');

/** In a fresh folder with three trades, one a line. */
export function queryCommand(text: string): QueryCommand {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-query-'));
  // More digits than a double has: they must arrive in full.
  const trades = ['ACME', 'GLOBEX', 'ACME'].map(
    (ticker, i) => `{"ticker":"${ticker}","volume":900719925474099${3 + i}}`,
  );
  fs.writeFileSync(path.join(folder, 'trades.jsonl'), `${trades.join('\n')}\n`);
  return {
    program: PROGRAM,
    text,
    name: 'trades.sql',
    statement: 1,
    writes: false,
    brokers: `jsonl:${folder}`,
    folder,
    env: {},
  };
}

export const TRADES = "CREATE STREAM trades (ticker STRING, volume BIGINT) WITH (topic = 'trades');\n";
