/** Starts a script of the extension as a worker. */
import * as vscode from 'vscode';

/**
 * From its text: the editor refuses to make a worker of an address on another machine, where an extension that is
 * installed on a server is. Rejects when the script cannot be read.
 */
export async function startWorker(script: vscode.Uri): Promise<Worker> {
  const text = await vscode.workspace.fs.readFile(script);
  const address = URL.createObjectURL(new Blob([new Uint8Array(text)], { type: 'text/javascript' }));
  return new Worker(address);
}
