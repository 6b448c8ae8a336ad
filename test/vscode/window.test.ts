/** The extension in a real VS Code window: builds the suites, puts the editor there, and runs them in it. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { startKafka, stopKafka } from '../../scripts/kafka/broker.ts';
import { anyFreePort } from '../../scripts/kafka/ports.ts';
import { installEditor } from '../../scripts/vscode/install.ts';
import { runSuite } from '../../scripts/vscode/run-suite.ts';
import { browserExtension, buildSuite, extensionCopy, OUT, SETTINGS, workspaceCopy } from './preparation.ts';
import { DRIVER } from './suite/window.ts';

interface Suite {
  readonly name: string;
  readonly trusted: boolean;
  readonly inBrowser?: boolean;
  /** Has a broker of its own. */
  readonly withKafka?: boolean;
}

const SUITES: readonly Suite[] = [
  { name: 'main', trusted: true },
  { name: 'panel', trusted: true },
  { name: 'views', trusted: true },
  { name: 'tests', trusted: true },
  { name: 'beside', trusted: true },
  { name: 'kafka', trusted: true, withKafka: true },
  { name: 'restricted', trusted: false },
  // In an untrusted folder: it starts no process and reaches no broker.
  { name: 'web', trusted: false, inBrowser: true },
];

for (const { name, trusted, inBrowser = false, withKafka = false } of SUITES)
  test(`the suite '${name}' in a real window`, async () => {
    const editor = installEditor(text => process.stderr.write(`[vscode] ${text}\n`));
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-suite-'));
    try {
      const said: string[] = [];
      const kafka = withKafka ? await ownKafka(path.join(folder, 'kafka')) : undefined;
      const extension = inBrowser ? browserExtension(folder) : extensionCopy(folder);
      const end = await runSuite({
        editor,
        extension,
        // The browser's host runs what is in the extension's folder.
        suite: await buildSuite(name, inBrowser ? extension : folder),
        workspace: workspaceCopy(folder),
        out: OUT,
        trusted,
        inBrowser,
        settings: SETTINGS,
        driverVariable: DRIVER,
        ...(kafka ? { env: { FERRIS_SUITE_KAFKA: JSON.stringify(kafka) } } : {}),
        timeout: 600,
        say(text) {
          said.push(text);
          process.stdout.write(`${text}\n`);
        },
      });
      assert.equal(
        end.kind,
        'passed',
        `${end.kind === 'broken' ? `${end.why}; logs: ${end.logs}\n` : ''}${said.join('\n')}`,
      );
    } finally {
      if (withKafka) await stopKafka({ folder: path.join(folder, 'kafka') });
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });

/** A broker that a suite may stop: run by Java, as a process of this machine. */
async function ownKafka(folder: string): Promise<{ readonly brokers: string; readonly pid: number }> {
  const { brokers } = await startKafka({
    folder,
    port: await anyFreePort(),
    extras: { settings: {}, scram: [] },
  });
  const { pid } = JSON.parse(fs.readFileSync(path.join(folder, 'broker.pid.json'), 'utf8')) as { pid: number };
  return { brokers, pid };
}
