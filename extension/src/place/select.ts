/** Asks where queries should run, sees whether anybody answers there, and keeps it in the setting `ferris.brokers`. */
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { askTopics } from './ask-place.ts';
import { rememberPlace } from './known-places.ts';
import { brokersProblem, placeOf } from './place.ts';

interface Choice extends vscode.QuickPickItem {
  /** The setting's new value; undefined when the person gave up. */
  choose(): Promise<string | undefined>;
}

/** What choosing a place needs of the extension. */
export interface Choosing {
  /** Where the places that were chosen are kept. */
  readonly kept: vscode.Memento;
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
      choose: async () => '',
    },
    {
      label: '$(server) Kafka brokers…',
      description: 'host:port, several with commas',
      choose: () => askBrokers(now),
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
  const brokers = await chosen?.choose();
  if (brokers !== undefined) await usePlace(brokers, choosing);
}

/** @param brokers the setting's new value; empty for the embedded log of the folder */
export async function usePlace(brokers: string, { kept, program, chosen }: Choosing): Promise<void> {
  const folder = currentFolder();
  if (brokers !== '' && !(await answers(brokers, program(), folder?.uri.fsPath ?? os.homedir()))) return;
  const target = vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  const settings = vscode.workspace.getConfiguration('ferris', folder ?? null);
  await settings.update('brokers', brokers === '' ? undefined : brokers, target);
  await rememberPlace(kept, brokers);
  chosen();
}

/** Whether the place gives its topics, or is wanted all the same. In a folder that is not trusted nobody is asked. */
async function answers(brokers: string, program: string, folder: string): Promise<boolean> {
  if (!vscode.workspace.isTrusted) return true;
  const { label } = placeOf(brokers);
  const leaving = new AbortController();
  const answer = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `FerrisSQL: asking ${label} for its topics`,
      cancellable: true,
    },
    (_, token) => {
      token.onCancellationRequested(() => leaving.abort());
      return askTopics({ program, folder, brokers, signal: leaving.signal });
    },
  );
  if (leaving.signal.aborted) return false;
  if (answer.ok) {
    const count = answer.value.topics.length;
    const found = count === 1 ? '1 topic' : `${count} topics`;
    void vscode.window.setStatusBarMessage(`$(check) ${label}: ${found}`, 5000);
    return true;
  }
  const anyway = 'Use It Anyway';
  return (await vscode.window.showErrorMessage(`FerrisSQL: ${answer.why}.`, anyway)) === anyway;
}

const currentFolder = (): vscode.WorkspaceFolder | undefined => {
  const document = vscode.window.activeTextEditor?.document;
  return (document && vscode.workspace.getWorkspaceFolder(document.uri)) ?? vscode.workspace.workspaceFolders?.[0];
};

async function askBrokers(now: string): Promise<string | undefined> {
  const answer = await vscode.window.showInputBox({
    title: 'Kafka brokers',
    // True as long as the Kafka client in runtime/connectors/kafka speaks neither.
    prompt: 'host:port, several with commas. A listener without TLS and SASL: ferris-sql does not speak these yet',
    value: placeOf(now).kind === 'kafka' ? now : 'localhost:9092',
    validateInput: brokersProblem,
  });
  return answer?.trim();
}

async function askFolder(prefix: string, folder: vscode.WorkspaceFolder | undefined): Promise<string | undefined> {
  const [chosen] =
    (await vscode.window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      openLabel: 'Use this folder',
      ...(folder ? { defaultUri: folder.uri } : {}),
    })) ?? [];
  if (!chosen) return undefined;
  if (!folder) return prefix + chosen.fsPath;
  const relative = path.relative(folder.uri.fsPath, chosen.fsPath);
  return prefix + (relative.startsWith('..') || path.isAbsolute(relative) ? chosen.fsPath : relative || '.');
}
