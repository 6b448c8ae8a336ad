/** Runs a command of ferris-sql without a process: a temporary folder, streams in memory. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Io, Sink } from '../../../cli/io.ts';
import { runProgram } from '../../../cli/program.ts';
import { program } from '../../../cli/sql/program.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with all of stdout after each write. */
  readonly onStdout?: (text: string) => void;
  readonly readerGone?: AbortSignal;
}

export interface Folder extends Disposable {
  readonly path: string;
  run(args: readonly string[], options?: RunOptions): Promise<Ran>;
  read(name: string): string;
}

/** @param files name → content */
export function folderWith(files: Readonly<Record<string, string>> = {}): Folder {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-sql-'));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  return {
    path: folder,
    read: name => fs.readFileSync(path.join(folder, name), 'utf8'),
    async run(args, { stdin = '', env = {}, onStdout, readerGone = new AbortController().signal } = {}) {
      let stdout = '';
      let stderr = '';
      const io: Io = {
        stdin: (async function* () {
          yield Buffer.from(stdin);
        })(),
        stdout: sink(text => {
          stdout += text;
          onStdout?.(stdout);
        }),
        stderr: sink(text => {
          stderr += text;
        }),
        cwd: folder,
        env,
        color: false,
        readerGone,
      };
      const code = await runProgram(program, args, io);
      return { code, stdout, stderr };
    },
    [Symbol.dispose]() {
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

const sink = (take: (text: string) => void): Sink => ({
  isTTY: false,
  columns: undefined,
  write: async text => take(typeof text === 'string' ? text : Buffer.from(text).toString()),
});
