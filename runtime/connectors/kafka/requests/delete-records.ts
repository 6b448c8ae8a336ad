/** DeleteRecords: what stands before an offset of a partition is gone. Asked of the partition's leader. */
import type { RequestKind } from '../wire/request.ts';
import { type OfPartition, readTopics, writeTopics } from './topics.ts';

interface Question {
  readonly partitions: readonly OfPartition<{ readonly offset: number }>[];
  readonly timeoutMs: number;
}

export const deleteRecords: RequestKind<
  Question,
  OfPartition<{ readonly earliest: number; readonly error: number }>[]
> = {
  name: 'DeleteRecords',
  key: 21,
  version: 1,
  write(to, { partitions, timeoutMs }) {
    writeTopics(to, partitions, ({ offset }) => to.int64(offset));
    to.int32(timeoutMs);
  },
  read(from) {
    from.int32();
    return readTopics(from, () => ({ earliest: from.int64(), error: from.int16() }));
  },
};
