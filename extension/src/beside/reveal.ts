/** Brings a place of a document in front, where it is open already if it is. */
import * as vscode from 'vscode';
import type { ProtocolRange } from '../../../language-server/protocol.ts';

export async function reveal(document: vscode.TextDocument, { start, end }: ProtocolRange): Promise<void> {
  const open = vscode.window.visibleTextEditors.find(
    editor => editor.document.uri.toString() === document.uri.toString(),
  );
  const editor = await vscode.window.showTextDocument(document, open?.viewColumn ?? vscode.ViewColumn.One);
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
