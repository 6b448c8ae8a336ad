/** Files in the window: whose they are, what is wrong in them, what is offered, how they are coloured. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as vscode from 'vscode';
import { activationTimes } from './activation.ts';
import { type Check, eventually, until } from './check.ts';
import { closeAll, discard, edit, open, openFerrisSql, openText, putCursor, revert, show } from './documents.ts';
import { startedHere } from './processes.ts';
import { inBothThemes } from './themes.ts';
import { click, press, say, screenshot, texts, type } from './window.ts';

/** The rule, whose page is beside it. */
const ruleOf = ({ code }: vscode.Diagnostic): unknown => (typeof code === 'object' ? code.value : code);

/** A file that came after all others has become FerrisSQL by an edit: whatever was about to become it has. */
async function othersHaveSwitched(): Promise<void> {
  const before = vscode.window.activeTextEditor?.document;
  const editor = await openText('SELECT id FROM orders', 'sql');
  await edit(editor, builder => builder.insert(new vscode.Position(1, 0), ' EMIT CHANGES;'));
  await eventually(() => editor.document.languageId === 'ferris-sql', 'a later one becomes FerrisSQL');
  await discard(editor.document);
  if (before) await show(before);
}

/** What Tab would take. The list is asked for again where it does not come by itself: typing can be faster than the server. */
async function suggested(text: string): Promise<void> {
  let asked = 0;
  await until(
    async () => (await texts('.suggest-widget .monaco-list-row.focused')).some(one => one.includes(text)),
    () => (asked++ > 0 ? vscode.commands.executeCommand('editor.action.triggerSuggest') : undefined),
    `'${text}' is suggested first`,
  );
}

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
      assert.ok(found.length > 0);
      for (const uri of found) {
        const editor = await openFerrisSql(vscode.workspace.asRelativePath(uri));
        const { document } = editor;
        // A mistake of ours behind it: when that one is marked the file has been checked, and nothing else may be.
        const last = document.lineCount;
        await edit(editor, (builder, { lineCount }) =>
          builder.insert(new vscode.Position(lineCount, 0), '\nSELECT nobody FROM nowhere_at_all EMIT CHANGES;\n'),
        );
        await eventually(() => {
          const faults = vscode.languages.getDiagnostics(document.uri);
          const others = faults.filter(({ range }) => range.start.line < last).map(({ message }) => message);
          assert.deepEqual(others, [], uri.path);
          return faults.length > 0;
        }, `${uri.path} is checked`);
        await revert(document);
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
      await eventually(async () => (await texts('.squiggly-error')).length > 0, 'a squiggle');
      await screenshot('wrong-hint');
      await vscode.commands.executeCommand('workbench.action.closePanel');
    },
  ],
  [
    'diagnostics follow the typing, and go with the mistake',
    async () => {
      const editor = await openFerrisSql('wrong_hint.sql');
      const { document } = editor;
      await edit(editor, (builder, { lineAt }) =>
        builder.replace(lineAt(3).range, '-- @ferris:scaling.strategy=cpu_based'),
      );
      await eventually(
        () => !vscode.languages.getDiagnostics(document.uri).some(one => ruleOf(one) === 'hints/unknown-key'),
        'the unknown key is gone',
      );
      await revert(document);
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
      await show(document);
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
      await othersHaveSwitched();
      assert.equal(document.languageId, 'sql');
      await closeAll();
      const again = (await open('market_data.sql')).document;
      await othersHaveSwitched();
      assert.equal(again.languageId, 'sql');
      for (const language of ['ferris-sql', 'plaintext', 'sql']) {
        await vscode.languages.setTextDocumentLanguage(again, language);
        await eventually(() => again.languageId === language, `it is ${language}`);
      }
      await othersHaveSwitched();
      assert.equal(again.languageId, 'sql');
      await vscode.languages.setTextDocumentLanguage(again, 'ferris-sql');
      await eventually(() => again.languageId === 'ferris-sql', 'it is FerrisSQL again');
      await closeAll();
      await openFerrisSql('market_data.sql');
    },
  ],
  [
    'what was chosen for a file without a name holds for that file alone',
    async () => {
      const content = 'SELECT id FROM orders EMIT CHANGES;\n';
      const first = await openText(content, 'sql');
      await eventually(() => first.document.languageId === 'ferris-sql', 'it becomes FerrisSQL');
      await vscode.languages.setTextDocumentLanguage(first.document, 'sql');
      await edit(first, builder => builder.insert(new vscode.Position(0, 0), ' '));
      await othersHaveSwitched();
      assert.equal(first.document.languageId, 'sql');
      await discard(first.document);
      const second = await openText(content, 'sql');
      await eventually(() => second.document.languageId === 'ferris-sql', 'the next one becomes FerrisSQL');
      await discard(second.document);
    },
  ],
  [
    'a hint is completed while it is typed: marker, key, value',
    async () => {
      const editor = await openText('\nSELECT 1;\n');
      const { document } = editor;
      await click('.editor-group-container .monaco-editor .view-lines');
      await putCursor(editor, 0);
      await type('-- @ferris:scaling.max');
      await suggested('scaling.max_replicas');
      await screenshot('hint-completion');
      await press('Tab');
      await eventually(() => document.lineAt(0).text === '-- @ferris:scaling.max_replicas=', 'the key is taken');
      await suggested('default of trading');
      await press('Tab');
      await eventually(() => /=\d+$/.test(document.lineAt(0).text), 'the value is taken');
      await discard(document);
    },
  ],
  [
    'keywords fit the place',
    async () => {
      const content = 'SELECT a FROM t EMIT ';
      // The editor lets go of an unnamed document that nobody looks at when another one of its name is closed.
      const { document } = await openText(content);
      await eventually(async () => {
        const list = await vscode.commands.executeCommand<vscode.CompletionList>(
          'vscode.executeCompletionItemProvider',
          document.uri,
          document.positionAt(content.length),
        );
        const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
        for (const word of ['CHANGES', 'FINAL', 'EVERY'])
          assert.ok(labels.includes(word), `${word} is not among ${labels.join(' ')}`);
        return true;
      }, 'completions');
      await discard(document);
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
      await putCursor(editor, 3, 20);
      const showHover = (): Thenable<unknown> => vscode.commands.executeCommand('editor.action.showHover');
      await until(
        async () => (await texts('.monaco-hover')).some(shown => shown.includes('Upper bound')),
        showHover,
        'the hover',
      );
      await screenshot('hint-hover');
      // Again: the keyboard goes into it. What it costs is at its end.
      await until(
        async () => (await texts('.monaco-hover:focus, .monaco-hover:focus-within')).length > 0,
        showHover,
        'the keyboard in the hover',
      );
      await vscode.commands.executeCommand('editor.action.goToBottomHover');
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
