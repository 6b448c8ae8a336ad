/** An editor's end of a language server over its standard input and output, that measures. */
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';

const SERVER = path.resolve(import.meta.dirname, '../../dist/language-server/main.cjs');

export interface Editor {
  readonly connection: MessageConnection;
  readonly child: ChildProcess;
  open(uri: string, text: string): void;
  /** One edit: `text` for what stands from a place to a place of one line. */
  type(uri: string, version: number, line: number, start: number, end: number, text: string): void;
  /** Findings of a document as it is now, and how many milliseconds that took. */
  diagnose(uri: string): Promise<{ readonly items: readonly unknown[]; readonly ms: number }>;
  /** Milliseconds of a request. */
  time(method: string, params: object): Promise<number>;
  /** Resident memory of the server in MB. */
  memory(): number;
  end(): Promise<void>;
}

/**
 * @param folder URI of the workspace's folder
 * @param options of Node
 */
export async function startEditor(folder: string | null = null, ...options: string[]): Promise<Editor> {
  const child = spawn(process.execPath, [...options, SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest('window/workDoneProgress/create', () => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: folder,
    capabilities: {
      textDocument: { diagnostic: {} },
      workspace: { diagnostics: { refreshSupport: true } },
      window: { workDoneProgress: true },
    },
  });
  await connection.sendNotification('initialized', {});
  const time = async (method: string, params: object): Promise<number> => {
    const started = performance.now();
    // A refusal with a reason is an answer too.
    await connection.sendRequest(method, params).catch(() => undefined);
    return performance.now() - started;
  };
  return {
    connection,
    child,
    open: (uri, text) =>
      void connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'ferris-sql', version: 1, text },
      }),
    type: (uri, version, line, start, end, text) =>
      void connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range: { start: { line, character: start }, end: { line, character: end } }, text }],
      }),
    async diagnose(uri) {
      const started = performance.now();
      const { items } = await connection.sendRequest<{ items: unknown[] }>('textDocument/diagnostic', {
        textDocument: { uri },
      });
      return { items, ms: performance.now() - started };
    },
    time,
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${child.pid}/status`, 'utf8'))![1]) / 1024,
    async end() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      connection.dispose();
    },
  };
}

/** The value below which 95 of 100 are. */
export const p95 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)]!;

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
