/** workspace/willRenameFiles: paths in WITH follow the files they lead to. */
import type { WorkspaceEdit } from 'vscode-languageserver';
import { editsForMoves } from '../../src/language/references/moved-files.ts';
import type { Method } from '../method.ts';
import { workspaceEditOf } from '../workspace-edit.ts';

/** Folders too. */
const ANYTHING = { filters: [{ scheme: 'file', pattern: { glob: '**/*' } }] };

export const willRenameFilesMethod: Method = {
  capabilities: () => ({ workspace: { fileOperations: { willRename: ANYTHING } } }),
  start({ connection, project, client }) {
    connection.workspace.onWillRenameFiles(({ files }): WorkspaceEdit | null => {
      const edits = editsForMoves(
        project.workspace,
        files.map(({ oldUri, newUri }) => ({ from: oldUri.replace(/\/$/, ''), to: newUri.replace(/\/$/, '') })),
      );
      return edits.length > 0 ? workspaceEditOf(project, edits, client()) : null;
    });
  },
};
