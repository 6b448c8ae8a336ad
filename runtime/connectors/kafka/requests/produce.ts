/** Produce: appends one record batch to each of some partitions, as part of a transaction or by itself. */
import type { RequestKind } from '../wire/request.ts';
import { type OfPartition, readTopics, writeTopics } from './topics.ts';

interface Question {
  /** Null: of no transaction. */
  readonly transactionalId: string | null;
  /** How long the broker may wait for its replicas, in milliseconds. */
  readonly timeoutMs: number;
  /** The batch in parts, to be put one after the other. */
  readonly partitions: readonly OfPartition<{ readonly batch: readonly Uint8Array[] }>[];
}

export const produce: RequestKind<Question, OfPartition<{ readonly error: number }>[]> = {
  name: 'Produce',
  key: 0,
  version: 7,
  write(to, { transactionalId, timeoutMs, partitions }) {
    // -1: acknowledged when every replica in sync has it.
    to.nullableString(transactionalId).int16(-1).int32(timeoutMs);
    writeTopics(to, partitions, ({ batch }) => to.bytes(batch));
  },
  read: from =>
    readTopics(from, () => {
      const error = from.int16();
      from.int64();
      from.int64();
      from.int64();
      return { error };
    }),
};
