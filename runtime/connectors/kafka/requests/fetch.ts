/** Fetch: record batches of partitions from an offset on, up to what has been committed (read_committed). */
import type { RequestKind } from '../wire/request.ts';
import { type OfPartition, readTopics, writeTopics } from './topics.ts';

interface Question {
  /** How long the broker waits for `minBytes`, in milliseconds. */
  readonly maxWaitMs: number;
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly maxBytesPerPartition: number;
  readonly partitions: readonly OfPartition<{ readonly offset: number }>[];
}

export interface AbortedTransaction {
  readonly producer: number;
  readonly firstOffset: number;
}

export type FetchedPartition = OfPartition<{
  readonly error: number;
  /** Everything before it is committed or aborted. */
  readonly lastStableOffset: number;
  readonly aborted: readonly AbortedTransaction[];
  /** Whole record batches, the last one perhaps cut off. A view of the answer. */
  readonly batches: Buffer;
}>;

const NOTHING = Buffer.alloc(0);

export const fetch: RequestKind<
  Question,
  { readonly error: number; readonly partitions: readonly FetchedPartition[] }
> = {
  name: 'Fetch',
  key: 1,
  version: 10,
  write(to, { maxWaitMs, minBytes, maxBytes, maxBytesPerPartition, partitions }) {
    to.int32(-1).int32(maxWaitMs).int32(minBytes).int32(maxBytes).int8(1);
    // No fetch session: every request says all it wants.
    to.int32(0).int32(-1);
    writeTopics(to, partitions, ({ offset }) => to.int32(-1).int64(offset).int64(-1).int32(maxBytesPerPartition));
    to.array([], () => {});
  },
  read(from) {
    from.int32();
    const error = from.int16();
    from.int32();
    const partitions = readTopics(from, () => {
      const error = from.int16();
      from.int64();
      const lastStableOffset = from.int64();
      from.int64();
      const aborted = from.array(() => ({ producer: from.int64(), firstOffset: from.int64() }));
      return { error, lastStableOffset, aborted, batches: from.nullableBytes() ?? NOTHING };
    });
    return { error, partitions };
  },
};
