/** A language server as a process, and an editor's end of it: requests, notifications, and the raw pipe. */
import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import path from 'node:path';
import { after } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import type { InitializeResult, PublishDiagnosticsParams } from 'vscode-languageserver-protocol';

const MAIN = path.resolve(import.meta.dirname, '../../../language-server/main.ts');

/** How long what must come is waited for, in ms: far longer than a busy machine takes. */
export const PATIENCE = 120_000;

/** Asks again and again until the answer is such; after PATIENCE it gives one that is not. */
export async function answerThat<Answer>(
  ask: () => Answer | Promise<Answer>,
  isSo: (answer: Answer) => boolean,
): Promise<Answer> {
  for (const end = performance.now() + PATIENCE; ; await pause(20)) {
    const answer = await ask();
    if (isSo(answer) || performance.now() > end) return answer;
  }
}

export interface Session {
  readonly process: ChildProcessWithoutNullStreams;
  readonly connection: MessageConnection;
  readonly initialized: InitializeResult;
  /** Opens a document at version 1. */
  open(uri: string, text: string): Promise<void>;
  /** Replaces all of its text. */
  change(uri: string, version: number, text: string): Promise<void>;
  /** The diagnostics of a document at this version, as soon as they are there. */
  diagnostics(uri: string, version: number): Promise<PublishDiagnosticsParams>;
  /** All that came so far, in order. */
  readonly published: readonly PublishDiagnosticsParams[];
  /** Says shutdown and exit; resolves with the exit code. */
  end(): Promise<number | null>;
}

/** Of a process: resolves when it has ended. */
export const exitOf = (child: ChildProcessWithoutNullStreams): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise(resolve => child.once('close', resolve));

/** A test that fails leaves its process, and the runner would wait for that. */
const started: ChildProcessWithoutNullStreams[] = [];
after(() => {
  for (const child of started) child.kill();
});

export function startServer(...args: string[]): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: 'pipe' });
  started.push(child);
  return child;
}

/**
 * @param capabilities what the editor says it can do
 * @param folder URI of the workspace's one folder
 */
export async function startSession(capabilities: object = {}, folder: string | null = null): Promise<Session> {
  const child = startServer('--stdio');
  let said = '';
  child.stderr.setEncoding('utf8').on('data', chunk => {
    said += chunk;
  });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const published: PublishDiagnosticsParams[] = [];
  const waiting = new Set<() => void>();
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.push(params);
    for (const look of waiting) look();
  });
  connection.listen();
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: folder,
    capabilities,
  });
  await connection.sendNotification('initialized', {});
  return {
    process: child,
    connection,
    initialized,
    published,
    open: (uri, text) =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'ferris-sql', version: 1, text },
      }),
    change: (uri, version, text) =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      }),
    diagnostics: (uri, version) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`no diagnostics of ${uri} at version ${version}\n${said}`)),
          PATIENCE,
        );
        const look = (): void => {
          const found = published.findLast(one => one.uri === uri && one.version === version);
          if (!found) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    async end() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      const code = await exitOf(child);
      connection.dispose();
      assert.equal(said, '', 'it wrote to standard error');
      return code;
    },
  };
}
