/** Asks where queries should run, sees whether anybody answers there, and keeps it in the setting `ferris.brokers`. */
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { askTopics, type PlaceQuestion } from './ask-place.ts';
import { askProtection } from './ask-protection.ts';
import { environmentFor, keepProtection, protectionOf } from './kept-protection.ts';
import { rememberPlace } from './known-places.ts';
import { brokersProblem, placeOf } from './place.ts';
import { environmentOf, type Protection, protectionText } from './protection.ts';

interface Chosen {
  /** The setting's new value; empty for the embedded log of the folder. */
  readonly brokers: string;
  /** How the brokers are spoken to; undefined: as it was chosen before, if it was. */
  readonly protection?: Protection;
}

interface Choice extends vscode.QuickPickItem {
  /** Undefined when the person gave up. */
  choose(): Promise<Chosen | undefined>;
}

/** What choosing a place needs of the extension. */
export interface Choosing {
  /** Where the places that were chosen are kept. */
  readonly kept: vscode.Memento;
  /** Where passwords are kept. */
  readonly secrets: vscode.SecretStorage;
  /** The program `ferris-sql`. */
  readonly program: () => string;
  /** Called when another place was chosen. */
  readonly chosen: () => void;
}

export async function selectBrokers(choosing: Choosing): Promise<void> {
  const folder = currentFolder();
  const settings = vscode.workspace.getConfiguration('ferris', folder ?? null);
  const now = settings.get<string>('brokers', '');
  const choices: readonly Choice[] = [
    {
      label: '$(database) Embedded log',
      description: 'topics in .ferris of this folder; needs no broker',
      choose: async () => ({ brokers: '' }),
    },
    {
      label: '$(server) Kafka brokers…',
      description: 'host:port, several with commas',
      choose: () => askBrokers(now, choosing.secrets),
    },
    {
      label: '$(folder) Folder of .jsonl files…',
      description: 'each NAME.jsonl is the topic NAME',
      choose: () => askFolder('jsonl:', folder),
    },
    {
      label: '$(archive) Embedded log elsewhere…',
      description: 'a folder that keeps topics',
      choose: () => askFolder('dir:', folder),
    },
  ];
  const chosen = await vscode.window.showQuickPick(choices, {
    title: 'Where queries run',
    placeHolder: `Now: ${placeOf(now).description}`,
  });
  const place = await chosen?.choose();
  if (place) await take(place, choosing);
}

/** @param brokers the setting's new value; empty for the embedded log of the folder */
export const usePlace = (brokers: string, choosing: Choosing): Promise<void> => take({ brokers }, choosing);

async function take({ brokers, protection }: Chosen, { kept, secrets, program, chosen }: Choosing): Promise<void> {
  const folder = currentFolder();
  const env = protection ? environmentOf(protection, process.env) : await environmentFor(secrets, placeOf(brokers));
  const question = { program: program(), folder: folder?.uri.fsPath ?? os.homedir(), brokers, env };
  if (brokers !== '' && !(await answers(question, protection))) return;
  if (protection) await keepProtection(secrets, brokers, protection);
  const target = vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  const settings = vscode.workspace.getConfiguration('ferris', folder ?? null);
  await settings.update('brokers', brokers === '' ? undefined : brokers, target);
  await rememberPlace(kept, brokers);
  chosen();
}

/** Whether the place gives its topics, or is wanted all the same. In a folder that is not trusted nobody is asked. */
async function answers(
  question: PlaceQuestion & { readonly brokers: string },
  protection: Protection | undefined,
): Promise<boolean> {
  if (!vscode.workspace.isTrusted) return true;
  const { label } = placeOf(question.brokers);
  const leaving = new AbortController();
  const answer = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `FerrisSQL: asking ${label} for its topics`,
      cancellable: true,
    },
    (_, token) => {
      token.onCancellationRequested(() => leaving.abort());
      return askTopics({ ...question, signal: leaving.signal });
    },
  );
  if (leaving.signal.aborted) return false;
  if (answer.ok) {
    const count = answer.value.topics.length;
    const found = count === 1 ? '1 topic' : `${count} topics`;
    void vscode.window.setStatusBarMessage(
      `$(check) ${label}: ${found}${protection ? ` (${protectionText(protection)})` : ''}`,
      5000,
    );
    return true;
  }
  const anyway = 'Use It Anyway';
  return (await vscode.window.showErrorMessage(`FerrisSQL: ${answer.why}.`, anyway)) === anyway;
}

const currentFolder = (): vscode.WorkspaceFolder | undefined => {
  const document = vscode.window.activeTextEditor?.document;
  return (document && vscode.workspace.getWorkspaceFolder(document.uri)) ?? vscode.workspace.workspaceFolders?.[0];
};

async function askBrokers(now: string, secrets: vscode.SecretStorage): Promise<Chosen | undefined> {
  const answer = await vscode.window.showInputBox({
    title: 'Kafka brokers',
    prompt: 'host:port, several with commas; then how to log in (SASL) and what is encrypted (TLS)',
    value: placeOf(now).kind === 'kafka' ? now : 'localhost:9092',
    validateInput: brokersProblem,
  });
  const brokers = answer?.trim();
  if (!brokers) return undefined;
  const protection = await askProtection(await protectionOf(secrets, brokers));
  return protection && { brokers, protection };
}

async function askFolder(prefix: string, folder: vscode.WorkspaceFolder | undefined): Promise<Chosen | undefined> {
  const [chosen] =
    (await vscode.window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      openLabel: 'Use this folder',
      ...(folder ? { defaultUri: folder.uri } : {}),
    })) ?? [];
  if (!chosen) return undefined;
  if (!folder) return { brokers: prefix + chosen.fsPath };
  const relative = path.relative(folder.uri.fsPath, chosen.fsPath);
  const within = !relative.startsWith('..') && !path.isAbsolute(relative);
  return { brokers: prefix + (within ? relative || '.' : chosen.fsPath) };
}
