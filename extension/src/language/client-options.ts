/** What the language client is told, wherever the server runs: as a process or in a worker. */
import type * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { EXPLAIN_COMMAND, type FerrisClientCapabilities, PREVIEW_COMMAND } from '../../../language-server/protocol.ts';
import { FERRIS_SQL } from './switch.ts';

export const clientOptions = (log: vscode.LogOutputChannel): LanguageClientOptions => ({
  documentSelector: [{ language: FERRIS_SQL }],
  outputChannel: log,
  // Links of hovers may lead to these and to no other command.
  markdown: { isTrusted: { enabledCommands: [EXPLAIN_COMMAND, PREVIEW_COMMAND] }, supportHtml: true },
  middleware: {
    // A hint's key has been taken: the list of its values opens by itself.
    async provideCompletionItem(document, position, context, token, next) {
      const found = await next(document, position, context, token);
      for (const item of Array.isArray(found) ? found : (found?.items ?? []))
        if (goesOn(item)) item.command = { command: 'editor.action.triggerSuggest', title: 'Values' };
      return found;
    },
  },
});

/** @param commands that the server's code lenses may offer: they are registered where the extension begins */
export function announceCommands(client: BaseLanguageClient, commands: readonly string[]): void {
  const announced: FerrisClientCapabilities = { commands, htmlDetails: true };
  client.registerFeature({
    fillClientCapabilities(capabilities) {
      capabilities.experimental = { ...capabilities.experimental, ...announced };
    },
    initialize: () => undefined,
    getState: () => ({ kind: 'static' }),
    clear: () => undefined,
  });
}

/** Items come from the server with their data, which the type of the editor's items does not know. */
const goesOn = (item: vscode.CompletionItem & { readonly data?: { readonly goesOn?: boolean } }): boolean =>
  item.data?.goesOn === true;
