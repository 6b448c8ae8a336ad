/** What a job and its worker threads say to each other. */
import type { Outage } from '../../../runtime/connectors/kafka/outage.ts';
import type { OpenOptions } from '../../../runtime/connectors/open.ts';
import type { ConnectorError } from '../../../runtime/connectors/port.ts';
import type { GroupEvent, GroupJobOptions } from '../../../runtime/jobs/in-group.ts';
import type { RecordProblem } from '../../../runtime/jobs/job.ts';
import type { Figures } from '../../../runtime/jobs/measures.ts';
import type { MemoryAllowed } from './memory-limit.ts';

/** What a worker is started with. */
export interface WorkerStart {
  /** All of it can be sent to a thread. */
  readonly job: Omit<
    GroupJobOptions,
    | 'connector'
    | 'onEvent'
    | 'onProblem'
    | 'signal'
    | 'measures'
    | 'timer'
    | 'clock'
    | 'formats'
    | 'snapshots'
    | 'memory'
  >;
  /** The folder of its snapshots; undefined: there are none. */
  readonly stateDir?: string | undefined;
  /** Its part of what the job may take; undefined: there is no limit. */
  readonly memoryAllowed?: MemoryAllowed | undefined;
  /** As openConnector takes them. */
  readonly place: string;
  readonly kafka: OpenOptions['kafka'];
  readonly transfer?: OpenOptions['transfer'];
  readonly transactionalId: string;
  readonly transactionTimeoutMs: number;
}

export type FromWorker =
  | { readonly kind: 'event'; readonly event: GroupEvent }
  | { readonly kind: 'outage'; readonly outage: Outage }
  | { readonly kind: 'problem'; readonly problem: RecordProblem }
  | { readonly kind: 'unreadable'; readonly place: string; readonly message: string }
  | { readonly kind: 'figures'; readonly figures: Figures }
  /** It was told to, or its bounded work is done. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type Failure =
  | { readonly of: 'place'; readonly kind: ConnectorError['kind']; readonly message: string }
  | { readonly of: 'topic'; readonly topic: string; readonly known: readonly string[]; readonly place: string }
  /** Only somebody who looks at the job's topics can mend it. */
  | { readonly of: 'job'; readonly message: string }
  | { readonly of: 'program'; readonly message: string; readonly stack: string | undefined };

/** The only thing that a worker is told. */
export const END = 'end';
