/** A Reader made of a look ("what is there now?") and a bell that says when to look again. */
import { setImmediate } from 'node:timers/promises';
import type { Bell } from './bell.ts';
import type { Batch, Reader } from './port.ts';

export interface Look {
  /**
   * What can be read at once, without waiting; `undefined` when every partition has reached its `to`;
   * `again` when there was only something to pass over and more may follow.
   */
  look(): readonly Batch[] | undefined | 'again';
  close(): void;
}

export function waitingReader({ look, close }: Look, bell: Bell): Reader {
  let closed = false;
  return {
    async read(maxWaitMs, signal) {
      signal.throwIfAborted();
      // One turn of the event loop per call: a reader that always has data must not keep Ctrl-C and timers waiting.
      await setImmediate();
      const deadline = performance.now() + maxWaitMs;
      for (;;) {
        signal.throwIfAborted();
        if (closed) return [];
        const batches = look();
        if (batches === 'again') {
          await setImmediate();
          continue;
        }
        if (batches === undefined || batches.length > 0) return batches;
        const left = deadline - performance.now();
        if (left <= 0) return [];
        await bell.wait(left, signal);
      }
    },
    async close() {
      if (closed) return;
      closed = true;
      close();
      bell.ring();
    },
  };
}
