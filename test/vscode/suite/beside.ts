/** Explain, Preview deployment and the form of hints: they are true, follow the typing, and lead to the SQL. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { apiServer } from '../../unit/kubernetes-cli/cluster/api-server.ts';
import { kubeconfigFor } from '../../unit/kubernetes-cli/cluster/kubeconfig-text.ts';
import { type Check, eventually, runChecks } from './check.ts';
import { closeAll, open, openFerrisSql } from './documents.ts';
import { inBothThemes } from './themes.ts';
import { click, press, texts, type } from './window.ts';

const FILE = 'orders.sql';

async function lens(document: vscode.TextDocument, command: string, which = 0): Promise<vscode.Command> {
  return eventually(async () => {
    const all = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
    return all.flatMap(one => (one.command?.command === command ? [one.command] : []))[which];
  }, `a code lens of ${command}`);
}

const follow = ({ command, arguments: args = [] }: vscode.Command): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

const shows = (selector: string, text: string | RegExp, what: string): Promise<unknown> =>
  eventually(
    async () => (await texts(selector)).some(one => (typeof text === 'string' ? one.includes(text) : text.test(one))),
    what,
  );

/** The line that begins so. */
function lineOf({ document }: vscode.TextEditor, beginning: string): number {
  for (let i = 0; i < document.lineCount; i++) if (document.lineAt(i).text.startsWith(beginning)) return i;
  throw new Error(`no line begins with ${beginning}`);
}

/** Clicks into a control of a page until the keyboard is there, and stays: the window may still be about something else. */
const enter = (selector: string): Promise<unknown> =>
  eventually(async () => {
    await click(selector);
    await new Promise(resolve => setTimeout(resolve, 500));
    return (await texts(`${selector}:focus`)).length === 1;
  }, `the keyboard in ${selector}`);

async function backToSaved(): Promise<void> {
  await openFerrisSql(FILE);
  await vscode.commands.executeCommand('workbench.action.files.revert');
}

