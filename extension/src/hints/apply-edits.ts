/** Puts edits that the server has worked out into the document they were worked out for. */
import * as vscode from 'vscode';
import type { HintEditsResult } from '../../../language-server/protocol.ts';

/** Why it did not happen; undefined when it did. */
export async function applyEdits(
  document: vscode.TextDocument,
  ask: () => Promise<HintEditsResult>,
): Promise<string | undefined> {
  // A text that was edited in the meantime is asked about again.
  for (let attempt = 0; attempt < 5; attempt++) {
    const { version, edits, problem } = await ask();
    if (problem !== undefined) return problem;
    if (version !== document.version) continue;
    if (edits.length === 0) return undefined;
    const edit = new vscode.WorkspaceEdit();
    for (const { range, newText } of edits)
      edit.replace(
        document.uri,
        new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character),
        newText,
      );
    if (await vscode.workspace.applyEdit(edit)) return undefined;
  }
  return 'The text is being edited';
}
