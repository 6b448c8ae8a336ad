/** How far a command is: lines that stay, and on a terminal one line that changes. */
import type { Sink } from '../../io.ts';

export interface Progress {
  /** A line that stays. */
  say(line: string): Promise<void>;
  /** What is going on now: seen on a terminal only, until the next call. */
  now(text: string): Promise<void>;
  /** Takes the changing line away. */
  end(): Promise<void>;
}

const CLEAR = '\r\x1b[2K';

export function progressOn(sink: Sink): Progress {
  if (!sink.isTTY) return { say: line => sink.write(`${line}\n`), now: async () => {}, end: async () => {} };
  return {
    say: line => sink.write(`${CLEAR}${line}\n`),
    // A line that wraps could not be taken back.
    now: text => sink.write(`${CLEAR}${text.replaceAll(/\s+/g, ' ').slice(0, (sink.columns ?? 80) - 1)}`),
    end: () => sink.write(CLEAR),
  };
}
