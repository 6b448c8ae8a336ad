/**
 * How long a job that cannot reach its place waits before it tries again, and when it gives up. With a circuit breaker, after so
 * many failures in a row nothing is asked of the place for a while; then one try decides. What was not committed is worked off
 * again after each of them, so nothing is lost or doubled by it.
 */
import type { RetryRules } from '../../src/compiler/plan/plan.ts';

export interface CircuitBreaker {
  /** Failures in a row, at least 1. */
  readonly failureThreshold: number;
  readonly recoveryMs: number;
  /** Commits in a row that close it again; 1 unless given. Until then one failure opens it. */
  readonly successThreshold?: number;
  /** It does not rest: the job ends instead. */
  readonly ends?: boolean;
}

export interface Retries {
  failed(): Wait;
  /** Something was committed, or came to its end. */
  worked(): void;
}

export interface Wait {
  /** Before the next try, in milliseconds. */
  readonly waitMs: number;
  /** The circuit is, meanwhile. */
  readonly open: boolean;
  /** Why there is no next try. */
  readonly over?: string;
}

export interface RetriesOptions {
  readonly rules?: RetryRules | undefined;
  /** Absent: what the rules say of one. */
  readonly breaker?: CircuitBreaker | undefined;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
}

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;
const MULTIPLIER = 2;
/** The share of a wait that chance may take off, so that those who failed together do not come back together. */
const VARIED = 0.25;

export function retries({ rules = {}, breaker = breakerOf(rules), random }: RetriesOptions): Retries {
  const { attempts = Number.POSITIVE_INFINITY, growth = 'exponential', multiplier = MULTIPLIER, exact } = rules;
  const { firstMs = FIRST_PAUSE } = rules;
  const longestMs = Math.max(firstMs, rules.longestMs ?? LONGEST_PAUSE);
  let failures = 0;
  /** Commits that have worked since it last failed. */
  let successes = 0;
  /** It was opened, and has not been closed since. */
  let opened = false;

  const pause = (): number => {
    const grown =
      growth === 'fixed'
        ? firstMs
        : growth === 'linear'
          ? firstMs * failures
          : // A thousand failures are no number any more.
            firstMs * multiplier ** Math.min(failures - 1, 64);
    const longest = Math.min(grown, longestMs);
    return Math.round(exact ? longest : longest * (1 - VARIED * random()));
  };

  return {
    failed() {
      failures++;
      successes = 0;
      if (failures >= attempts)
        return { waitMs: 0, open: false, over: `given up, as retry.max.attempts is ${attempts}` };
      if (!breaker || (!opened && failures < breaker.failureThreshold)) return { waitMs: pause(), open: false };
      opened = true;
      if (breaker.ends)
        return {
          waitMs: 0,
          open: true,
          over: `the circuit breaker opened after ${failures} failures in a row, and circuit_breaker.fallback_strategy is fail`,
        };
      return { waitMs: breaker.recoveryMs, open: true };
    },
    worked() {
      failures = 0;
      successes++;
      if (successes >= (breaker?.successThreshold ?? 1)) opened = false;
    },
  };
}

const BREAKER = { failures: 5, restMs: 60_000, successes: 3 } as const;

function breakerOf({ breaker }: RetryRules): CircuitBreaker | undefined {
  if (!breaker) return undefined;
  const { failures, restMs, successes } = { ...BREAKER, ...breaker };
  return { failureThreshold: failures, recoveryMs: restMs, successThreshold: successes };
}
