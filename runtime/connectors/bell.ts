/** Lets readers of one place sleep until something new may be there. */
import { setMaxListeners } from 'node:events';

export interface Bell {
  /** Wakes everyone who waits. */
  ring(): void;
  /** Resolves at the next ring, at the latest after `milliseconds`; rejects with the signal's reason when aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export function bell(): Bell {
  let waiting: (() => void)[] = [];
  return {
    ring() {
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
    wait(milliseconds, signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const stop = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', aborted);
          const at = waiting.indexOf(woken);
          if (at >= 0) waiting.splice(at, 1);
        };
        const woken = () => {
          stop();
          resolve();
        };
        const aborted = () => {
          stop();
          reject(signal.reason);
        };
        const timer = setTimeout(woken, Math.min(milliseconds, 0x7fffffff));
        // Any number of readers may wait under one signal; that is no leak to warn of.
        setMaxListeners(0, signal);
        signal.addEventListener('abort', aborted);
        waiting.push(woken);
      });
    },
  };
}
