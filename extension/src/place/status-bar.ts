/** Shows in the status bar where the queries of the file in front would run; a click changes it. */
import * as vscode from 'vscode';
import { FERRIS_SQL } from '../language/switch.ts';
import type { RunPlace } from './place.ts';
import { placeFor } from './place-for.ts';

const ICONS: Readonly<Record<RunPlace['kind'], string>> = {
  embedded: 'database',
  jsonl: 'folder',
  kafka: 'server',
  settings: 'gear',
};

export function showPlace(): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('ferris.place', vscode.StatusBarAlignment.Right, 100);
  item.name = 'FerrisSQL: where queries run';
  const update = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== FERRIS_SQL) {
      item.hide();
      return;
    }
    if (vscode.workspace.isTrusted) {
      const place = placeFor(document);
      item.text = `$(${ICONS[place.kind]}) ${place.label}`;
      item.tooltip = `${place.description}. Click to run queries elsewhere.`;
      item.command = 'ferris.selectBrokers';
    } else {
      item.text = '$(shield) FerrisSQL restricted';
      item.tooltip = 'The language server and queries are processes: they start once you trust this folder.';
      item.command = 'workbench.trust.manage';
    }
    item.show();
  };
  update();
  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidOpenTextDocument(update),
    vscode.workspace.onDidSaveTextDocument(update),
    vscode.workspace.onDidGrantWorkspaceTrust(update),
    vscode.workspace.onDidChangeConfiguration(event => event.affectsConfiguration('ferris.brokers') && update()),
  );
}
