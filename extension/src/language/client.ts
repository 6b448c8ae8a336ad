/** The client's end of the language server protocol. Only loaded when a server is started: it is large. */
import type * as vscode from 'vscode';
import { type Executable, LanguageClient } from 'vscode-languageclient/node';
import {
  EXPLAIN_COMMAND,
  PREVIEW_COMMAND,
  RUN_COMMAND,
  SHOW_REFERENCES_COMMAND,
} from '../../../language-server/protocol.ts';
import { announceCommands, clientOptions } from './client-options.ts';

/** @throws when the server cannot be started */
export async function startClient(serverFile: string, log: vscode.LogOutputChannel): Promise<LanguageClient> {
  const server: Executable = {
    command: process.execPath,
    args: [serverFile, '--stdio'],
    // On a desktop the editor's own program is Node when it is asked to be.
    options: { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } },
  };
  const client = new LanguageClient('ferris', 'FerrisSQL', server, clientOptions(log));
  announceCommands(client, [RUN_COMMAND, EXPLAIN_COMMAND, PREVIEW_COMMAND, SHOW_REFERENCES_COMMAND]);
  await client.start();
  return client;
}
