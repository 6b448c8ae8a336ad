/** The client's end of the language server protocol. Only loaded when a server is started: it is large. */
import type * as vscode from 'vscode';
import { type Executable, LanguageClient, type LanguageClientOptions } from 'vscode-languageclient/node';
import {
  EXPLAIN_COMMAND,
  type FerrisClientCapabilities,
  PREVIEW_COMMAND,
  RUN_COMMAND,
  SHOW_REFERENCES_COMMAND,
} from '../../../language-server/protocol.ts';
import { FERRIS_SQL } from './switch.ts';

/** @throws when the server cannot be started */
export async function startClient(serverFile: string, log: vscode.LogOutputChannel): Promise<LanguageClient> {
  const server: Executable = {
    command: process.execPath,
    args: [serverFile, '--stdio'],
    // On a desktop the editor's own program is Node when it is asked to be.
    options: { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } },
  };
  const options: LanguageClientOptions = {
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
  };
  const client = new LanguageClient('ferris', 'FerrisSQL', server, options);
  client.registerFeature({
    fillClientCapabilities(capabilities) {
      capabilities.experimental = { ...capabilities.experimental, ...COMMANDS };
    },
    initialize: () => undefined,
    getState: () => ({ kind: 'static' }),
    clear: () => undefined,
  });
  await client.start();
  return client;
}

/** The server's code lenses may offer these: they are registered where the extension begins. */
const COMMANDS: FerrisClientCapabilities = {
  commands: [RUN_COMMAND, EXPLAIN_COMMAND, PREVIEW_COMMAND, SHOW_REFERENCES_COMMAND],
  htmlDetails: true,
};

/** Items come from the server with their data, which the type of the editor's items does not know. */
const goesOn = (item: vscode.CompletionItem & { readonly data?: { readonly goesOn?: boolean } }): boolean =>
  item.data?.goesOn === true;
