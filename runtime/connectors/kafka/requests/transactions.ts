/** What a transactional id asks its coordinator for, in the order of a transaction's life. */
import type { ByteReader, ByteWriter } from '../wire/bytes.ts';
import type { RequestKind } from '../wire/request.ts';
import { type OfPartition, readTopics, writeTopics } from './topics.ts';

/** A writer as the broker knows it; the epoch grows with every new owner of the transactional id. */
export interface Producer {
  readonly transactionalId: string;
  readonly id: number;
  readonly epoch: number;
}

interface Outcome {
  readonly error: number;
}

const writeProducer = (to: ByteWriter, { transactionalId, id, epoch }: Producer): ByteWriter =>
  to.string(transactionalId).int64(id).int16(epoch);

const readOutcome = (from: ByteReader): Outcome => {
  from.int32();
  return { error: from.int16() };
};

/**
 * Takes the transactional id over: fences its owner before, drops what that one left open, gives id and epoch.
 * Asked with the `owner` one is, it is refused when somebody else has taken over since.
 */
export const initProducerId: RequestKind<
  { readonly transactionalId: string; readonly transactionTimeoutMs: number; readonly owner: Producer | undefined },
  Outcome & { readonly id: number; readonly epoch: number }
> = {
  name: 'InitProducerId',
  key: 22,
  version: 3,
  flexible: true,
  write(to, { transactionalId, transactionTimeoutMs, owner }) {
    to.compactString(transactionalId).int32(transactionTimeoutMs);
    to.int64(owner?.id ?? -1)
      .int16(owner?.epoch ?? -1)
      .noTags();
  },
  read: from => ({ ...readOutcome(from), id: from.int64(), epoch: from.int16() }),
};

/** Takes partitions into the transaction, before anything is written to them; begins it when there is none. */
export const addPartitionsToTxn: RequestKind<
  { readonly producer: Producer; readonly partitions: readonly OfPartition[] },
  OfPartition<Outcome>[]
> = {
  name: 'AddPartitionsToTxn',
  key: 24,
  version: 1,
  write(to, { producer, partitions }) {
    writeProducer(to, producer);
    writeTopics(to, partitions, () => {});
  },
  read(from) {
    from.int32();
    return readTopics(from, () => ({ error: from.int16() }));
  },
};

/** Takes a group's offsets into the transaction; begins it when there is none. */
export const addOffsetsToTxn: RequestKind<{ readonly producer: Producer; readonly group: string }, Outcome> = {
  name: 'AddOffsetsToTxn',
  key: 25,
  version: 1,
  write: (to, { producer, group }) => writeProducer(to, producer).string(group),
  read: readOutcome,
};

/** Gives the group's coordinator the offsets that count once the transaction is committed. */
export const txnOffsetCommit: RequestKind<
  {
    readonly producer: Producer;
    readonly group: string;
    readonly offsets: readonly OfPartition<{ readonly offset: number }>[];
    /** Undefined: nobody's, whoever is in the group. */
    readonly as: { readonly member: string; readonly generation: number } | undefined;
  },
  OfPartition<Outcome>[]
> = {
  name: 'TxnOffsetCommit',
  key: 28,
  version: 3,
  flexible: true,
  write(to, { producer, group, offsets, as }) {
    to.compactString(producer.transactionalId).compactString(group).int64(producer.id).int16(producer.epoch);
    to.int32(as?.generation ?? -1)
      .compactString(as?.member ?? '')
      .noCompactString();
    to.compactArray([...Map.groupBy(offsets, ({ topic }) => topic)], ([topic, ofTopic]) => {
      to.compactString(topic)
        .compactArray(ofTopic, ({ partition, offset }) => {
          to.int32(partition).int64(offset).int32(-1).noCompactString().noTags();
        })
        .noTags();
    });
    to.noTags();
  },
  read(from) {
    from.int32();
    return from
      .compactArray(() => {
        const topic = from.compactNullableString() ?? '';
        const ofTopic = from.compactArray(() => {
          const outcome = { topic, partition: from.int32(), error: from.int16() };
          from.tags();
          return outcome;
        });
        from.tags();
        return ofTopic;
      })
      .flat();
  },
};

/**
 * Ends the transaction. The first answer means that the outcome is decided; asked again, the broker answers
 * CONCURRENT_TRANSACTIONS until every partition has been told, and no error then.
 */
export const endTxn: RequestKind<{ readonly producer: Producer; readonly commit: boolean }, Outcome> = {
  name: 'EndTxn',
  key: 26,
  version: 1,
  write: (to, { producer, commit }) => writeProducer(to, producer).boolean(commit),
  read: readOutcome,
};
