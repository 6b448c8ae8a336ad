/** The extension in a real VS Code window: builds the suites, puts the editor there, and runs them in it. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { installEditor } from '../../scripts/vscode/install.ts';
import { runSuite } from '../../scripts/vscode/run-suite.ts';
import { buildSuite, EXTENSION, OUT, SETTINGS, workspaceCopy } from './preparation.ts';
import { DRIVER } from './suite/window.ts';

const SUITES = [
  { name: 'main', trusted: true },
  { name: 'panel', trusted: true },
  { name: 'views', trusted: true },
  { name: 'tests', trusted: true },
  { name: 'beside', trusted: true },
  { name: 'restricted', trusted: false },
] as const;

for (const { name, trusted } of SUITES)
  test(`the suite '${name}' in a real window`, async () => {
    const editor = installEditor(text => process.stderr.write(`[vscode] ${text}\n`));
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-suite-'));
    try {
      const end = await runSuite({
        editor,
        extension: EXTENSION,
        suite: await buildSuite(name, folder),
        workspace: workspaceCopy(folder),
        out: OUT,
        trusted,
        settings: SETTINGS,
        driverVariable: DRIVER,
        timeout: 240,
        say: text => process.stdout.write(`${text}\n`),
      });
      assert.equal(end.kind, 'passed', end.kind === 'broken' ? `${end.why}; logs: ${end.logs}` : 'see above');
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });
