/** Records that could not be processed: the first ones are named, the rest counted. */
import type { Problem } from '../../runtime/connectors/port.ts';
import type { Io } from '../io.ts';

const NAMED = 5;

export interface Problems {
  readonly count: number;
  take(problem: Problem): void;
  /** Tells how many there were in all, if any. */
  summary(): Promise<void>;
}

/** `what`: 'record' or 'line'. */
export function problemList(io: Io, what: string): Problems {
  let count = 0;
  return {
    get count() {
      return count;
    },
    take({ place, message }) {
      count++;
      if (count <= NAMED) void io.stderr.write(`${place}: ${message}\n`);
      else if (count === NAMED + 1) void io.stderr.write('further ones are counted, not shown\n');
    },
    async summary() {
      if (count > 0)
        await io.stderr.write(`ferris-sql: ${count} ${what}${count === 1 ? '' : 's'} could not be processed\n`);
    },
  };
}

/** Says how many rows came too late for a window, if any. */
export async function tellLate(rows: number, io: Io): Promise<void> {
  if (rows > 0)
    await io.stderr.write(
      `ferris-sql: ${rows} row${rows === 1 ? '' : 's'} came too late for a window and ${rows === 1 ? 'was' : 'were'} left out\n`,
    );
}
