/** What the window shows, in a few lines of text: where only the output of a failed check is seen. */
import * as vscode from 'vscode';
import type { FerrisExtension } from '../../../extension/src/api.ts';
import { texts } from './window.ts';

/** What is looked at, each with the part of the window it is. */
const PARTS = [
  ['notifications', '.notification-list-item-message'],
  ['quick input', '.quick-input-titlebar, .quick-input-message, .quick-input-list .monaco-list-row'],
  ['suggestions', '.suggest-widget .monaco-list-row'],
  ['status bar', '.statusbar-item'],
  ['trees', '.pane-body .monaco-list-row, .test-explorer .monaco-list-row'],
  ['heads of pages', 'h1, #state, #shown, #kept, #failure, .failure'],
  ['messages of pages', '#log, .problems'],
  ['rows of pages', '#grid .canvas .row'],
] as const;

/** Of each part: elements, and characters of each. */
const MOST = 15;
const LONGEST = 160;

export async function windowNow(): Promise<string> {
  const shown = await Promise.all(
    PARTS.map(async ([name, selector]) => [name, (await texts(selector)).filter(text => text.trim() !== '')] as const),
  );
  const lines = shown.flatMap(([name, found]) => (found.length === 0 ? [] : [`${name}: ${shortened(found)}`]));
  return ['    the window then:', ...[...editors(), ...lines, ...runs()].map(line => `      ${line}`)].join('\n');
}

function editors(): readonly string[] {
  const { activeTextEditor: editor, tabGroups } = vscode.window;
  const tabs = tabGroups.all.map(group =>
    group.tabs.map(({ label, isActive }) => (isActive ? `[${label}]` : label)).join(' '),
  );
  if (!editor) return [`no text editor is active; tabs: ${tabs.join(' | ')}`];
  const { document, selection } = editor;
  const { line, character } = selection.active;
  return [
    `active: ${document.uri.path} (${document.languageId}), cursor ${line + 1}:${character + 1}; tabs: ${tabs.join(' | ')}`,
    `its problems: ${shortened(vscode.languages.getDiagnostics(document.uri).map(one => `${one.range.start.line + 1}: ${one.message}`))}`,
  ];
}

function runs(): readonly string[] {
  const extension = vscode.extensions.getExtension<FerrisExtension>('ferris.ferris-sql-hints');
  if (!extension?.isActive) return ['the extension is not active'];
  return extension.exports
    .runs()
    .map(
      ({ title, run }) =>
        `run ${title}: ${run.state}, ${run.rows.total} rows${run.failure ? `, ${run.failure}` : ''}; ${shortened(run.messages.slice(-5))}`,
    );
}

const shortened = (found: readonly string[]): string =>
  `${found
    .slice(0, MOST)
    .map(text => text.replace(/\s+/g, ' ').trim().slice(0, LONGEST))
    .join(' ¦ ')}${found.length > MOST ? ` ¦ … ${found.length - MOST} more` : ''}`;
