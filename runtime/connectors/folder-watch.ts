/** Rings a bell when something in a folder may have changed, by whatever process. */
import { type FSWatcher, watch } from 'node:fs';
import { type Bell, bell } from './bell.ts';

export interface FolderWatch extends Bell {
  /** The watching costs something only between the first `start` and the last `stop`. */
  start(): void;
  stop(): void;
}

/** How late a change is seen at most where the system does not tell of it (network file systems, some containers). */
const POLL_MS = 40;

export function folderWatch(folder: string): FolderWatch {
  const news = bell();
  let users = 0;
  let watcher: FSWatcher | undefined;
  let timer: NodeJS.Timeout | undefined;

  function unwatch(): void {
    watcher?.close();
    watcher = undefined;
  }

  return {
    ...news,
    start() {
      if (users++ > 0) return;
      timer = setInterval(news.ring, POLL_MS).unref();
      try {
        watcher = watch(folder, { persistent: false }, news.ring).on('error', unwatch);
      } catch {
        // Too many watches, or a system without them: the polling is enough.
      }
    },
    stop() {
      if (--users > 0) return;
      clearInterval(timer);
      unwatch();
    },
  };
}
