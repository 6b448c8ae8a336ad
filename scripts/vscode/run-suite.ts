/**
 * Runs a suite in the Node extension host of a real VS Code window: the server that install.ts has put there, with
 * headless Chromium as its window. A suite is a CommonJS file that exports run(), as for @vscode/test-electron.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { startDriver } from './driver.ts';
import type { InstalledEditor } from './install.ts';

export interface SuiteRun {
  readonly editor: InstalledEditor;
  /** The extension under test: a folder with its package.json. */
  readonly extension: string;
  /** A `.vsix` that is installed first, as a person would. */
  readonly install?: string;
  /** The suite's file. */
  readonly suite: string;
  /** The folder the window opens. */
  readonly workspace: string;
  /** A folder for screenshots. */
  readonly out: string;
  /** Whether the person has said that the folder may be trusted. */
  readonly trusted: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
  /** The suite runs in the browser's own extension host: it is in the extension's folder, and that has no `main`. */
  readonly inBrowser?: boolean;
  /** The suite finds the driver's URL here; see driver.ts. */
  readonly driverVariable: string;
  /** What the suite finds in its environment besides. */
  readonly env?: Readonly<Record<string, string>>;
  /** Seconds until it is given up. */
  readonly timeout: number;
  say(text: string): void;
}

export type SuiteEnd =
  | { readonly kind: 'passed' | 'failed' }
  /** The window or its server died, or nothing came in time; the logs are kept, and `why` has their ends. */
  | { readonly kind: 'broken'; readonly why: string; readonly logs: string };

/** Longest the browser and its page may take to be there, in milliseconds: the machine may be busy. */
const OPENING = 240_000;

/** What makes a window quiet. */
const QUIET = {
  'chat.disableAIFeatures': true,
  'chat.agentHost.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
  'telemetry.telemetryLevel': 'off',
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** Ends everything that it started, whatever happens. */
export async function runSuite(run: SuiteRun): Promise<SuiteEnd> {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-vscode-'));
  let broke = (_: string): void => undefined;
  const broken = new Promise<string>(resolve => {
    broke = resolve;
  });
  const deadline = setTimeout(() => broke(`nothing came within ${run.timeout} s`), run.timeout * 1000);
  const ending = (): void => broke('it was interrupted');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, ending);
  let page: Page | undefined;
  let browser: Browser | undefined;
  let server: ChildProcess | undefined;
  const windowOf = (): Page => {
    if (!page) throw new Error('the window is not open');
    return page;
  };
  const driver = await startDriver(windowOf, run.out, run.say);
  const killServer = (): void => endGroup(server);
  process.once('exit', killServer);

  const whole = async (): Promise<SuiteEnd> => {
    const started = startServer(run, data, driver.url, broke);
    server = started.process;
    const port = await started.port;
    browser = await chromium.launch({ executablePath: run.editor.chromium, args: CHROMIUM, timeout: OPENING });
    browser.on('disconnected', () => broke('the browser closed'));
    page = await browser.newPage({ viewport: { width: 1400, height: 860 }, deviceScaleFactor: 1.5 });
    page.on('crash', () => broke('the page crashed'));
    const code = await openWindow(page, port, run, fs.createWriteStream(path.join(data, 'window.log')));
    return { kind: code === 0 ? 'passed' : 'failed' };
  };
  let end: SuiteEnd | undefined;
  try {
    end = await Promise.race([
      whole(),
      broken.then((why): SuiteEnd => ({ kind: 'broken', why: `${why}${endsOfLogs(data)}`, logs: data })),
    ]);
    return end;
  } finally {
    clearTimeout(deadline);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, ending);
    driver.close();
    await Promise.race([browser?.close(), new Promise(resolve => setTimeout(resolve, 5000).unref())]);
    killServer();
    process.off('exit', killServer);
    if (end && end.kind !== 'broken') fs.rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  }
}

