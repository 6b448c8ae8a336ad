/** The "Run" above each statement that can be run. */
import * as vscode from 'vscode';
import type { ProtocolRange } from '../../../language-server/protocol.ts';
import type { LanguageServer } from '../language/server.ts';
import { FERRIS_SQL } from '../language/switch.ts';

export function registerLenses(server: LanguageServer): vscode.Disposable {
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: server.onDidStart,
    async provideCodeLenses(document) {
      const { statements } = await server.statements(document);
      return statements
        .filter(({ runnable }) => runnable)
        .map(
          ({ range, index }) =>
            new vscode.CodeLens(toRange(range), {
              command: 'ferris.runQuery',
              title: '$(play) Run',
              tooltip: 'Run this query and watch its rows arrive',
              arguments: [document.uri, index],
            }),
        );
    },
  };
  return vscode.languages.registerCodeLensProvider({ language: FERRIS_SQL }, provider);
}

export const toRange = ({ start, end }: ProtocolRange): vscode.Range =>
  new vscode.Range(start.line, start.character, end.line, end.character);
