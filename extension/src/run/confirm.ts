/** Asks before a run writes to topics that others may read. */
import * as vscode from 'vscode';
import type { RunPlace } from '../place/place.ts';
import { isLocal } from './local.ts';

/** @param topics that it writes */
export async function mayWrite(place: RunPlace, topics: readonly string[]): Promise<boolean> {
  if (isLocal(place)) return true;
  const write = 'Write';
  const chosen = await vscode.window.showWarningMessage(
    `Write to ${topics.map(topic => `'${topic}'`).join(', ')} on ${place.label}?`,
    {
      modal: true,
      detail: `${place.description}: not on this machine. Rows are written until you stop the run, and cannot be taken back. Statements that these read from write to their topics too.`,
    },
    write,
  );
  return chosen === write;
}
