/** Opens the files of the suite's workspace, edits and closes them: each returns when the window has done it. */
import * as vscode from 'vscode';
import { becomes, eventually, until } from './check.ts';
import { texts } from './window.ts';

/** In the first column, as a person would open it: when it is the editor in front. */
export async function show(document: vscode.TextDocument): Promise<vscode.TextEditor> {
  // Where another editor opens at the same time the editor's own call fails, and is made again.
  const editor = await eventually(
    () => vscode.window.showTextDocument(document, vscode.ViewColumn.One),
    `${document.uri.path} is opened`,
  );
  await eventually(() => vscode.window.activeTextEditor?.document === document, `${document.uri.path} is in front`);
  return editor;
}

export async function open(name: string): Promise<vscode.TextEditor> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('the window has no folder');
  return show(await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, name)));
}

/** Of a file that becomes FerrisSQL by itself: when it has. */
export async function openFerrisSql(name: string): Promise<vscode.TextEditor> {
  const { document } = await open(name);
  await eventually(() => document.languageId === 'ferris-sql', `${name} becomes FerrisSQL`);
  return show(document);
}

/** A file without a name, in front. */
export const openText = async (content: string, language = 'ferris-sql'): Promise<vscode.TextEditor> =>
  show(await vscode.workspace.openTextDocument({ language, content }));

/** Selects in the editor in front: when the window says that the cursor is there. */
export async function select(editor: vscode.TextEditor, selection: vscode.Selection): Promise<void> {
  const { line, character } = selection.active;
  const there = `Ln ${line + 1}, Col ${character + 1}`;
  await show(editor.document);
  // The window's own selection of before can still be on its way to the extension host, and is taken for a newer one.
  await until(
    async () =>
      editor.selection.isEqual(selection) && (await texts('.statusbar-item')).some(one => one.includes(there)),
    () => {
      editor.selection = selection;
    },
    `the cursor is at ${there}`,
    3_000,
  );
}

export const putCursor = (editor: vscode.TextEditor, line: number, character = 0): Promise<void> =>
  select(editor, new vscode.Selection(line, character, line, character));

/** What was refused because the text changed meanwhile is done again. */
export const edit = (
  editor: vscode.TextEditor,
  change: (builder: vscode.TextEditorEdit, document: vscode.TextDocument) => void,
): Promise<boolean> =>
  eventually(() => editor.edit(builder => change(builder, editor.document)), `${editor.document.uri.path} is edited`);

/** As it is on the disk. */
export async function revert(document: vscode.TextDocument): Promise<void> {
  await until(
    () => !document.isDirty,
    async () => {
      await show(document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    },
    `${document.uri.path} is as saved`,
  );
}

const isOpen = ({ uri }: vscode.TextDocument): boolean =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());

/** Closes a document without saving it. */
export async function discard(document: vscode.TextDocument): Promise<void> {
  await until(
    () => !isOpen(document),
    async () => {
      await show(document);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    },
    `${document.uri.path} is closed`,
  );
}

/** What is not saved is lost. */
export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await becomes(() => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)), [], 'no tabs');
  await eventually(() => vscode.window.activeTextEditor === undefined, 'no editor is in front');
}
