/** `ferris-sql run` as a process of a test: its log as it comes, and its end. */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

const MAIN = path.resolve(import.meta.dirname, '../../cli/sql/main.ts');

export type LogLine = Readonly<Record<string, unknown>>;

export interface JobProcess {
  readonly process: ChildProcess;
  readonly lines: readonly LogLine[];
  /** Resolves when a line with this message has come, of which this holds; rejects when it ends before. */
  said(message: string, holds?: (line: LogLine) => boolean): Promise<LogLine>;
  readonly ended: Promise<number | null>;
  /** What it has said on stderr. */
  errors(): string;
}

const started = new Set<ChildProcess>();

/** Kills what is still there. */
export function killJobs(): void {
  for (const job of started) job.kill('SIGKILL');
}

export function startJob(
  file: string,
  brokers: readonly string[],
  group: string,
  flags: readonly string[] = [],
): JobProcess {
  const args = [MAIN, 'run', file, '--brokers', brokers.join(','), '--group-id', group, '--port', '0', ...flags];
  const job = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: path.dirname(file) });
  started.add(job);
  const lines: LogLine[] = [];
  const waiting = new Set<(line: LogLine) => void>();
  let rest = '';
  let errors = '';
  job.stderr.setEncoding('utf8').on('data', text => {
    errors += text;
  });
  job.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop()!;
    for (const part of parts) {
      const line = JSON.parse(part) as LogLine;
      lines.push(line);
      for (const told of waiting) told(line);
    }
  });
  const ended = new Promise<number | null>(resolve => {
    job.on('exit', code => {
      started.delete(job);
      resolve(code);
    });
  });
  return {
    process: job,
    lines,
    ended,
    errors: () => errors,
    said: (message, holds = () => true) =>
      new Promise((resolve, reject) => {
        const isIt = (line: LogLine): boolean => line.message === message && holds(line);
        const found = lines.find(isIt);
        if (found) return resolve(found);
        const told = (line: LogLine): void => {
          if (!isIt(line)) return;
          waiting.delete(told);
          resolve(line);
        };
        waiting.add(told);
        void ended.then(code => reject(new Error(`it ended with ${code} before it said '${message}': ${errors}`)));
      }),
  };
}
