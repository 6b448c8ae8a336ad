/** Files in the window: whose they are, what is wrong in them, what is offered, how they are coloured. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as vscode from 'vscode';
import { activationTimes } from './activation.ts';
import { type Check, eventually } from './check.ts';
import { closeAll, open, openFerrisSql } from './documents.ts';
import { startedHere } from './processes.ts';
import { inBothThemes } from './themes.ts';
import { click, press, say, screenshot, texts, type } from './window.ts';

/** The rule, whose page is beside it. */
const ruleOf = ({ code }: vscode.Diagnostic): unknown => (typeof code === 'object' ? code.value : code);

export const editing: readonly Check[] = [
  [
    'it sleeps until there is SQL, and wakes up quickly',
    async () => {
      const found = vscode.extensions.getExtension('ferris.ferris-sql-hints');
      assert.equal(found?.isActive, false);
      await found.activate();
      assert.ok(found.isActive);
      const { load, call, finish } = await activationTimes(found.id);
      await say(
        `    activation took ${load + call + finish} ms: ${load} to load, ${call} in activate(), ${finish} after it`,
      );
    },
  ],
  [
    'a file with hints becomes FerrisSQL by itself',
    async () => {
      const { document } = await openFerrisSql('market_data.sql');
      assert.equal(document.languageId, 'ferris-sql');
      assert.equal(document.isDirty, false);
      await eventually(() => startedHere().length === 1, 'one language server');
    },
  ],
  [
    "the project's examples are FerrisSQL without a fault",
    async () => {
      const found = await vscode.workspace.findFiles('examples/**/*.sql');
      for (const uri of found) {
        const { document } = await openFerrisSql(vscode.workspace.asRelativePath(uri));
        await vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri);
        await new Promise(resolve => setTimeout(resolve, 300));
        const faults = vscode.languages.getDiagnostics(document.uri).map(({ message }) => message);
        assert.deepEqual(faults, [], uri.path);
      }
    },
  ],
  [
    'a wrong hint is marked where it stands',
    async () => {
      const { document } = await openFerrisSql('wrong_hint.sql');
      const found = await eventually(() => {
        const diagnostics = vscode.languages.getDiagnostics(document.uri);
        return diagnostics.length >= 2 ? diagnostics : undefined;
      }, 'diagnostics');
      const shown = found.map(one => `${ruleOf(one)} ${document.getText(one.range)}`);
      assert.ok(
        shown.some(one => one.startsWith('hints/unknown-key') && one.endsWith('scaling.stratgy')),
        `no unknown key in ${shown.join('; ')}`,
      );
      assert.ok(
        shown.some(one => one.startsWith('hints/replica-range')),
        `no replica range in ${shown.join('; ')}`,
      );
      assert.ok(found.every(one => one.source === 'ferris'));
      const pages = found.map(({ code }) => (typeof code === 'object' ? code.target.fsPath : String(code)));
      assert.ok(
        pages.every(page => fs.existsSync(page)),
        `no pages: ${pages.join('; ')}`,
      );
      await vscode.commands.executeCommand('workbench.actions.view.problems');
      await eventually(async () => (await texts('.squiggly-error')).length > 0 || undefined, 'a squiggle').catch(
        () => undefined,
      );
      await screenshot('wrong-hint');
      await vscode.commands.executeCommand('workbench.action.closePanel');
    },
  ],
  [
    'diagnostics follow the typing, and go with the mistake',
    async () => {
      const editor = await openFerrisSql('wrong_hint.sql');
      const { document } = editor;
      const line = document.lineAt(3);
      await editor.edit(edit => edit.replace(line.range, '-- @ferris:scaling.strategy=cpu_based'));
      await eventually(
        () => !vscode.languages.getDiagnostics(document.uri).some(one => ruleOf(one) === 'hints/unknown-key'),
        'the unknown key is gone',
      );
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await eventually(
        () => vscode.languages.getDiagnostics(document.uri).some(one => ruleOf(one) === 'hints/unknown-key'),
        'the unknown key is back',
      );
    },
  ],
  [
    'other SQL is left alone',
    async () => {
      const { document } = await open('report.sql');
      await openFerrisSql('market_data.sql');
      assert.equal(document.languageId, 'sql');
      assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
      await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
      );
      assert.deepEqual(lenses, []);
    },
  ],
  [
    'a language chosen by hand stays',
    async () => {
      const { document } = await openFerrisSql('market_data.sql');
      await vscode.languages.setTextDocumentLanguage(document, 'sql');
      await new Promise(resolve => setTimeout(resolve, 600));
      assert.equal(document.languageId, 'sql');
      await closeAll();
      const again = await open('market_data.sql');
      await new Promise(resolve => setTimeout(resolve, 600));
      assert.equal(again.document.languageId, 'sql');
      await vscode.languages.setTextDocumentLanguage(again.document, 'ferris-sql');
      await vscode.languages.setTextDocumentLanguage(again.document, 'plaintext');
      await vscode.languages.setTextDocumentLanguage(again.document, 'sql');
      await new Promise(resolve => setTimeout(resolve, 600));
      assert.equal(again.document.languageId, 'sql');
      await vscode.languages.setTextDocumentLanguage(again.document, 'ferris-sql');
      await closeAll();
      await openFerrisSql('market_data.sql');
    },
  ],
  [
    'what was chosen for a file without a name holds for that file alone',
    async () => {
      const content = 'SELECT id FROM orders EMIT CHANGES;\n';
      const first = await vscode.workspace.openTextDocument({ language: 'sql', content });
      await vscode.window.showTextDocument(first);
      await eventually(() => first.languageId === 'ferris-sql', 'it becomes FerrisSQL');
      await vscode.languages.setTextDocumentLanguage(first, 'sql');
      await type(' ');
      await new Promise(resolve => setTimeout(resolve, 600));
      assert.equal(first.languageId, 'sql');
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      const second = await vscode.workspace.openTextDocument({ language: 'sql', content });
      await vscode.window.showTextDocument(second);
      await eventually(() => second.languageId === 'ferris-sql', 'the next one becomes FerrisSQL');
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    },
  ],
  [
    'a hint is completed while it is typed: marker, key, value',
    async () => {
      const document = await vscode.workspace.openTextDocument({ language: 'ferris-sql', content: '\nSELECT 1;\n' });
      const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
      editor.selection = new vscode.Selection(0, 0, 0, 0);
      await click('.editor-group-container .monaco-editor .view-lines');
      await press('Control+Home');
      await type('-- @ferris:scaling.max');
      await eventually(
        async () =>
          (await texts('.suggest-widget .monaco-list-row')).some(text => text.includes('scaling.max_replicas')),
        'the list with the key',
      );
      await screenshot('hint-completion');
      await press('Tab');
      await eventually(() => document.lineAt(0).text === '-- @ferris:scaling.max_replicas=', 'the key is taken');
      await eventually(
        async () => (await texts('.suggest-widget .monaco-list-row')).some(text => text.includes('default of trading')),
        'the list of values',
      );
      await press('Tab');
      await eventually(() => /=\d+$/.test(document.lineAt(0).text), 'the value is taken');
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    },
  ],
  [
    'keywords fit the place',
    async () => {
      const content = 'SELECT a FROM t EMIT ';
      const document = await vscode.workspace.openTextDocument({ language: 'ferris-sql', content });
      // The editor lets go of an unnamed document that nobody looks at when another one of its name is closed.
      await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
      const offered = await eventually(async () => {
        const list = await vscode.commands.executeCommand<vscode.CompletionList>(
          'vscode.executeCompletionItemProvider',
          document.uri,
          document.positionAt(content.length),
        );
        const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
        return labels.includes('CHANGES') ? labels : undefined;
      }, 'completions');
      for (const word of ['CHANGES', 'FINAL', 'EVERY']) assert.ok(offered.includes(word), `${word} is not offered`);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    },
  ],
  [
    'hovering a hint shows its page',
    async () => {
      const editor = await openFerrisSql('market_data.sql');
      const { document } = editor;
      const hovers = await eventually(async () => {
        const found = await vscode.commands.executeCommand<vscode.Hover[]>(
          'vscode.executeHoverProvider',
          document.uri,
          new vscode.Position(3, 20),
        );
        return found.length > 0 ? found : undefined;
      }, 'a hover');
      const [content] = hovers[0]!.contents;
      const text = typeof content === 'string' ? content : (content?.value ?? '');
      assert.match(text, /scaling\.max_replicas/);
      assert.match(text, /Upper bound of the autoscaler/);
      editor.selection = new vscode.Selection(3, 20, 3, 20);
      await vscode.commands.executeCommand('editor.action.showHover');
      await eventually(
        async () => (await texts('.monaco-hover')).some(shown => shown.includes('Upper bound')),
        'the hover',
      );
      await screenshot('hint-hover');
      // Again: the keyboard goes into it. What it costs is at its end.
      await vscode.commands.executeCommand('editor.action.showHover');
      await vscode.commands.executeCommand('editor.action.goToBottomHover');
      await new Promise(resolve => setTimeout(resolve, 300));
      await inBothThemes('hint-cost');
      await press('Escape');
    },
  ],
  [
    'the file looks like this',
    async () => {
      await openFerrisSql('market_data.sql');
      await eventually(async () => (await texts('.codelens-decoration')).length >= 2, 'the lenses');
      await screenshot('highlighting');
    },
  ],
];
