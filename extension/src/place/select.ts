/** Asks where queries should run, and keeps the answer in the setting `ferris.brokers`. */
import path from 'node:path';
import * as vscode from 'vscode';
import { brokersProblem, placeOf } from './place.ts';

interface Choice extends vscode.QuickPickItem {
  /** The setting's new value; undefined when the person gave up. */
  choose(): Promise<string | undefined>;
}

export async function selectBrokers(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const folder =
    (document && vscode.workspace.getWorkspaceFolder(document.uri)) ?? vscode.workspace.workspaceFolders?.[0];
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
  if (brokers === undefined) return;
  const target = vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  await settings.update('brokers', brokers === '' ? undefined : brokers, target);
}

async function askBrokers(now: string): Promise<string | undefined> {
  const answer = await vscode.window.showInputBox({
    title: 'Kafka brokers',
    prompt: 'host:port, several with commas',
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
