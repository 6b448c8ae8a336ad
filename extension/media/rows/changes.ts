/** What a query has put out: its last rows as they came, and what stands under each key now. */
import { type Entry, entryOf } from './entry.ts';

export interface Changes {
  /** As they came, oldest first. */
  readonly log: readonly Entry[];
  /** The newest row of each key, in the order in which the keys came; rows without a key stand each for themselves. */
  latest(): readonly Entry[];
  /** Rows that are not in `log`: they came too fast or too long ago. */
  readonly missing: number;
  /** Keys that are not in `latest` because there are too many. */
  readonly droppedKeys: number;
  /** How many rows `log` has lost at its front since the start, so that a reader can stay where it is. */
  readonly lost: number;
  /** @param first the number of the first of these lines */
  add(first: number, lines: readonly string[]): void;
}

/** @param most rows and keys that are kept */
export function changes(most: number): Changes {
  const log: Entry[] = [];
  /** By key; those without one by their number. Maps keep the order in which keys came. */
  const table = new Map<string | number, Entry>();
  let current: readonly Entry[] | undefined = [];
  let lost = 0;
  let received = 0;
  let end = 0;
  let droppedKeys = 0;
  const put = (entry: Entry): void => {
    const key = entry.key ?? entry.number;
    if (entry.deletion) table.delete(key);
    else table.set(key, entry);
    if (table.size <= most) return;
    const [oldest] = table.keys();
    table.delete(oldest!);
    if (typeof oldest === 'string') droppedKeys++;
  };
  return {
    log,
    latest() {
      current ??= [...table.values()];
      return current;
    },
    get missing() {
      return end - log.length;
    },
    get droppedKeys() {
      return droppedKeys;
    },
    get lost() {
      return lost;
    },
    add(first, lines) {
      for (const [i, line] of lines.entries()) {
        const entry = entryOf(first + i, line);
        log.push(entry);
        put(entry);
      }
      received += lines.length;
      end = Math.max(end, first + lines.length);
      current = undefined;
      const over = log.length - most;
      if (over <= 0) return;
      log.splice(0, over);
      lost = received - log.length;
    },
  };
}
