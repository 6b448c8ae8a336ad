/** Keeps the snapshots of a member's tasks up to date beside its work: after commits, one at a time, and once more at its end. */
import { type Connector, ConnectorError } from '../../connectors/port.ts';
import type { Place } from '../changelog.ts';
import type { IdentityOf, SnapshotOptions, Snapshots } from '../snapshots.ts';

export interface SnapshotKeeping {
  /** From here on these are the member's. */
  begin(places: readonly Place[]): void;
  /** Something has been committed. */
  committed(): void;
  /** What is under way is left; resolves when it is. */
  pause(): Promise<void>;
  /** Of what the member had last: what has changed since, so that little is read when it is started again. */
  rest(): Promise<void>;
}

interface KeepingOptions {
  readonly snapshots: Snapshots;
  readonly connector: Connector;
  readonly identityOf: IdentityOf;
  readonly onTrouble: SnapshotOptions['onTrouble'];
}

/** At its end a member takes no longer than that, in milliseconds: a pod has a grace period, and what is missing is read again. */
const REST_MS = 8000;
/** At its end less is enough than meanwhile. */
const REST_SHARE = 0.02;

export function snapshotKeeping({ snapshots, connector, identityOf, onTrouble }: KeepingOptions): SnapshotKeeping {
  let places: readonly Place[] = [];
  let next = 0;
  let lookedAt = snapshots.now();
  let running: { readonly ending: AbortController; readonly over: Promise<void> } | undefined;

  async function refreshed(some: readonly Place[], signal: AbortSignal, share?: number): Promise<void> {
    for (const place of some)
      try {
        await snapshots.refresh({ place, connector, signal }, identityOf, share);
      } catch (error) {
        if (signal.aborted) return;
        // The cluster's faults are the job's, which tells of them.
        if (error instanceof ConnectorError) continue;
        onTrouble(
          `no snapshot of ${place.topic}-${place.partition}: ${error instanceof Error ? error.message : error}`,
        );
      }
  }

  return {
    begin(found) {
      places = found;
      next = 0;
    },
    committed() {
      if (running || places.length === 0) return;
      const now = snapshots.now();
      // A clock that was set back begins anew.
      if (now >= lookedAt && now - lookedAt < snapshots.everyMs / places.length) return;
      lookedAt = now;
      const ending = new AbortController();
      const place = places[next++ % places.length]!;
      const over = refreshed([place], ending.signal).finally(() => {
        running = undefined;
      });
      running = { ending, over };
    },
    async pause() {
      const left = running;
      left?.ending.abort();
      await left?.over;
    },
    async rest() {
      await refreshed(places, AbortSignal.timeout(REST_MS), REST_SHARE);
    },
  };
}
