/** Runs one of the command lines to its end, as a process with a time limit; without anything of the editor. */
import { spawn } from 'node:child_process';

export interface Once {
  /** A JavaScript file. */
  readonly program: string;
  readonly args: readonly string[];
  /** What relative paths are relative to. */
  readonly folder: string;
  /** Milliseconds, then it is ended. */
  readonly timeout: number;
  /** Ends it early. */
  readonly signal?: AbortSignal;
  /** Beside those of this process: secrets go this way, where no list of processes shows them. Undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface Ended {
  /** Null when it was ended from outside. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

/** Never rejects: what could not be started says so on `stderr`. Resolves when the process is gone. */
export function runOnce({ program, args, folder, timeout, signal, env = {} }: Once): Promise<Ended> {
  return new Promise(resolve => {
    const all: NodeJS.ProcessEnv = { ...process.env, ...env, ELECTRON_RUN_AS_NODE: '1', NO_COLOR: '1' };
    // It would win over ferris.yaml, and nobody would see which place is meant.
    delete all.KAFKA_BROKERS;
    const child = spawn(process.execPath, [program, ...args], {
      cwd: folder,
      env: all,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let stdout = '';
    let stderr = '';
    let timedOut = false;
    const kill = (): void => void child.kill('SIGKILL');
    const timer = setTimeout(() => {
      timedOut = true;
      kill();
    }, timeout);
    const end = (code: number | null): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', kill);
      process.off('exit', kill);
      resolve({ code, stdout, stderr, timedOut });
    };
    child.stdout.setEncoding('utf8').on('data', chunk => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', chunk => {
      stderr += chunk;
    });
    child.on('error', error => {
      stderr += error.message;
      end(null);
    });
    child.on('close', end);
    process.once('exit', kill);
    if (signal?.aborted) kill();
    signal?.addEventListener('abort', kill, { once: true });
  });
}

/** What a process that failed said, as a sentence for a message; `what` begins it when it said nothing. */
export function reasonOf({ stderr, code, timedOut }: Ended, what: string): string {
  if (timedOut) return `${what}: no answer in time`;
  const [first = '', ...more] = stderr.trim().split('\n');
  const told = first.replace(/^ferris-[\w-]+: /, '');
  const hint = more.find(line => line.trim() !== '' && !line.trim().startsWith('see '))?.trim();
  if (told === '') return `${what}: its process ended with ${code === null ? 'no exit code' : `exit code ${code}`}`;
  return hint ? `${told} (${hint})` : told;
}
