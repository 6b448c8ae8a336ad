/** Edits of several files, as the protocol's workspace edit. */
import type { ClientCapabilities, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { byFile, type FileEdit } from '../src/language/references/edits.ts';
import type { Project } from './project/project.ts';
import { rangeIn } from './translate.ts';

/** With the versions they are for, where the client takes them: edits of another text are refused then. */
export function workspaceEditOf(
  project: Project,
  edits: readonly FileEdit[],
  { workspace }: ClientCapabilities,
): WorkspaceEdit {
  const files = [...byFile(edits)].flatMap(([uri, own]) => {
    const document = project.document(uri);
    if (!document) return [];
    const textEdits: TextEdit[] = own.map(({ span, text }) => ({ range: rangeIn(document, span), newText: text }));
    return [{ uri, version: project.isOpen(uri) ? document.version : null, edits: textEdits }];
  });
  return workspace?.workspaceEdit?.documentChanges
    ? { documentChanges: files.map(({ uri, version, edits: own }) => ({ textDocument: { uri, version }, edits: own })) }
    : { changes: Object.fromEntries(files.map(({ uri, edits: own }) => [uri, own])) };
}
