/** What a job ends with that only somebody who looks at its topics can mend. */
import { OtherState } from '../../../runtime/jobs/changelog.ts';
import { FailedBatchError } from '../../../runtime/jobs/job.ts';
import { LostInput } from '../../../runtime/jobs/origin.ts';
import { MovedKeys } from '../../../runtime/jobs/shares.ts';
import { MisplacedRecord } from '../../../runtime/operators/in-place.ts';
import { UnreadableData } from '../../../runtime/state/entries/read.ts';
import { SpillError } from '../../../runtime/state/memory/spill-file.ts';
import { StateLimitError } from '../../../runtime/state/memory/state-memory.ts';

/** Such an end of a worker thread's job, in its words. */
export class WorkersJobEnded extends Error {
  override readonly name = 'WorkersJobEnded';
}

const ENDS = [
  FailedBatchError,
  LostInput,
  MovedKeys,
  OtherState,
  UnreadableData,
  MisplacedRecord,
  StateLimitError,
  SpillError,
  WorkersJobEnded,
] as const;

export const endsTheJob = (error: unknown): error is Error => ENDS.some(kind => error instanceof kind);
