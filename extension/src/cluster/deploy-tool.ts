/** One `ferris-k8s-deploy` as a process of its own, about the text of a document as it is, saved or not. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';

interface ToolRequest {
  readonly extension: vscode.Uri;
  /** Its text becomes a file of the same name, for as long as the process runs, and `FILE` in `args` is that file. */
  readonly document: vscode.TextDocument | undefined;
  readonly args: readonly string[];
  readonly stdin?: string;
  /** Told of each piece of what it says, both streams. */
  said?(text: string): void;
}

export interface ToolEnd {
  /** Null when it was stopped or could not be started. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Stands for the document's file among the arguments. */
export const FILE = '<file>';

/** Where relative paths begin and ferris.yaml is looked for: the document's folder, else that of the workspace, else home. */
export const folderOf = (document: vscode.TextDocument | undefined): string =>
  document?.uri.scheme === 'file'
    ? path.dirname(document.uri.fsPath)
    : (vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? os.homedir());

/** Never throws: what went wrong is on `stderr`, as a person reads it. */
export async function runDeployTool(request: ToolRequest, token: vscode.CancellationToken): Promise<ToolEnd> {
  if (!vscode.workspace.isTrusted)
    return { code: null, stdout: '', stderr: 'This folder is not trusted yet: no process is started.' };
  const { extension, document, args } = request;
  const program = vscode.Uri.joinPath(extension, 'programs/ferris-k8s-deploy.mjs').fsPath;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-deploy-'));
  const name = document ? path.posix.basename(document.uri.path) || 'untitled.sql' : 'none.sql';
  const file = path.join(folder, name);
  // Messages name the file as the person knows it.
  const plain = (text: string): string => text.replaceAll(file, name);
  try {
    if (document) fs.writeFileSync(file, document.getText());
    return await started(
      [program, ...args.map(one => (one === FILE ? file : one))],
      folderOf(document),
      { ...request, said: text => request.said?.(plain(text)) },
      token,
    ).then(end => ({ ...end, stdout: plain(end.stdout), stderr: plain(end.stderr) }));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function started(
  args: readonly string[],
  cwd: string,
  { said, stdin }: ToolRequest,
  token: vscode.CancellationToken,
): Promise<ToolEnd> {
  // On a desktop the editor's own program is Node when it is asked to be.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', NO_COLOR: '1' };
  const child = spawn(process.execPath, args, { cwd, env, windowsHide: true });
  const { promise, resolve } = Promise.withResolvers<ToolEnd>();
  let stdout = '';
  let stderr = '';
  const kill = (): void => void child.kill('SIGKILL');
  let patience: NodeJS.Timeout | undefined;
  // It is asked first: what it has applied half it tells, and undoes.
  const listener = token.onCancellationRequested(() => {
    child.kill('SIGINT');
    patience ??= setTimeout(kill, PATIENCE);
  });
  const end = (code: number | null, more = ''): void => {
    clearTimeout(patience);
    listener.dispose();
    process.off('exit', kill);
    resolve({ code, stdout, stderr: stderr + more });
  };
  process.once('exit', kill);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    said?.(text);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    said?.(text);
  });
  child.on('error', error => end(null, error.message));
  child.on('close', code => end(code));
  child.stdin.on('error', () => undefined);
  child.stdin.end(stdin ?? '');
  return promise;
}

/** How long it may take to stop by itself, in milliseconds. */
const PATIENCE = 10_000;
