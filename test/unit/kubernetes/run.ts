/** Runs a command of ferris-k8s-deploy without a process: a temporary folder, streams in memory. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Io, Sink } from '../../../cli/io.ts';
import { program } from '../../../cli/kubernetes/program.ts';
import { runProgram } from '../../../cli/program.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Folder extends Disposable {
  readonly path: string;
  run(args: readonly string[], stdin?: string, env?: Readonly<Record<string, string>>): Promise<Ran>;
}

/** @param files name → content */
export function folderWith(files: Readonly<Record<string, string>>): Folder {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-hints-'));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  return {
    path: folder,
    async run(args, stdin = '', env = {}) {
      const out: string[] = [];
      const err: string[] = [];
      const io: Io = {
        stdin: (async function* () {
          yield Buffer.from(stdin);
        })(),
        stdout: sinkInto(out),
        stderr: sinkInto(err),
        cwd: folder,
        env,
        color: false,
        readerGone: new AbortController().signal,
      };
      const code = await runProgram(program, args, io);
      return { code, stdout: out.join(''), stderr: err.join('') };
    },
    [Symbol.dispose]() {
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

const sinkInto = (parts: string[]): Sink => ({
  isTTY: false,
  columns: undefined,
  write: async text => {
    parts.push(typeof text === 'string' ? text : Buffer.from(text).toString());
  },
});
