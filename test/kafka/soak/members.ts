/** The processes of a job: as many as are wanted, one killed now and then, and what they say of being taken over. */
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../simulator/random.ts';
import { type JobProcess, startJob } from '../job-process.ts';

export interface Members {
  /** Starts what is missing and has one end that is too many. */
  keep(wanted: number): void;
  /** Kills one with -9. */
  kill(random: Random): void;
  /** Whether one works since the last was killed. */
  isBack(): boolean;
  /** Rejects as soon as one has ended by itself, saying what it said. */
  readonly failed: Promise<never>;
  /** From the death of a member that had partitions to another one running with a new division, in milliseconds. */
  readonly takeovers: readonly number[];
  killAll(): Promise<void>;
}

/** @param mayBeAway brokers may be: a process that is started then may end because of it */
export function members(
  file: string,
  addresses: readonly string[],
  group: string,
  flags: readonly string[],
  mayBeAway: () => boolean,
): Members {
  const all = new Set<JobProcess>();
  const told = new Set<JobProcess>();
  const takeovers: number[] = [];
  /** How often each had said that it works when the last one was killed. */
  let counts: ReadonlyMap<JobProcess, number> = new Map();
  const { promise: failed, reject: fail } = Promise.withResolvers<never>();
  // It is waited for among other things, and may come before.
  failed.catch(() => {});

  function begin(): void {
    const job = startJob(file, addresses, group, flags);
    all.add(job);
    const away = mayBeAway();
    void job.ended.then(code => {
      all.delete(job);
      if (told.has(job) || (code === UNREACHABLE && (away || mayBeAway()))) return;
      const said = job.lines.slice(-5).map(line => JSON.stringify(line));
      fail(new Error(`${path.basename(file)} ended by itself with ${code}:\n  ${said.join('\n  ')}\n${job.errors()}`));
    });
  }

  const left = (): readonly JobProcess[] => [...all].filter(job => !told.has(job));

  return {
    failed,
    takeovers,
    keep(wanted) {
      while (left().length < wanted) begin();
      const many = left();
      if (many.length <= wanted) return;
      told.add(many.at(-1)!);
      many.at(-1)!.process.kill('SIGTERM');
    },
    kill(random) {
      // Where processes are slow to start, all victims would be those that have not come to anything.
      const working = left().filter(job => runs(job) > 0);
      const victims = working.length > 0 && random.chance(0.7) ? working : left();
      if (victims.length === 0) return;
      const victim = random.pick(victims);
      told.add(victim);
      counts = new Map([...all].map(job => [job, runs(job)]));
      victim.process.kill('SIGKILL');
      if (runs(victim) > 0) void takenOver(counts, performance.now());
    },
    isBack: () => left().some(job => runs(job) > (counts.get(job) ?? 0)),
    async killAll() {
      for (const job of all) {
        told.add(job);
        job.process.kill('SIGKILL');
      }
      await Promise.all([...all].map(job => job.ended));
    },
  };

  async function takenOver(before: ReadonlyMap<JobProcess, number>, since: number): Promise<void> {
    const isNew = (job: JobProcess): boolean => runs(job) > (before.get(job) ?? 0);
    while (!left().some(isNew)) {
      if (performance.now() - since > LONGEST) return;
      await pause(50, undefined, { ref: false });
    }
    takeovers.push(performance.now() - since);
  }
}

/** Exit code of a job whose broker cannot be reached. */
const UNREACHABLE = 69;
/** After so many milliseconds it is not waited for any more. */
const LONGEST = 120_000;

const runs = ({ lines }: JobProcess): number => lines.filter(({ message }) => message === 'running').length;
