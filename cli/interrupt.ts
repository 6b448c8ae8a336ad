/** Ctrl-C and SIGTERM as an abort signal: the first asks for a clean end, the second ends at once. */
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';

interface Interrupt extends Disposable {
  /** Aborted by the user, and when the reader of stdout has gone. */
  readonly signal: AbortSignal;
  /** Whether it was the user. */
  readonly byUser: boolean;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Listens until disposed. */
export function onInterrupt(io: Io): Interrupt {
  const asked = new AbortController();
  const listen = (): void => {
    if (asked.signal.aborted) process.exit(EXIT.interrupted);
    asked.abort();
  };
  for (const signal of SIGNALS) process.on(signal, listen);
  return {
    signal: AbortSignal.any([asked.signal, io.readerGone]),
    get byUser() {
      return asked.signal.aborted;
    },
    [Symbol.dispose]() {
      for (const signal of SIGNALS) process.off(signal, listen);
    },
  };
}
