/** One run of one statement: its process, its rows and its state, without anything of the editor. */
import { type KeptRows, keptRows } from './kept-rows.ts';
import { MOST_ROWS } from './most-rows.ts';
import { outputReader, type Progress, type Schema } from './output.ts';
import { type QueryCommand, startQuery } from './process.ts';
import { rate } from './rate.ts';
import type { RunState } from './run-state.ts';
import { type Sample, samples } from './samples.ts';

/** How many bytes of rows are kept. */
const MOST_BYTES = 64 * 1024 * 1024;
/** How many lines of messages are kept. */
const MOST_MESSAGES = 200;
/** How long a process may take to end when asked, in milliseconds. */
const PATIENCE = 1000;

export interface Run {
  /** Undefined when the process could not be started. */
  readonly pid: number | undefined;
  readonly state: RunState;
  /** Why it failed, in a sentence. */
  readonly failure: string | undefined;
  /** Of each query whose rows are shown. */
  readonly schemas: readonly Schema[];
  readonly progress: Progress | undefined;
  /** How it went so far, oldest first. */
  readonly samples: readonly Sample[];
  readonly rows: KeptRows;
  /** What the process said, oldest first. */
  readonly messages: readonly string[];
  /** How many messages there were, kept or not. */
  readonly messageCount: number;
  /** Milliseconds from the start of the process to now, or to its end. */
  elapsed(): number;
  /** Rows a second: now, or over all of the run when it is over. */
  rowsPerSecond(): number;
  isOver(): boolean;
  stop(): void;
  /** Resolves when the process is gone. */
  readonly over: Promise<void>;
}

/** @param changed called at every change; what it does should be little */
export function startRun(command: QueryCommand, changed: () => void): Run {
  const started = performance.now();
  const rows = keptRows(MOST_ROWS, MOST_BYTES);
  const history = samples();
  const current = rate();
  const messages: string[] = [];
  let messageCount = 0;
  let state: RunState = 'starting';
  let failure: string | undefined;
  let schemas: readonly Schema[] = [];
  let progress: Progress | undefined;
  let ended: number | undefined;
  let tellOver = (): void => undefined;
  const over = new Promise<void>(resolve => {
    tellOver = resolve;
  });

  const say = (line: string): void => {
    messages.push(line);
    messageCount++;
    if (messages.length > MOST_MESSAGES) messages.shift();
    changed();
  };
  /** The process is given the text, not the file. */
  const named = (line: string): string => line.replace(/^<stdin>(?=:)/, command.name);
  const running = (): void => {
    if (state === 'starting') state = 'running';
  };
  const read = outputReader({
    schema(told) {
      schemas = [...schemas, told];
      running();
    },
    block(block) {
      rows.add(block);
      running();
    },
    progress(told) {
      progress = told;
      history.add(told);
      running();
    },
    text: say,
  });
  let unfinished = '';
  const child = startQuery(command, {
    output(chunk) {
      // Who stops does not want more rows.
      if (state === 'stopping') return;
      read(chunk);
      changed();
    },
    message(chunk) {
      const lines = (unfinished + chunk).split('\n');
      unfinished = lines.pop() ?? '';
      for (const line of lines) if (line.trim() !== '') say(named(line.trimEnd()));
    },
    ended({ code, error }) {
      if (unfinished.trim() !== '') say(named(unfinished.trimEnd()));
      ended = performance.now();
      if (state === 'stopping') state = 'stopped';
      else if (code === 0) state = 'ended';
      else {
        state = 'failed';
        failure = error ? `ferris-sql could not be started: ${error.message}` : reasonOf(code);
      }
      changed();
      tellOver();
    },
  });

  const run: Run = {
    pid: child.pid,
    rows,
    messages,
    over,
    get state() {
      return state;
    },
    get failure() {
      return failure;
    },
    get schemas() {
      return schemas;
    },
    get samples() {
      return history.all;
    },
    get progress() {
      return progress;
    },
    get messageCount() {
      return messageCount;
    },
    elapsed: () => (ended ?? performance.now()) - started,
    rowsPerSecond: () =>
      ended === undefined ? current.at(performance.now(), rows.total) : (rows.total * 1000) / (ended - started),
    isOver: () => ended !== undefined,
    stop() {
      if (ended !== undefined || state === 'stopping') return;
      state = 'stopping';
      child.stop(PATIENCE);
      changed();
    },
  };
  return run;
}

/** What the exit codes of ferris-sql mean. */
function reasonOf(code: number | null): string {
  switch (code) {
    case 2:
      return 'The statement cannot be run as it is written';
    case 64:
      return 'This ferris-sql does not know the way the editor calls it';
    case 66:
      return 'Something it reads cannot be read';
    case 69:
      return 'The brokers cannot be reached';
    case 130:
      return 'It was interrupted from outside';
    case null:
      return 'Its process was ended from outside';
    default:
      return `Its process ended unexpectedly (exit code ${code})`;
  }
}
