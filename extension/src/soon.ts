/**
 * What nobody waits for while the extension wakes up: one part after the other, each in a turn of its own. Commands are not
 * among them: the editor may be waiting to call one.
 */
import * as vscode from 'vscode';

/** @param parts begun in this order after the caller is done, and not at all when it is disposed before */
export function soon(parts: readonly (() => vscode.Disposable)[]): vscode.Disposable {
  const begun: vscode.Disposable[] = [];
  const left = [...parts];
  let turn: NodeJS.Immediate | undefined;
  const next = (): void => {
    const part = left.shift();
    if (!part) return;
    // One that fails is told by the editor, and the others are still begun.
    turn = setImmediate(next);
    begun.push(part());
  };
  turn = setImmediate(next);
  return new vscode.Disposable(() => {
    clearImmediate(turn);
    for (const one of begun) one.dispose();
  });
}
