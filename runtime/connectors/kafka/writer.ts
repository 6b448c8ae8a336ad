/**
 * Writes through Kafka transactions: records and the input offsets become visible together, exactly once. Records
 * are kept in memory until a few megabytes are there or `commit` comes, so a transaction is open for a short time only.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { partitioner } from '../partitioner.ts';
import {
  ConnectorError,
  FencedWriter,
  type GroupOffsets,
  type OutputRecord,
  StaleMember,
  type Writer,
} from '../port.ts';
import { checkTopicName, closed } from '../refusals.ts';
import type { Cluster } from './cluster.ts';
import { makeTopic } from './make-topic.ts';
import type { Compression } from './records/compression.ts';
import { BatchEncoder } from './records/encode.ts';
import { produce } from './requests/produce.ts';
import {
  addOffsetsToTxn,
  addPartitionsToTxn,
  endTxn,
  initProducerId,
  type Producer,
  txnOffsetCommit,
} from './requests/transactions.ts';
import { type Transfer, USUAL_TRANSFER } from './transfer.ts';
import {
  CONCURRENT_TRANSACTIONS,
  check,
  DUPLICATE_SEQUENCE_NUMBER,
  FENCED_INSTANCE_ID,
  ILLEGAL_GENERATION,
  INVALID_PRODUCER_EPOCH,
  INVALID_TRANSACTION_STATE,
  MESSAGE_TOO_LARGE,
  PRODUCER_FENCED,
  ProtocolError,
  REBALANCE_IN_PROGRESS,
  UNKNOWN_MEMBER_ID,
} from './wire/protocol-error.ts';

/** Batches of a partition that may be on their way at once: of so many, brokers remember whether they have them. */
const MOST_UNDER_WAY = 5;

/** Bytes that a new batch has room for at first. */
const LEAST_CAPACITY = 4096;

/** The group has given the partitions to others. */
const STALE: readonly number[] = [ILLEGAL_GENERATION, UNKNOWN_MEMBER_ID, REBALANCE_IN_PROGRESS, FENCED_INSTANCE_ID];

/** How what is written to a topic is compressed; undefined: as it is. */
export type CompressionOf = (topic: string) => Compression | undefined;

interface Waiting {
  readonly topic: string;
  readonly partition: number;
  readonly encoder: BatchEncoder;
  /** The batch as it goes out, from the first try on: a second try must send the same bytes. */
  batch?: Buffer;
}

/**
 * Takes the transactional id over, which fences any writer that had it. Rejects with ConnectorError when that fails.
 * @param patienceMs after how long the broker gives up a transaction that its writer has left open
 */
