/** While brokers cannot be reached: how long to go on trying, and when to say that one waits. */
import { ConnectionLost } from './wire/failure.ts';

/** An outage that has just become noticeable, or is over; or records that it was too late to read. */
export type Outage =
  /** `why` names the broker and what is wrong; tried for so many milliseconds at most. */
  | { readonly why: string; readonly patienceMs: number }
  | { readonly overAfterMs: number }
  /** Which records the topic does not hold any more, in words. */
  | { readonly gone: string };

/** Waits that are shorter are nobody's concern, in milliseconds. */
const NOTICEABLE = 1000;

/** Knows of all that is being tried in vain; `tell` is called when the first of it becomes noticeable, and when all is well. */
export function outages(patienceMs: number, tell: (outage: Outage) => void) {
  const failing = new Set<object>();
  let began: number | undefined;
  return {
    /** @param who whatever tries @param since when it began to, by performance.now() */
    failed(who: object, since: number, why: string): void {
      failing.add(who);
      if (began !== undefined || performance.now() - since < NOTICEABLE) return;
      began = since;
      tell({ why, patienceMs });
    },
    /** Whoever it is: what failed may have been given up meanwhile, and is tried by others. */
    worked(who: object): void {
      failing.delete(who);
      if (failing.size > 0 || began === undefined) return;
      tell({ overAfterMs: performance.now() - began });
      began = undefined;
    },
    /** It is not tried any more. */
    givenUp: (who: object): void => void failing.delete(who),
    /** Records from one offset up to before another are not there any more. */
    gone: (topic: string, partition: number, from: number, to: number): void =>
      tell({
        gone: `the topic holds ${topic}-${partition} from offset ${to} on only: what was to be read from ${from} on is gone (retention?), and reading goes on at ${to}`,
      }),
  };
}

/**
 * Whether to try once more: a broker that cannot be reached is waited for through all of `patienceMs`, a state that
 * should pass for `timeoutMs`, also when it follows on an outage.
 */
export function endurance(timeoutMs: number, patienceMs: number) {
  const since = performance.now();
  let deadline = since + timeoutMs;
  return {
    since,
    /** @param wait how long would be waited before the next try, in milliseconds */
    goesOn(error: unknown, wait: number): boolean {
      const now = performance.now();
      if (error instanceof ConnectionLost) deadline = Math.max(deadline, Math.min(since + patienceMs, now + timeoutMs));
      return now + wait <= deadline;
    },
  };
}
