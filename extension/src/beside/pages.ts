/** The pages of one kind beside documents: one for each document, another statement of it takes its place. */
import type * as vscode from 'vscode';

export class Pages {
  readonly #open = new Map<string, vscode.WebviewPanel>();

  /** Closes the document's page before it is opened anew. */
  show({ uri }: vscode.TextDocument, open: () => vscode.WebviewPanel): void {
    const key = uri.toString();
    this.#open.get(key)?.dispose();
    const window = open();
    this.#open.set(key, window);
    window.onDidDispose(() => {
      if (this.#open.get(key) === window) this.#open.delete(key);
    });
  }
}
