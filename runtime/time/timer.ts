/** Waiting, as a port: a simulation lets time pass as it likes. */
import { setTimeout as pause } from 'node:timers/promises';

export interface Timer {
  /** Milliseconds from some moment on, never going back. */
  now(): number;
  /** Resolves after so long, or as soon as the signal is aborted. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const systemTimer: Timer = {
  now: () => performance.now(),
  pause: (milliseconds, signal) => pause(milliseconds, undefined, { signal }).catch(() => {}),
};
