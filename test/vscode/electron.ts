/**
 * The same suites in the desktop's VS Code, which @vscode/test-electron downloads (update.code.visualstudio.com must be
 * reachable) and starts; on Linux without a screen, under xvfb-run. A version may be given: `electron.ts 1.101.0`.
 */
import fs from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { type Browser, chromium, type Page } from 'playwright-core';
import { startDriver } from '../../scripts/vscode/driver.ts';
import { buildSuite, EXTENSION, OUT, SETTINGS, workspaceCopy } from './preparation.ts';
import { DRIVER } from './suite/window.ts';

/** Longest the window may take to open, in milliseconds. */
const OPENING = 60_000;

const [version = 'stable'] = process.argv.slice(2);
for (const { name, trusted } of [
  { name: 'main', trusted: true },
  { name: 'panel', trusted: true },
  { name: 'restricted', trusted: false },
]) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-electron-'));
  const port = await freePort();
  let page: Page | undefined;
  const driver = await startDriver(
    () => {
      if (!page) throw new Error('the window is not open');
      return page;
    },
    path.join(OUT, 'electron'),
    text => process.stdout.write(`${text}\n`),
  );
  const profile = path.join(folder, 'profile');
  fs.mkdirSync(path.join(profile, 'User'), { recursive: true });
  fs.writeFileSync(path.join(profile, 'User/settings.json'), JSON.stringify(SETTINGS));
  try {
    const opening = firstWindow(port);
    // Its failure shows in the suite, which finds no window.
    opening.then(
      opened => {
        page = opened.page;
      },
      () => undefined,
    );
    const code = await runTests({
      version,
      extensionDevelopmentPath: EXTENSION,
      extensionTestsPath: await buildSuite(name, folder),
      extensionTestsEnv: { [DRIVER]: driver.url },
      launchArgs: [
        workspaceCopy(folder),
        `--user-data-dir=${profile}`,
        `--remote-debugging-port=${port}`,
        '--disable-extensions',
        ...(trusted ? ['--disable-workspace-trust'] : []),
      ],
    });
    await (await opening).browser.close();
    if (code !== 0) process.exitCode = 1;
  } catch (error) {
    process.stderr.write(`the suite '${name}': ${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  } finally {
    driver.close();
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The workbench's page, through the debugging port of Electron's Chromium. */
async function firstWindow(port: number): Promise<{ readonly browser: Browser; readonly page: Page }> {
  for (const until = Date.now() + OPENING; Date.now() < until; ) {
    try {
      const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
      for (const context of browser.contexts())
        for (const page of context.pages()) if (page.url().includes('workbench')) return { browser, page };
      await browser.close();
    } catch {
      // Not listening yet.
    }
    await new Promise(resolve => setTimeout(resolve, 250));
  }
  throw new Error(`VS Code opened no window within ${OPENING / 1000} s`);
}

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