const CHROMIUM = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function startServer(
  run: SuiteRun,
  data: string,
  driver: string,
  broke: (why: string) => void,
): { readonly process: ChildProcess; readonly port: Promise<number> } {
  fs.mkdirSync(path.join(data, 'extensions'));
  // Those of the window and those of the machine the server is on.
  for (const folder of ['data/User', 'data/Machine']) {
    fs.mkdirSync(path.join(data, folder), { recursive: true });
    fs.writeFileSync(path.join(data, folder, 'settings.json'), JSON.stringify({ ...QUIET, ...run.settings }, null, 2));
  }
  const folders = ['--server-data-dir', data, '--user-data-dir', path.join(data, 'data')];
  folders.push('--extensions-dir', path.join(data, 'extensions'));
  if (run.install !== undefined) installExtension(run.editor.server, run.install, folders);
  const args = [run.editor.server, '--host', '127.0.0.1', '--port', '0', '--without-connection-token'];
  args.push('--accept-server-license-terms', '--telemetry-level', 'off', '--enable-smoke-test-driver');
  args.push(...folders);
  if (run.trusted) args.push('--disable-workspace-trust');
  // A group of its own, so that its children go with it.
  const server = spawn(process.execPath, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...run.env, [run.driverVariable]: driver },
  });
  const log = fs.createWriteStream(path.join(data, 'server.log'));
  server.on('error', error => broke(`the server did not start: ${error.message}`));
  server.on('exit', code => broke(`the server ended with exit code ${code}`));
  server.stderr.on('data', chunk => log.write(chunk));
  const port = new Promise<number>(resolve => {
    let said = '';
    server.stdout.on('data', chunk => {
      log.write(chunk);
      said += chunk;
      const listening = /listening on (\d+)/.exec(said);
      if (listening) resolve(Number(listening[1]));
    });
  });
  return { process: server, port };
}

/** Throws with what the editor says when it does not take it. */
function installExtension(server: string, file: string, folders: readonly string[]): void {
  const args = [server, '--install-extension', file, '--accept-server-license-terms', ...folders];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0 || !stdout.includes('was successfully installed'))
    throw new Error(`the editor did not install ${file}: ${stdout}${stderr}`);
}

/** The last lines of each log: where the suites run by themselves nobody sees the files. */
function endsOfLogs(folder: string): string {
  return ['server.log', 'window.log']
    .filter(name => fs.existsSync(path.join(folder, name)))
    .map(name => {
      const lines = fs.readFileSync(path.join(folder, name), 'utf8').trimEnd().split('\n');
      return `\n${name}:\n${lines
        .slice(-LAST_LINES)
        .map(line => `  ${line.slice(0, 300)}`)
        .join('\n')}`;
    })
    .join('');
}

const LAST_LINES = 15;

/** The server and everything it started. */
function endGroup(server: ChildProcess | undefined): void {
  if (server?.pid === undefined) return;
  try {
    process.kill(-server.pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

/** Opens the folder with the extension and its suite; resolves with the suite's result, 0 when it passed. */
async function openWindow(page: Page, port: number, run: SuiteRun, log: fs.WriteStream): Promise<number> {
  // The workbench calls these where they are there: for each line of its log, and when the suite is over.
  await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
    const line = `[${type}] ${args.map(String).join(' ')}`;
    log.write(`${line}\n`);
    // A suite there cannot reach the driver: what it throws is an error in the log, with its reason in front of a long stack.
    if (run.inBrowser && type === 'error') run.say(line.split('\n').slice(0, 3).join('\n'));
  });
  const result = new Promise<number>(resolve => {
    void page.exposeFunction('codeAutomationExit', resolve);
  });
  const at = (file: string): string => `vscode-remote://127.0.0.1:${port}${encodeURI(fs.realpathSync(file))}`;
  const payload = [
    ['extensionDevelopmentPath', at(run.extension)],
    ['extensionTestsPath', at(run.suite)],
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  const query = new URLSearchParams({ folder: fs.realpathSync(run.workspace), payload: JSON.stringify(payload) });
  // What the window is good for it says itself: a picture or a font that is late keeps nothing from beginning.
  await page.goto(`http://127.0.0.1:${port}/?${query}`, { waitUntil: 'commit', timeout: OPENING });
  return result;
}
