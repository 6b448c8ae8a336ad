/** ListOffsets: the earliest offset of partitions, or the end of what has been committed there (read_committed). */
import type { RequestKind } from '../wire/request.ts';
import { type OfPartition, readTopics, writeTopics } from './topics.ts';

export const EARLIEST = -2;
export const LATEST = -1;

interface Question {
  readonly at: typeof EARLIEST | typeof LATEST;
  readonly partitions: readonly OfPartition[];
}

export const listOffsets: RequestKind<Question, OfPartition<{ readonly error: number; readonly offset: number }>[]> = {
  name: 'ListOffsets',
  key: 2,
  version: 2,
  write(to, { at, partitions }) {
    to.int32(-1).int8(1);
    writeTopics(to, partitions, () => to.int64(at));
  },
  read(from) {
    from.int32();
    return readTopics(from, () => {
      const error = from.int16();
      from.int64();
      return { error, offset: from.int64() };
    });
  },
};
