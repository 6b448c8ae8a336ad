/** Changes in a folder are noticed by the system's word or, where it says nothing, by looking again and again. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { folderWatch } from '../../../runtime/connectors/folder-watch.ts';
import { never } from './conformance.ts';

test("rings without the system's help again and again, and not all the time", async () => {
  const news = folderWatch(join(tmpdir(), 'there', 'is', 'no', 'such', 'folder'));
  news.start();
  const start = performance.now();
  for (let i = 0; i < 5; i++) await news.wait(120_000, never);
  const each = (performance.now() - start) / 5;
  news.stop();
  // Without a ring each wait takes two minutes.
  assert.ok(each > 20 && each < 60_000, `${each} ms`);
});

test('rings when a file is written; silent before the first start and after the last stop', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ferris-watch-'));
  const news = folderWatch(folder);
  const waited = async (ms: number) => {
    const start = performance.now();
    await news.wait(ms, never);
    return performance.now() - start;
  };
  assert.ok((await waited(120)) >= 110);
  news.start();
  news.start();
  news.stop();
  setTimeout(() => writeFileSync(join(folder, 'file'), 'x'), 5);
  assert.ok((await waited(120_000)) < 60_000);
  news.stop();
  // Whatever was rung before the stop is over after one more wait.
  await waited(1);
  assert.ok((await waited(120)) >= 110);
  rmSync(folder, { recursive: true });
});
