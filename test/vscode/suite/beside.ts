/** Explain, Preview deployment and the form of hints: they are true, follow the typing, and lead to the SQL. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { apiServer } from '../../unit/kubernetes-cli/cluster/api-server.ts';
import { kubeconfigFor } from '../../unit/kubernetes-cli/cluster/kubeconfig-text.ts';
import { type Check, eventually, runChecks, until } from './check.ts';
import { closeAll, discard, edit, open, openFerrisSql, putCursor, revert, show } from './documents.ts';
import { clearNotifications } from './notifications.ts';
import { choose, offers, takePath } from './quick-input.ts';
import { inBothThemes } from './themes.ts';
import { click, fill, press, pressIn, texts, type } from './window.ts';

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

/** Types into a field of the form, and leaves it: wherever the keyboard was. */
async function typeInto(key: string, text: string): Promise<void> {
  const field = `[id="hint-${key}"]`;
  await fill(field, text);
  await pressIn(field, 'Tab');
}

async function backToSaved(): Promise<void> {
  await revert((await openFerrisSql(FILE)).document);
}

/** The editor in front has the keyboard. */
const keyboardIn = async (editor: vscode.TextEditor): Promise<void> => {
  await until(
    async () =>
      vscode.window.activeTextEditor?.document === editor.document &&
      (await texts('.editor-instance .monaco-editor.focused')).length === 1,
    async () => {
      await show(editor.document);
      await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    },
    `the keyboard in ${editor.document.uri.path}`,
    3_000,
  );
};

const beside: readonly Check[] = [
  [
    'a plan opens from its lens as a graph; a step leads to the SQL',
    async () => {
      const editor = await openFerrisSql(FILE);
      await follow(await lens(editor.document, 'ferris.explain', 1));
      await shows('.operator .title', 'aggregate', 'the aggregate');
      await shows('.rows.repartition text', 'by region', 'the repartition');
      await inBothThemes('explain');
      await until(
        () => {
          const active = vscode.window.activeTextEditor;
          return active?.document === editor.document && !active.selection.isEmpty;
        },
        () => click('.operator.aggregate', 10_000),
        'the SQL is selected',
      );
    },
  ],
  [
    'the plan follows the typing, and says what is chosen by keyboard',
    async () => {
      const editor = await openFerrisSql(FILE);
      const line = lineOf(editor, 'WHERE amount');
      await edit(editor, builder => builder.insert(new vscode.Position(0, 0), '-- moved\n\n'));
      await edit(editor, (builder, document) =>
        builder.replace(document.lineAt(line + 2).range, "WHERE amount > 10 AND region <> 'nowhere'"),
      );
      await shows('.operator.filter .title', 'AND (region', 'the new condition');
      // The plan may be drawn anew meanwhile, and then the keyboard is not in it.
      await until(
        async () => (await texts('.step h2')).length === 1,
        async () => {
          await click('h1', 10_000);
          await press('Tab');
          await press('ArrowDown');
        },
        'the chosen step',
        5_000,
      );
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
      await keyboardIn(editor);
      await putCursor(editor, at.line, at.character);
      await type('0');
      await shows('.object.changed .line.added', 'maxReplicas: 80', 'the new bound');
      await shows('.since', /\d+ of \d+ objects differ/, 'the count');
      await inBothThemes('preview');
      assert.ok(await document.save());
      await shows('.since', 'As at the last save', 'saved: nothing differs');
      // Saved before the manifests of it can be there.
      await edit(editor, builder => builder.replace(document.lineAt(line).range, '-- @ferris:scaling.max_replicas=70'));
      assert.ok(await document.save());
      await eventually(
        async () =>
          (await texts('.object .line')).some(one => one.includes('maxReplicas: 70')) &&
          (await texts('.since')).some(one => one.includes('As at the last save')),
        'saved at once: nothing differs',
      );
      const end = document.lineAt(line).range.end;
      await putCursor(editor, line, end.character);
      await keyboardIn(editor);
      await type('0000');
      await shows('#figures', 'error', 'an error on top');
      await shows('.problems .error', 'scaling.max_replicas', 'the error');
      await until(
        () => {
          const { start, isEmpty } = vscode.window.activeTextEditor?.selection ?? editor.selection;
          return start.line === line && !isEmpty;
        },
        () => click('.problems .link', 10_000),
        'its place is selected',
      );
      await edit(editor, builder => builder.replace(document.lineAt(line).range, '-- @ferris:scaling.max_replicas=8'));
      assert.ok(await document.save());
      await closeAll();
    },
  ],
  [
    'the form shows what is written, and writes it as comments',
    async () => {
      const editor = await openFerrisSql(FILE);
      const { document } = editor;
      const at = lineOf(editor, 'CREATE STREAM by_region');
      await putCursor(editor, at);
      await vscode.commands.executeCommand('ferris.editHints');
      await shows('h1', 'by_region', 'the statement');
      await shows('.field.written label', 'scaling.max_replicas', 'what is written');
      await inBothThemes('hints-form');
      await typeInto('scaling.min_replicas', '3');
      await eventually(() => document.getText().includes('-- @ferris:scaling.min_replicas=3\n'), 'the comment');
      await typeInto('sla.latency_p95_ms', 'soon');
      await shows('.problem.error', 'whole number', 'why it is refused');
      assert.ok(!document.getText().includes('soon'));
      await until(
        () => !document.getText().includes('min_replicas=3'),
        () => click('[data-key="scaling.min_replicas"] .reset', 10_000),
        'taken away',
      );
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
      await putCursor(editor, at);
      const done = vscode.commands.executeCommand('ferris.generateHints');
      await choose('trading');
      await done;
      await eventually(() => document.getText().includes('-- @ferris:workload=trading'), 'the hints');
      const text = document.getText();
      assert.ok(text.indexOf('workload=trading') < text.indexOf('CREATE STREAM large'));
      await keyboardIn(editor);
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
      await discard(document);
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
      await until(
        async () => (await texts('.quick-input-list .monaco-list-row')).some(one => one.includes('test')),
        () => click('#compare', 10_000),
        'the contexts',
      );
      await choose('test');
      await shows('#cluster h2.different', 'What applying would change', 'the differences');
      await shows('#cluster .line.added', 'kind: Deployment', 'a new object');
      assert.deepEqual(server.writes(), []);
      await inBothThemes('compare');
      // A window under test shows no dialogs, and says so in their place: the question is not answered.
      await until(
        async () => (await texts('.failure')).some(one => /Apply \d+ objects of orders\.sql to test\?/.test(one)),
        () => click('#apply', 10_000),
        'the question',
        30_000,
      );
      assert.deepEqual(server.writes(), []);
      await clearNotifications();
      await closeAll();
    },
  ],
  [
    'manifests are written to a folder',
    async () => {
      await openFerrisSql('orders.sql');
      const done = vscode.commands.executeCommand('ferris.writeDeployment');
      await offers('Kustomize', 'the layouts');
      await choose('Plain YAML');
      const written = (): readonly string[] =>
        fs.readdirSync(folderPath()).filter(name => name.endsWith('-deployment.yaml'));
      await takePath('A folder for', undefined, () => written().some(name => name.includes('by-region')));
      await done;
      await closeAll();
    },
  ],
];

const folderPath = (): string => vscode.workspace.workspaceFolders![0]!.uri.fsPath;

export const run = (): Promise<void> => runChecks(beside);
