/** A run of a million rows: the editor keeps answering keys, the extension host is never held up, memory is bounded. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { type Check, eventually } from './check.ts';
import { closeAll, discard, openText, putCursor } from './documents.ts';
import { startBy } from './running.ts';
import { click, keyTimes, say, screenshot, texts } from './window.ts';

const ROWS = 1_000_000;
/** Milliseconds for all of it, on a busy machine. */
const LONGEST = 400_000;

export const flood: readonly Check[] = [
  [
    'a million rows: keys are answered, rows are counted, memory is bounded',
    async () => {
      const folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
      const topic = path.join(folder, 'topics/flood.jsonl');
      fs.writeFileSync(topic, '');
      for (let from = 0; from < ROWS; from += 10_000)
        fs.appendFileSync(topic, Array.from({ length: 10_000 }, (_, i) => lineOf(from + i)).join(''));
      await vscode.commands.executeCommand('workbench.action.closeSidebar');
      const editor = await openText(
        "CREATE STREAM many (id BIGINT, name STRING, price DOUBLE, at BIGINT) WITH (topic = 'flood');\nSELECT id, name, price FROM many EMIT CHANGES;\n-- typed: \n",
      );
      const { document } = editor;
      await click('.editor-group-container .monaco-editor .view-lines');
      await putCursor(editor, 2, 10);
      const [load = 0] = os.loadavg();
      const quiet = median(await keyTimes('the quick brown fox '));
      // As its lens does: the cursor stays in the comment, and keys come from the first row on.
      const { run } = await startBy('ferris.run', document.uri.toString(), 1);
      const memory = process.memoryUsage.rss();
      await eventually(() => run.rows.total > 0, 'rows');
      const delays = monitorEventLoopDelay({ resolution: 5 });
      delays.enable();
      const times: number[] = [];
      let busy = 0;
      while ((run.progress?.out ?? 0) < ROWS && !run.isOver()) {
        times.push(...(await keyTimes('the quick brown fox ')));
        busy = times.length;
      }
      delays.disable();
      await eventually(() => run.rows.total === ROWS, 'all rows are counted');
      await eventually(async () => (await texts('.rows dd'))[0] === ROWS.toLocaleString('en-US'), 'and shown');
      await eventually(async () => (await texts('#kept'))[0]?.startsWith('The last '), 'it is said what is kept');
      const grown = (process.memoryUsage.rss() - memory) / 1024 / 1024;
      const sorted = times.slice(0, busy).toSorted((a, b) => a - b);
      const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]!;
      await say(
        `    ${busy} keys during ${(run.progress?.in ?? 0).toLocaleString('en-US')} records in ${(run.elapsed() / 1000).toFixed(1)} s: median ${at(0.5).toFixed(0)} ms (without a run ${quiet.toFixed(0)} ms, load ${load.toFixed(1)}), p95 ${at(0.95).toFixed(0)} ms, most ${at(1).toFixed(0)} ms; ` +
          `extension host held up: p50 ${(delays.percentile(50) / 1e6).toFixed(0)} ms, p99 ${(delays.percentile(99) / 1e6).toFixed(0)} ms, most ${(delays.max / 1e6).toFixed(0)} ms; ` +
          `its memory grew by ${grown.toFixed(0)} MB; ${(await texts('#kept'))[0]}`,
      );
      await screenshot('flood');
      assert.ok(busy > 0, 'no key was answered during the run');
      assert.ok(grown < 300, `${grown} MB`);
      run.stop();
      await run.over;
      fs.rmSync(topic);
      await discard(document);
      await closeAll();
    },
    LONGEST,
  ],
];

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;

const lineOf = (id: number): string =>
  `{"id":${id},"name":"customer ${id % 977}","price":${(id % 100_003) / 100},"at":${1_772_461_800_000 + id}}\n`;
