/** The playground in a real browser: what is typed is checked, priced, turned into manifests, and run. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/vscode/install.ts';
import { buildPlayground } from '../build.ts';
import { playgroundServer } from '../serve.ts';

const OUT = path.join(import.meta.dirname, 'out');

let server: http.Server | undefined;
let browser: Browser | undefined;
let page: Page;
const errors: string[] = [];

before(async () => {
  await buildPlayground(text => process.stderr.write(`  ${text}\n`));
  server = playgroundServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  // Each wait is for what must come; a busy machine takes its time.
  page.setDefaultTimeout(120_000);
  page.on('pageerror', error => errors.push(error.message));
  page.on('console', message => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.locator('#sql .view-line').first().waitFor();
});

after(async () => {
  await browser?.close();
  server?.close();
});

/** Puts the cursor at the end of a line of the SQL, counted from 1. */
async function cursorAtEndOf(line: number): Promise<void> {
  await page.locator('#sql .view-lines').click();
  await page.keyboard.press('Control+Home');
  for (let i = 1; i < line; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
}

test('the example runs: every second of every ticker has a row', async () => {
  await page.locator('#run').click();
  await page.locator('#status', { hasText: '600 records read' }).waitFor();
  assert.deepEqual(await page.locator('#rows th').allTextContents(), [
    'ticker',
    'avg_price',
    'volume',
    'trades',
    'key',
  ]);
  const trades = await page.locator('#rows td:nth-child(4)').allTextContents();
  assert.equal(trades.length, 60);
  await page.screenshot({ path: path.join(OUT, 'rows.png') });
});

test('manifests and their price follow what is typed', async () => {
  await page.locator('#manifests-tab').click();
  await page.locator('#yaml .view-line', { hasText: 'kind:' }).first().waitFor();
  assert.match(await page.locator('#summary').innerText(), /2 to 10 pods.*\$\d/s);
  await cursorAtEndOf(15);
  assert.match(await page.locator('#sql .view-lines').innerText(), /max_replicas/);
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('5');
  await page.locator('#summary', { hasText: /2 to 5 pods/ }).waitFor();
  await page.screenshot({ path: path.join(OUT, 'manifests.png') });
});

/** Asks for it again until it is there: what the editor draws anew in the same moment closes it. */
async function appears(what: Locator, ask: () => Promise<void>): Promise<void> {
  for (let left = 20; ; left--) {
    await ask();
    const missing = await what.waitFor({ timeout: 6000 }).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (missing === undefined) return;
    if (left === 0) throw missing;
    await page.keyboard.press('Escape');
  }
}

test('a mistake is marked where it is made, and hovering tells of it', async () => {
  await cursorAtEndOf(18);
  await page.keyboard.type('  tikcer,');
  await page.keyboard.press('Escape');
  await page.locator('#errors', { hasText: '1 error' }).waitFor();
  await page.locator('#sql .squiggly-error').first().waitFor();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await appears(page.locator('.monaco-hover', { hasText: 'tikcer' }).first(), async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+i');
  });
  await page.screenshot({ path: path.join(OUT, 'mistake.png') });
  await page.keyboard.press('Escape');
  for (let i = 0; i < 9; i++) await page.keyboard.press('Control+z');
});

test('completion proposes the columns of the stream', async () => {
  await page.locator('#sql .view-lines').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\nSELECT  FROM market_data;');
  for (let i = 0; i < ' FROM market_data;'.length; i++) await page.keyboard.press('ArrowLeft');
  await appears(page.locator('.suggest-widget .monaco-list-row', { hasText: 'traded_at' }).first(), () =>
    page.keyboard.press('Control+Space'),
  );
  await page.screenshot({ path: path.join(OUT, 'completion.png') });
});

test('nothing failed on the way', () => {
  assert.deepEqual(errors, []);
});
