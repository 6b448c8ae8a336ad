/** The places that a person has chosen in this workspace, with the one where queries run now in front. */
import os from 'node:os';
import * as vscode from 'vscode';
import { placeOf, type RunPlace } from './place.ts';
import { placeOfFolder } from './place-for.ts';

/** Under which key the workspace keeps them: as `--brokers` takes them. */
const PLACES = 'knownPlaces';
/** Older ones are forgotten. */
const MOST = 10;

interface KnownPlace {
  readonly place: RunPlace;
  /** Whether queries run there. */
  readonly current: boolean;
  /** What relative paths are relative to. */
  readonly folder: string;
}

export function knownPlaces(kept: vscode.Memento): readonly KnownPlace[] {
  const document = vscode.window.activeTextEditor?.document;
  const workspaceFolder =
    (document && vscode.workspace.getWorkspaceFolder(document.uri)) ?? vscode.workspace.workspaceFolders?.[0];
  const folder = workspaceFolder?.uri.fsPath ?? os.homedir();
  const now = placeOfFolder(workspaceFolder);
  const others = kept
    .get<readonly string[]>(PLACES, [])
    .map(brokers => placeOf(brokers))
    .filter(({ brokers }) => brokers !== now.brokers);
  return [now, ...others].map((place, index) => ({ place, current: index === 0, folder }));
}

/** @param brokers as the setting has it; nothing: the embedded log */
export async function rememberPlace(kept: vscode.Memento, brokers: string): Promise<void> {
  const said = placeOf(brokers).brokers;
  if (said === undefined) return;
  const before = kept.get<readonly string[]>(PLACES, []);
  await kept.update(PLACES, [said, ...before.filter(one => one !== said)].slice(0, MOST));
}

export async function forgetPlace(kept: vscode.Memento, brokers: string | undefined): Promise<void> {
  const before = kept.get<readonly string[]>(PLACES, []);
  await kept.update(
    PLACES,
    before.filter(one => one !== brokers),
  );
}
