/** Where the command lines of this extension are. */
import * as vscode from 'vscode';

export interface Programs {
  /** `ferris-sql`: a JavaScript file. */
  readonly sql: () => string;
  /** `ferris-k8s-deploy`. */
  readonly deploy: () => string;
}

/** @param extension its folder */
export const programsOf = (extension: vscode.Uri): Programs => ({
  sql: () =>
    vscode.workspace.getConfiguration('ferris').get<string>('commandLinePath', '') ||
    vscode.Uri.joinPath(extension, 'programs/ferris-sql.mjs').fsPath,
  deploy: () => vscode.Uri.joinPath(extension, 'programs/ferris-k8s-deploy.mjs').fsPath,
});
