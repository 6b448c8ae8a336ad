/**
 * How long a job that cannot reach its place waits before it tries again: twice as long each time. With a circuit breaker, after so
 * many failures in a row nothing is asked of the place for a while; then one try decides. What was not committed is worked off
 * again after each of them, so nothing is lost or doubled by it.
 */

export interface CircuitBreaker {
  /** Failures in a row, at least 1. */
  readonly failureThreshold: number;
  readonly recoveryMs: number;
}

export interface Retries {
  /** @returns the wait before the next try, in milliseconds, and whether the circuit is open meanwhile */
  failed(): { readonly waitMs: number; readonly open: boolean };
  /** Something was committed, or came to its end. */
  worked(): void;
}

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;

export function retries(breaker?: CircuitBreaker): Retries {
  let failures = 0;
  let pause = FIRST_PAUSE;
  return {
    failed() {
      failures++;
      if (breaker && failures >= breaker.failureThreshold) return { waitMs: breaker.recoveryMs, open: true };
      const waitMs = pause;
      pause = Math.min(2 * pause, LONGEST_PAUSE);
      return { waitMs, open: false };
    },
    worked() {
      failures = 0;
      pause = FIRST_PAUSE;
    },
  };
}
