/** Starts the extension's script of workers as one of them. */
import * as vscode from 'vscode';
import { ROLE, type Role } from './role.ts';

/**
 * From its text: the editor refuses to make a worker of an address on another machine, where an extension that is
 * installed on a server is. Rejects when the script cannot be read.
 */
export async function startWorker(extension: vscode.Uri, role: Role): Promise<Worker> {
  const script = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'web/worker.js'));
  const parts = [`self.${ROLE} = '${role}';\n`, new Uint8Array(script)];
  return new Worker(URL.createObjectURL(new Blob(parts, { type: 'text/javascript' })));
}
