/** What the editor itself has measured of an extension's activation: the page of "Developer: Startup Performance". */
import * as vscode from 'vscode';
import { eventually } from './check.ts';
import { closeAll } from './documents.ts';

/** In milliseconds: loading the code, the call of activate(), and until what it returned was there. */
export interface ActivationTimes {
  readonly load: number;
  readonly call: number;
  readonly finish: number;
}

/** @param id of an extension that is active */
export async function activationTimes(id: string): Promise<ActivationTimes> {
  await vscode.commands.executeCommand('perfview.show');
  const found = await eventually(() => {
    const page = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf');
    const row = page?.getText().split('\n');
    return row?.map(line => line.split('|').map(cell => cell.trim())).find(([, first]) => first === id);
  }, `the activation of ${id} on the editor's page`);
  await closeAll();
  const [, , , load, call, finish] = found;
  return { load: Number(load), call: Number(call), finish: Number(finish) };
}
