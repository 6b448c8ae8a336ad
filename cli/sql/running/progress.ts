/** How far the members of a job in this process are, in its log and as what its probes answer. */
import type { Outage } from '../../../runtime/connectors/kafka/outage.ts';
import type { GroupEvent } from '../../../runtime/jobs/in-group.ts';
import type { Phase } from '../../../runtime/server/serve.ts';
import type { Log } from './log.ts';

/** Between two lines about the same thing, in milliseconds. */
const TOLD_EVERY = 2000;

export interface Progress {
  /** @param worker of several, from 1 */
  on(event: GroupEvent, worker?: number): void;
  /** Records that are gone, or brokers that do not answer, told before the job itself gives up what it was doing: it may be in the middle of a commit. */
  outage(outage: Outage, worker?: number): void;
  /** The least that all of them are. */
  phase(): Phase;
  /** Why it cannot go on, while it cannot. */
  because(): string | undefined;
}

/** The least first: who stands by is ready for what is left to it. */
const LEAST_FIRST: readonly Phase[] = [
  'circuit open',
  'unreachable',
  'starting',
  'restoring',
  'running',
  'standing by',
];

/** @param members in this process */
export function progressOf(members: number, log: Log): Progress {
  const phases: Phase[] = Array.from({ length: members }, () => 'starting');
  const told: number[] = phases.map(() => Number.NEGATIVE_INFINITY);
  /** Why each cannot reach what it needs: its place, tried in vain at this moment, or what its job waits for until the next try. */
  const silent: (string | undefined)[] = phases.map(() => undefined);
  const waiting: (string | undefined)[] = phases.map(() => undefined);
  const phaseAt = (at: number): Phase =>
    silent[at] !== undefined && phases[at] !== 'circuit open' ? 'unreachable' : phases[at]!;
  return {
    phase() {
      const all = phases.map((_, at) => phaseAt(at));
      return LEAST_FIRST.find(phase => all.includes(phase))!;
    },
    because: () => [...silent, ...waiting].find(why => why !== undefined),
    outage(outage, worker) {
      const at = (worker ?? 1) - 1;
      const who = worker === undefined ? {} : { worker };
      if ('gone' in outage) return log.warn(outage.gone, who);
      silent[at] = 'why' in outage ? outage.why : undefined;
      if ('why' in outage) log.warn(outage.why, { ...who, tried_for_ms: outage.patienceMs });
      else log.info('the brokers answer again', { ...who, after_ms: Math.round(outage.overAfterMs) });
    },
    on(event, worker) {
      const at = (worker ?? 1) - 1;
      const who = worker === undefined ? {} : { worker };
      phases[at] = phaseOf(event, phases[at]!);
      // Who works again has reached its place.
      if (event.kind === 'running') silent[at] = undefined;
      waiting[at] = event.kind === 'unreachable' ? event.why : event.kind === 'joining' ? waiting[at] : undefined;
      switch (event.kind) {
        case 'joining':
          log.debug('joining the group', who);
          break;
        case 'assigned':
          log.info(event.partitions.length === 0 ? 'standing by' : 'assigned', {
            ...who,
            partitions: event.partitions.map(({ topic, partition }) => `${topic}-${partition}`),
          });
          break;
        case 'restoring':
          if (performance.now() - told[at]! <= TOLD_EVERY) break;
          told[at] = performance.now();
          log.info('reading again for the state', { ...who, records_left: event.left });
          break;
        case 'dropped':
          log.warn(
            'what was kept is dropped, as it may be (--reset-state), and begins anew from where the job stopped',
            {
              ...who,
              state: event.state,
              because: event.why,
            },
          );
          break;
        case 'running':
          log.info('running', who);
          break;
        case 'revoked':
          log.info('the partitions are divided anew', { ...who, committed: event.committed });
          break;
        case 'unreachable':
          log.warn(event.why, { ...who, again_in_ms: event.againInMs, ...(event.open ? { circuit: 'open' } : {}) });
          break;
      }
    },
  };
}

function phaseOf(event: GroupEvent, before: Phase): Phase {
  switch (event.kind) {
    case 'assigned':
      return event.partitions.length === 0 ? 'standing by' : 'starting';
    case 'restoring':
      return 'restoring';
    case 'running':
      return 'running';
    case 'unreachable':
      return event.open ? 'circuit open' : 'unreachable';
    default:
      return before;
  }
}