const beside: readonly Check[] = [
  [
    'a plan opens from its lens as a graph; a step leads to the SQL',
    async () => {
      const editor = await openFerrisSql(FILE);
      await follow(await lens(editor.document, 'ferris.explain', 1));
      await shows('.operator .title', 'aggregate', 'the aggregate');
      await shows('.rows.repartition text', 'by region', 'the repartition');
      await inBothThemes('explain');
      await click('.operator.aggregate');
      await eventually(() => {
        const active = vscode.window.activeTextEditor;
        return active?.document === editor.document && !active.selection.isEmpty;
      }, 'the SQL is selected');
    },
  ],
  [
    'the plan follows the typing, and says what is chosen by keyboard',
    async () => {
      const editor = await openFerrisSql(FILE);
      const line = lineOf(editor, 'WHERE amount');
      await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '-- moved\n\n'));
      await editor.edit(edit =>
        edit.replace(editor.document.lineAt(line + 2).range, "WHERE amount > 10 AND region <> 'nowhere'"),
      );
      await shows('.operator.filter .title', 'AND (region', 'the new condition');
      await click('h1');
      await press('Tab');
      await press('ArrowDown');
      await eventually(async () => (await texts('.step h2')).length === 1, 'the chosen step');
      await closeAll();
      await backToSaved();
    },
  ],
  [
    'a deployment opens from its lens with price, replicas and objects',
    async () => {
      const editor = await openFerrisSql(FILE);
      await follow(await lens(editor.document, 'ferris.previewDeployment'));
      await shows('.card .price', '/hour', 'the price');
      await shows('.card .replicas', '2', 'the replicas');
      await shows('.object .kind', 'Deployment', 'the objects');
      await shows('.since', 'the last save', 'what it is compared with');
    },
  ],
  [
    'manifests follow each keystroke, and what differs from the last save is marked',
    async () => {
      const editor = await openFerrisSql(FILE);
      const { document } = editor;
      const line = lineOf(editor, '-- @ferris:scaling.max_replicas');
      const at = document.lineAt(line).range.end;
      editor.selection = new vscode.Selection(at, at);
      await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
      await type('0');
      await shows('.object.changed .line.added', 'maxReplicas: 80', 'the new bound');
      await shows('.since', /\d+ of \d+ objects differ/, 'the count');
      await inBothThemes('preview');
      await document.save();
      await shows('.since', 'As at the last save', 'saved: nothing differs');
      await type('0000');
      await shows('#figures', 'error', 'an error on top');
      await shows('.problems .error', 'scaling.max_replicas', 'the error');
      await click('.problems .link');
      await eventually(() => vscode.window.activeTextEditor?.selection.start.line === line, 'its line');
      await editor.edit(edit => edit.replace(document.lineAt(line).range, '-- @ferris:scaling.max_replicas=8'));
      await document.save();
      await closeAll();
    },
  ],
  [
    'the form shows what is written, and writes it as comments',
    async () => {
      const editor = await openFerrisSql(FILE);
      const { document } = editor;
      const at = lineOf(editor, 'CREATE STREAM by_region');
      editor.selection = new vscode.Selection(at, 0, at, 0);
      await vscode.commands.executeCommand('ferris.editHints');
      await shows('h1', 'by_region', 'the statement');
      await shows('.field.written label', 'scaling.max_replicas', 'what is written');
      await inBothThemes('hints-form');
      await enter('[id="hint-scaling.min_replicas"]');
      await press('Control+a');
      await type('3');
      await press('Tab');
      await eventually(() => document.getText().includes('-- @ferris:scaling.min_replicas=3\n'), 'the comment');
      await enter('[id="hint-sla.latency_p95_ms"]');
      await type('soon');
      await press('Tab');
      await shows('.problem.error', 'whole number', 'why it is refused');
      assert.ok(!document.getText().includes('soon'));
      await click('[data-key="scaling.min_replicas"] .reset');
      await eventually(() => !document.getText().includes('min_replicas=3'), 'taken away');
      await closeAll();
      await backToSaved();
    },
  ],
  [
    'hints for a workload are written above the statement, and undone in one step',
    async () => {
      const editor = await openFerrisSql(FILE);
      const { document } = editor;
      const before = document.getText();
      const at = lineOf(editor, 'CREATE STREAM large');
      editor.selection = new vscode.Selection(at, 0, at, 0);
      const done = vscode.commands.executeCommand('ferris.generateHints');
      await shows('.quick-input-list .monaco-list-row', 'trading', 'the workloads');
      await type('trading');
      await press('Enter');
      await done;
      await eventually(() => document.getText().includes('-- @ferris:workload=trading'), 'the hints');
      const text = document.getText();
      assert.ok(text.indexOf('workload=trading') < text.indexOf('CREATE STREAM large'));
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('undo');
      await eventually(() => document.getText() === before, 'undone');
      await closeAll();
    },
  ],
  [
    'hints are read back out of a manifest',
    async () => {
      await open('deployment.yaml');
      await vscode.commands.executeCommand('ferris.extractHints');
      const { document } = await eventually(() => {
        const active = vscode.window.activeTextEditor;
        return active?.document.languageId === 'ferris-sql' && active.document.isUntitled ? active : undefined;
      }, 'a new file');
      assert.match(document.getText(), /-- @ferris:container\.namespace=desk/);
      assert.match(document.getText(), /read from deployment\.yaml/);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    },
  ],
  [
    'a cluster is compared with, and nothing is applied without an answer',
    async () => {
      await using server = await apiServer();
      server.write('/api/v1/namespaces/default', { apiVersion: 'v1', kind: 'Namespace' }, 'cluster');
      const folder = folderPath();
      fs.writeFileSync(path.join(folder, 'kubeconfig'), kubeconfigFor(server.url));
      const settings = vscode.workspace.getConfiguration('ferris.kubernetes');
      await settings.update('kubeconfig', path.join(folder, 'kubeconfig'), vscode.ConfigurationTarget.Workspace);
      const { document } = await openFerrisSql('orders.sql');
      await vscode.commands.executeCommand('ferris.previewDeployment', document.uri.toString());
      await shows('.card .price', '/hour', 'the preview');
      await click('#compare');
      await shows('.quick-input-list .monaco-list-row', 'test', 'the contexts');
      await press('Enter');
      await shows('#cluster h2.different', 'What applying would change', 'the differences');
      await shows('#cluster .line.added', 'kind: Deployment', 'a new object');
      assert.deepEqual(server.writes(), []);
      await inBothThemes('compare');
      await click('#apply');
      // A window under test shows no dialogs, and says so in their place: the question is not answered.
      await shows('.failure', /Apply \d+ objects of orders\.sql to test\?/, 'the question');
      assert.deepEqual(server.writes(), []);
      await vscode.commands.executeCommand('notifications.clearAll');
      await closeAll();
    },
  ],
  [
    'manifests are written to a folder',
    async () => {
      const { document } = await openFerrisSql('orders.sql');
      await vscode.window.showTextDocument(document);
      const done = vscode.commands.executeCommand('ferris.writeDeployment');
      await shows('.quick-input-list .monaco-list-row', 'Kustomize', 'the layouts');
      await press('Enter');
      await shows('.quick-input-title', 'A folder for', 'where');
      await press('Enter');
      await done;
      const written = fs.readdirSync(folderPath()).filter(name => name.endsWith('-deployment.yaml'));
      assert.ok(
        written.some(name => name.includes('by-region')),
        written.join(', '),
      );
      await closeAll();
    },
  ],
];

const folderPath = (): string => vscode.workspace.workspaceFolders![0]!.uri.fsPath;

export const run = (): Promise<void> => runChecks(beside);
