/** One `ferris-sql stream` as a process of its own: the editor never stalls, and a crash hurts nothing but the run. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { MOST_ROWS } from './most-rows.ts';

export interface QueryCommand {
  /** The program `ferris-sql`, a JavaScript file. */
  readonly program: string;
  /** The file's whole text, saved or not. */
  readonly text: string;
  /** The file's name, for messages. */
  readonly name: string;
  /** Which of its statements, from 0; undefined: all of them. */
  readonly statement: number | undefined;
  /** Whether rows also go to the topics of their statements. */
  readonly writes: boolean;
  /** As `--brokers` takes it; undefined: as ferris.yaml says. */
  readonly brokers: string | undefined;
  /** What relative paths are relative to. */
  readonly folder: string;
  /** Beside the environment of the editor: how brokers are spoken to, with what is secret. Undefined takes one away. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

interface QueryProcessEvents {
  output(chunk: Uint8Array): void;
  /** What it tells a person. */
  message(chunk: string): void;
  /** Once, after all output. `code` is null when a signal ended it or it could not be started. */
  ended(end: { readonly code: number | null; readonly error: Error | undefined }): void;
}

interface QueryProcess {
  /** Undefined when it could not be started. */
  readonly pid: number | undefined;
  /** Asks it to end, and makes it end when it has not after `patience` milliseconds. */
  stop(patience: number): void;
}

/** Oldest Node it runs on. */
const OLDEST_NODE = 22;

/** What keeps queries from being run by this Node and this program; undefined when nothing does. */
export function startProblem(version: string, program: string): string | undefined {
  if (Number.parseInt(version, 10) >= OLDEST_NODE)
    return fs.existsSync(program) ? undefined : `There is no ferris-sql at ${program}`;
  return `Queries need Node ${OLDEST_NODE}, and this editor brings Node ${version}: update the editor (VS Code 1.101 or newer has it)`;
}

export function startQuery(command: QueryCommand, events: QueryProcessEvents): QueryProcess {
  const args = [command.program, 'stream', '--file', '-', '--blocks', String(MOST_ROWS)];
  args.push('--output', command.writes ? 'kafka' : 'stdout');
  if (command.statement !== undefined) args.push('--statement', String(command.statement));
  if (command.brokers !== undefined) args.push('--brokers', command.brokers);
  // On a desktop the editor's own program is Node when it is asked to be.
  const env: NodeJS.ProcessEnv = { ...process.env, ...command.env, ELECTRON_RUN_AS_NODE: '1', NO_COLOR: '1' };
  // It would win over ferris.yaml, and nobody would see where the query runs.
  delete env.KAFKA_BROKERS;
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, args, {
    cwd: command.folder,
    env,
    windowsHide: true,
  });
  yieldToEditor(child.pid);
  let over = false;
  let patience: NodeJS.Timeout | undefined;
  const end = (code: number | null, error: Error | undefined): void => {
    if (over) return;
    over = true;
    clearTimeout(patience);
    process.off('exit', kill);
    events.ended({ code, error });
  };
  const kill = (): void => void child.kill('SIGKILL');

  child.stdout.on('data', (chunk: Uint8Array) => events.output(chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => events.message(chunk));
  child.on('error', error => end(null, error));
  child.on('close', code => end(code, undefined));
  process.once('exit', kill);
  // It may end before it has read everything; its exit code then says why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(command.text);
  return {
    pid: child.pid,
    stop(milliseconds) {
      if (over) return;
      child.kill('SIGTERM');
      patience ??= setTimeout(kill, milliseconds);
    },
  };
}

/** A query takes what the machine has left: typing goes first. Where that is not allowed it runs as everything else. */
function yieldToEditor(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    os.setPriority(pid, os.constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or the system does not allow it: then it is not worth a word.
  }
}