export async function kafkaWriter(
  cluster: Cluster,
  transactionalId: string,
  patienceMs: number,
  compressionOf?: CompressionOf,
  { batchBytes, bufferBytes }: Transfer = USUAL_TRANSFER,
): Promise<Writer> {
  const { place, left } = cluster;
  const coordinator = { of: 'transaction', id: transactionalId } as const;
  const partitions = partitioner(place);
  const partitionCounts = new Map<string, number>();
  const sequences = new Map<string, number>();
  let producer = await takeOver(undefined);
  let open = true;

  // What was written since the last commit: by partition while a batch grows, then waiting to be sent.
  let growing = new Map<string, Waiting[]>();
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  /** Of batches that still grow; there may be one for each partition. */
  let growingBytes = 0;
  let growingCount = 0;
  let capacity = LEAST_CAPACITY;
  let sending: Promise<void> | undefined;
  // What the broker knows of the transaction.
  const added = new Set<string>();
  let begun = false;
  /** `asked`: the broker was told to commit, but has not said whether it does. */
  let commitment: 'none' | 'asked' | 'decided' = 'none';

  return {
    async write(records) {
      mustBeOpen();
      if (commitment !== 'none')
        throw new ConnectorError('refused', `the commit before has not ended yet: commit again, or abort`);
      for (const topic of new Set(records.map(({ topic }) => topic)))
        if (!partitionCounts.has(topic)) partitionCounts.set(topic, await countOrMake(topic));
      partitions.nextBatch();
      const chosen = records.map(record => partitions.choose(record, partitionCounts.get(record.topic)!));
      records.forEach((record, index) => {
        append(record, chosen[index]!);
      });
      // With many partitions most of what is there may be in batches that are not full.
      if (waitingBytes + growingBytes >= bufferBytes) enqueueAll();
      if (waitingBytes < bufferBytes / 4) return;
      const sent = send();
      if (waitingBytes >= bufferBytes) await sent;
      // A failure shows again at the next write or commit, which tries the same batches once more.
      else sent.catch(() => {});
    },

    async commit(inputs) {
      mustBeOpen();
      if (commitment === 'none') {
        enqueueAll();
        await send();
        if (inputs && inputs.offsets.length > 0) await addInputs(inputs);
        if (!begun) return;
        commitment = 'asked';
      }
      await end();
      forget();
      capacity = LEAST_CAPACITY;
    },

    async abort() {
      mustBeOpen();
      await drop();
    },

    async close() {
      if (!open) return;
      open = false;
      if (left.aborted) return;
      // The broker drops an open transaction by itself when it cannot be told now.
      await drop().catch(() => {});
    },
  };

  function mustBeOpen(): void {
    if (!open) throw closed('writer', place);
  }

  async function countOrMake(topic: string): Promise<number> {
    const found = await cluster.persist(left, () => cluster.topic(topic, left));
    if (found) return found.partitions.length;
    checkTopicName(topic);
    return makeTopic(cluster, topic, 1, left);
  }

  function append(record: OutputRecord, partition: number): void {
    let ofTopic = growing.get(record.topic);
    if (!ofTopic) {
      ofTopic = [];
      growing.set(record.topic, ofTopic);
    }
    let batch = ofTopic[partition];
    if (!batch) {
      growingCount++;
      const room = Math.max(LEAST_CAPACITY, Math.floor(bufferBytes / growingCount));
      batch = { topic: record.topic, partition, encoder: new BatchEncoder(Math.min(capacity, room)) };
      growingBytes += batch.encoder.size;
      ofTopic[partition] = batch;
    }
    growingBytes -= batch.encoder.size;
    batch.encoder.add(record);
    growingBytes += batch.encoder.size;
    if (batch.encoder.size < batchBytes) return;
    growingBytes -= batch.encoder.size;
    growingCount--;
    enqueue(batch);
    delete ofTopic[partition];
    // Where one batch has become full the next will too: spares growing step by step.
    capacity = batchBytes + (batchBytes >> 3);
  }

  function enqueueAll(): void {
    for (const batches of growing.values()) for (const batch of batches) if (batch) enqueue(batch);
    noneGrows();
  }

  function noneGrows(): void {
    growing = new Map();
    growingBytes = 0;
    growingCount = 0;
  }

  function enqueue(batch: Waiting): void {
    waiting.push(batch);
    waitingBytes += batch.encoder.size;
  }

  /** Sends all that waits; one call at a time does it, the others wait for it and then see whether more has come. */
  async function send(): Promise<void> {
    while (sending) await sending.catch(() => {});
    if (waiting.length === 0) return;
    sending = sendWaiting();
    try {
      await sending;
    } finally {
      sending = undefined;
    }
  }

  async function sendWaiting(): Promise<void> {
    while (waiting.length > 0) {
      const partitions = [...Map.groupBy(waiting, nameOf).values()].map(batches => batches.slice(0, MOST_UNDER_WAY));
      await addPartitions(partitions.map(([first]) => first!));
      await cluster.persist(left, async again => {
        const unsent = partitions.map(batches => batches.filter(batch => waiting.includes(batch)));
        const firsts = unsent.flatMap(([first]) => first ?? []);
        const byLeader = await cluster.byLeader(firsts, again, left);
        await Promise.all(
          [...byLeader].map(([node, led]) => {
            const names = new Set(led.map(nameOf));
            return sendTo(
              node,
              unsent.filter(([first]) => first && names.has(nameOf(first))),
            );
          }),
        );
      });
    }
  }

  async function addPartitions(batches: readonly Waiting[]): Promise<void> {
    const missing = batches.filter(batch => !added.has(nameOf(batch)));
    if (missing.length === 0) return;
    await cluster.persist(left, async () => {
      const answer = await cluster.ask(coordinator, addPartitionsToTxn, { producer, partitions: missing }, left);
      for (const { topic, partition, error } of answer) fenced(error, `writing to ${topic}-${partition}`);
    });
    for (const batch of missing) added.add(nameOf(batch));
    begun = true;
  }

  /** Sends each partition's batches in their order, one of each partition per request, the requests at once. */
  async function sendTo(node: number, partitions: readonly (readonly Waiting[])[]): Promise<void> {
    const requests: Promise<void>[] = [];
    for (let nth = 0; nth < MOST_UNDER_WAY; nth++) {
      const batches = partitions.flatMap(ofPartition => ofPartition[nth] ?? []);
      if (batches.length > 0) requests.push(sendOnce(node, batches));
    }
    // When one fails, those behind it are refused as out of order: the first says why.
    const failed = (await Promise.allSettled(requests)).find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  }

  async function sendOnce(node: number, batches: readonly Waiting[]): Promise<void> {
    const question = {
      transactionalId,
      timeoutMs: cluster.timeoutMs,
      partitions: batches.map(batch => ({ topic: batch.topic, partition: batch.partition, batch: [sealed(batch)] })),
    };
    const answer = await cluster.ask(node, produce, question, left);
    for (const { topic, partition, error } of answer) {
      const batch = batches.find(one => one.topic === topic && one.partition === partition);
      if (!batch) continue;
      // Told a second time, after its first acknowledgement was lost.
      if (error !== DUPLICATE_SEQUENCE_NUMBER) fenced(error, writingWhat(batch, error));
      waiting = waiting.filter(one => one !== batch);
      waitingBytes -= batch.encoder.size;
    }
  }

  function sealed(waitingBatch: Waiting): Buffer {
    if (!waitingBatch.batch) {
      const name = nameOf(waitingBatch);
      const sequence = sequences.get(name) ?? 0;
      waitingBatch.batch = waitingBatch.encoder.seal(
        {
          producerId: producer.id,
          producerEpoch: producer.epoch,
          sequence,
        },
        compressionOf?.(waitingBatch.topic),
      );
      // Kafka's sequence numbers wrap around.
      sequences.set(name, (sequence + waitingBatch.encoder.count) % 2 ** 31);
    }
    return waitingBatch.batch;
  }

  async function addInputs({ group, offsets, as }: GroupOffsets): Promise<void> {
    const doing = `committing the input offsets of group ${group}`;
    await cluster.persist(left, async () =>
      fenced((await cluster.ask(coordinator, addOffsetsToTxn, { producer, group }, left)).error, doing),
    );
    begun = true;
    await cluster.persist(left, async () => {
      const answer = await cluster.ask(
        { of: 'group', id: group },
        txnOffsetCommit,
        { producer, group, offsets, as },
        left,
      );
      for (const { error } of answer) {
        if (STALE.includes(error)) throw new StaleMember(`${place}: ${new ProtocolError(error, doing).message}`);
        fenced(error, doing);
      }
    });
  }

  /** Has the transaction committed, and waits until every partition shows it. */
  async function end(): Promise<void> {
    const ask = async () => (await cluster.ask(coordinator, endTxn, { producer, commit: true }, left)).error;
    if (commitment === 'asked') {
      await cluster.persist(left, async () => fenced(await ask(), 'committing'));
      commitment = 'decided';
    }
    await cluster.persist(left, async () => {
      // A few milliseconds as a rule, so `persist` with its longer pauses is left to what goes wrong.
      for (let wait = 1; wait < 200; wait *= 2) {
        const error = await ask();
        if (error !== CONCURRENT_TRANSACTIONS) return fenced(error, 'committing');
        await pause(wait);
      }
      check(CONCURRENT_TRANSACTIONS, 'committing');
    });
  }

  async function drop(): Promise<void> {
    noneGrows();
    if (commitment !== 'none') await takeBack();
    // Batches under way belong to the transaction that is dropped.
    await sending?.catch(() => {});
    const mustTell = begun || waiting.some(({ batch }) => batch);
    waiting = [];
    waitingBytes = 0;
    if (mustTell) producer = await takeOver(producer);
    forget();
  }

  /** The outcome of a commit is not known: asks for the contrary, which the broker refuses when it has committed. */
  async function takeBack(): Promise<void> {
    await cluster.persist(left, async () => {
      const { error } = await cluster.ask(coordinator, endTxn, { producer, commit: false }, left);
      if (error === INVALID_TRANSACTION_STATE) {
        forget();
        throw new ConnectorError(
          'refused',
          `${place} had carried out the commit already: it cannot be aborted any more`,
        );
      }
      fenced(error, 'aborting');
    });
  }

  function forget(): void {
    added.clear();
    begun = false;
    commitment = 'none';
  }

  /** A new epoch of this id; ends what the owner before, also oneself, had open. Sequence numbers begin anew. */
  async function takeOver(owner: Producer | undefined): Promise<Producer> {
    const question = { transactionalId, transactionTimeoutMs: patienceMs, owner };
    const { id, epoch } = await cluster.persist(left, async () => {
      const answer = await cluster.ask(coordinator, initProducerId, question, left);
      fenced(answer.error, `beginning to write as '${transactionalId}'`);
      return answer;
    });
    sequences.clear();
    return { transactionalId, id, epoch };
  }

  function fenced(error: number, doing: string): void {
    if (error === INVALID_PRODUCER_EPOCH || error === PRODUCER_FENCED)
      throw new FencedWriter(
        `${place}: ${doing}: another writer has taken over the transactional id '${transactionalId}', or the transaction was open for more than ${patienceMs / 1000} s`,
        { cause: new ProtocolError(error, doing) },
      );
    check(error, doing);
  }
}

function writingWhat({ topic, partition, encoder }: Waiting, error: number): string {
  const where = `writing to ${topic}-${partition}`;
  return error === MESSAGE_TOO_LARGE ? `${where} (${encoder.count} records, ${encoder.size} bytes)` : where;
}

const nameOf = ({ topic, partition }: { readonly topic: string; readonly partition: number }): string =>
  `${topic}-${partition}`;
