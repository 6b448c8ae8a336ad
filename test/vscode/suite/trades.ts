/** More trades for the topic that the queries of the workspace read, as they would come from a market. */
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';

/** Behind the last trade of the file: milliseconds since the epoch. */
let now = Date.UTC(2026, 2, 2, 14, 30, 20);

/** Appends trades of so many seconds of event time, four tickers each 100 ms. */
export function trade(seconds: number): void {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const lines: string[] = [];
  for (let step = 0; step < seconds * 10; step++, now += 100)
    for (const [i, ticker] of ['ACME', 'GLOBEX', 'INITECH', 'UMBRELLA'].entries()) {
      const price = (60 * (i + 1) + 3 * Math.sin(now / 7000 + i)).toFixed(4);
      lines.push(
        `{"ticker":"${ticker}","price":${price},"volume":${100 + ((step * 37 + i * 211) % 900)},"traded_at":"${new Date(now).toISOString()}"}`,
      );
    }
  fs.appendFileSync(path.join(folder!.uri.fsPath, 'topics/market_data.jsonl'), `${lines.join('\n')}\n`);
}

/** How many there are by now: rows of a query that leaves none out. */
export function trades(): number {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return fs.readFileSync(path.join(folder!.uri.fsPath, 'topics/market_data.jsonl'), 'utf8').trimEnd().split('\n')
    .length;
}
