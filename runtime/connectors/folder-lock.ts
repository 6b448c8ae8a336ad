/**
 * One writer at a time, over processes of one machine, without a native module.
 *
 * Each contender makes a file of its own in the locks folder, then looks who else has one: nobody alive means it
 * holds the lock, else it withdraws and tries again. Of two contenders the later one always sees the earlier one's
 * file, so two never hold it. Files are never taken over, only those of dead processes removed, which any number
 * of contenders can do at once: there is no moment in which a living holder's file could be mistaken for a stale one.
 * A file names host, process and the time that process started, so that a process number used again is not
 * taken for the holder. Locks are held for one commit, some milliseconds.
 */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, unlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import { isAlive } from './is-alive.ts';
import { ConnectorError } from './port.ts';

/**
 * Runs `critical` while holding the lock and gives its result. It is synchronous so that a lock is never held
 * while something else runs. Rejects with ConnectorError (refused) when others hold it for `patienceMs`.
 */
export async function locked<T>(locks: string, critical: () => T, patienceMs = 10_000): Promise<T> {
  mkdirSync(locks, { recursive: true });
  const deadline = performance.now() + patienceMs;
  for (let attempt = 0; ; attempt++) {
    const mine = `${identity()}.${threadId}.${counter++}`;
    closeSync(openSync(join(locks, mine), 'wx'));
    try {
      if (!readdirSync(locks).some(name => name !== mine && holds(locks, name))) return critical();
    } finally {
      unlinkSync(join(locks, mine));
    }
    if (performance.now() > deadline) throw held(locks, patienceMs);
    // Random, so that two that saw each other do not meet again for ever.
    await setTimeout(1 + Math.random() * Math.min(attempt + 1, 20));
  }
}

let counter = 0;
let known: string | undefined;

/** `HOST~PID~STARTED`; a `.` in a host's name would part the fields, so it becomes `_`. */
function identity(): string {
  known ??= `${thisHost()}~${process.pid}~${startOf(process.pid) ?? ''}`;
  return known;
}

const thisHost = () => hostname().replace(/[^A-Za-z0-9-]/g, '_');

/** Whether a lock file's process may still be at work; the file of a dead one is removed. */
function holds(locks: string, name: string): boolean {
  const [host, pid, started] = name.split('.')[0]!.split('~');
  // Another machine's or container's processes cannot be looked up: believed alive until the patience ends.
  if (host !== thisHost() || !pid) return true;
  if (isAlive(Number(pid)) && (started ?? '') === (startOf(Number(pid)) ?? '')) return true;
  try {
    unlinkSync(join(locks, name));
  } catch {
    // Another contender was faster.
  }
  return false;
}

/** When a process started, in whatever form the system says it; undefined where it does not. */
function startOf(pid: number): string | undefined {
  try {
    if (process.platform === 'win32') return undefined;
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'lstart=', '-p', `${pid}`], { encoding: 'utf8' }).replace(/\W+/g, '-');
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold anything; the start is the 22nd field.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A killed process that its parent has not waited for is still listed, as Z.
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function held(locks: string, patienceMs: number): ConnectorError {
  const holders = readdirSync(locks).map(name => name.split('.')[0]!.split('~'));
  const who = holders.map(([host, pid]) => `process ${pid} on ${host}`).join(', ') || 'others';
  return new ConnectorError(
    'refused',
    `${locks} was held by ${who} for more than ${patienceMs / 1000} s, nothing was written. ` +
      'When that process does not run any more, delete the files in that folder and try again.',
  );
}
