/** What expressions may ask, as a port: a replay gives other answers to volatile functions, a test fixed ones. */
import type { UserFunctions } from '../functions/load.ts';

export interface Clock {
  /** Microseconds since the epoch; the same for everything that is computed from one record. */
  now(): number;
  /** From 0 up to, not including, 1. */
  random(): number;
  uuid(): string;
  /** Before records are taken: lets `now` move on. */
  advance(): void;
  /** What a plan may call besides the language's own functions; absent: nothing. */
  readonly functions?: UserFunctions;
}

export function systemClock(): Clock {
  let now = Date.now() * 1000;
  return {
    now: () => now,
    random: Math.random,
    uuid: () => crypto.randomUUID(),
    advance() {
      now = Date.now() * 1000;
    },
  };
}
