/** Reads the files of several relations: some of them at a time, each a piece in its turn. */
import { bell } from '../bell.ts';
import type { Batch, Reader } from '../port.ts';
import { waitingReader } from '../waiting-reader.ts';
import type { FileCursor } from './file-cursor.ts';
import { PIECE_BYTES } from './record-file.ts';

/** So many files that are not followed are open at a time. */
const OPEN_FILES = 64;
/** What is read before any of it is worked on, in pieces. */
const PIECES = (8 * 1024 * 1024) / PIECE_BYTES;

export interface ReadFile {
  readonly cursor: FileCursor;
  readonly follows: boolean;
}

/** @param pollMs between two looks at files that are followed */
export function fileReader(files: readonly ReadFile[], pollMs: number): Reader {
  const followed = files.filter(({ follows }) => follows).map(({ cursor }) => cursor);
  const others = files.filter(({ follows }) => !follows).map(({ cursor }) => cursor);
  /** Those that ended with `done`. */
  let ended = 0;
  let turn = 0;
  const news = bell();
  const timer = setInterval(news.ring, pollMs).unref();

  function look(): readonly Batch[] | undefined {
    const active = [...followed, ...others.slice(0, OPEN_FILES)];
    const batches: Batch[] = [];
    for (let i = 0; i < active.length && batches.length < PIECES; i++) {
      const cursor = active[turn++ % active.length]!;
      const read = cursor.advance();
      if (read === 'done') {
        ended++;
        remove(cursor, followed);
        remove(cursor, others);
      } else if (read) batches.push(read);
    }
    return ended === files.length && batches.length === 0 ? undefined : batches;
  }

  return waitingReader(
    {
      look() {
        const batches = look();
        // Another may be taken up at once where one has ended.
        return batches?.length === 0 && others.length > 0 ? 'again' : batches;
      },
      close: () => clearInterval(timer),
    },
    news,
  );
}

function remove<T>(one: T, all: T[]): void {
  const at = all.indexOf(one);
  if (at >= 0) all.splice(at, 1);
}
