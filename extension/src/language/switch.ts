/** Makes FerrisSQL files FerrisSQL by themselves. Other SQL is left alone, and so is what a person chose by hand. */
import * as vscode from 'vscode';
import { isFerrisSql } from '../../../src/language/workspace/detect.ts';
import { ferrisFolders } from './ferris-folders.ts';

export const FERRIS_SQL = 'ferris-sql';

/** Where the choices made by hand are kept: a file's URI and its language. */
const CHOICES = 'languageChoices';

type Choices = Readonly<Record<string, string>>;

/** @param kept outlives the window */
export function switchLanguages(kept: vscode.Memento): vscode.Disposable {
  const folders = ferrisFolders(() => vscode.workspace.textDocuments.forEach(consider));
  /** The language each open document had when it was last seen: a change is seen as closing and opening it. */
  const seen = new WeakMap<vscode.TextDocument, string>();
  /** Documents whose language is being changed by us. */
  const ours = new WeakSet<vscode.TextDocument>();
  /** The choices for files without a name: the next one of the same address is another one. */
  const unnamed = new WeakMap<vscode.TextDocument, string>();
  const choices = (): Choices => kept.get<Choices>(CHOICES, {});

  const consider = (document: vscode.TextDocument): void => {
    if (document.languageId !== 'sql' || document.isClosed) return;
    const choice = unnamed.get(document) ?? choices()[document.uri.toString()];
    // What was chosen can be a third language, which the editor does not remember.
    if (choice === undefined ? !folders.has(document) && !isFerrisSql(document.getText()) : choice !== FERRIS_SQL)
      return;
    ours.add(document);
    // It can be closed in the meantime, and then there is nothing left to do.
    vscode.languages.setTextDocumentLanguage(document, FERRIS_SQL).then(undefined, () => ours.delete(document));
  };
  const opened = (document: vscode.TextDocument): void => {
    const before = seen.get(document);
    const now = document.languageId;
    seen.set(document, now);
    const byHand = before !== undefined && before !== now && !ours.delete(document);
    if (!byHand || ![before, now].includes(FERRIS_SQL)) consider(document);
    else if (document.isUntitled) unnamed.set(document, now);
    else void kept.update(CHOICES, { ...choices(), [document.uri.toString()]: now });
  };

  /** Of each document by itself: an edit of one takes nothing from another. */
  const pauses = new Map<vscode.TextDocument, NodeJS.Timeout>();
  const changed = ({ document }: vscode.TextDocumentChangeEvent): void => {
    if (document.languageId !== 'sql') return;
    clearTimeout(pauses.get(document));
    const look = (): void => {
      pauses.delete(document);
      consider(document);
    };
    pauses.set(document, setTimeout(look, 300));
  };
  for (const document of vscode.workspace.textDocuments) opened(document);
  return vscode.Disposable.from(
    folders,
    vscode.workspace.onDidOpenTextDocument(opened),
    vscode.workspace.onDidChangeTextDocument(changed),
    {
      dispose() {
        for (const pause of pauses.values()) clearTimeout(pause);
      },
    },
  );
}
