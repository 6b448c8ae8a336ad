/** textDocument/prepareRename and rename: everywhere, or not at all and why. */
import {
  type ClientCapabilities,
  LSPErrorCodes,
  type Range,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { prepareRename, rename } from '../../src/language/references/rename.ts';
import type { Method } from '../method.ts';
import { toRange } from '../translate.ts';
import { workspaceEditOf } from '../workspace-edit.ts';

export const renameMethod: Method = {
  capabilities: client => ({ renameProvider: prepares(client) ? { prepareProvider: true } : true }),
  start({ connection, ask, client }) {
    connection.onPrepareRename(({ textDocument, position }): { range: Range; placeholder: string } | null =>
      ask(textDocument.uri, null, snapshot => {
        const { document, project } = snapshot;
        const prepared = prepareRename(project.workspace, document.uri, document.offsetAt(position));
        if ('refused' in prepared) throw refusal(prepared.refused);
        return { range: toRange(snapshot, prepared.span), placeholder: prepared.name };
      }),
    );
    connection.onRenameRequest(({ textDocument, position, newName }): WorkspaceEdit | null =>
      ask(textDocument.uri, null, ({ document, project }) => {
        const renamed = rename(project.workspace, document.uri, document.offsetAt(position), newName);
        if ('refused' in renamed) throw refusal(renamed.refused);
        return workspaceEditOf(project, renamed.edits, client());
      }),
    );
  },
};

const prepares = ({ textDocument }: ClientCapabilities): boolean => textDocument?.rename?.prepareSupport === true;

/** Editors show its message. */
const refusal = (reason: string): ResponseError<void> => new ResponseError(LSPErrorCodes.RequestFailed, reason);
