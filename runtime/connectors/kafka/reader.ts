/**
 * Reads assigned partitions by fetching from their leaders: no consumer group, so nothing in the cluster changes by
 * it. One request per leader is always under way while the records of the one before are being worked on.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { bell } from '../bell.ts';
import { type Assignment, type Batch, ConnectorError, type Reader, type SourceRecord } from '../port.ts';
import { closed as alreadyClosed, noPartition, noTopic } from '../refusals.ts';
import { waitingReader } from '../waiting-reader.ts';
import { type Cluster, mayPass, whyLost } from './cluster.ts';
import { offsetsAt } from './offsets-at.ts';
import { endurance } from './outage.ts';
import { decodeBatches, offsetAfter } from './records/decode.ts';
import { UnreadableBatch } from './records/unreadable-batch.ts';
import { type FetchedPartition, fetch } from './requests/fetch.ts';
import { type Transfer, USUAL_TRANSFER } from './transfer.ts';
import type { Connection } from './wire/connection.ts';
import { ConnectionLost } from './wire/failure.ts';
import { check, OFFSET_OUT_OF_RANGE } from './wire/protocol-error.ts';

/** Answers of one leader that may wait to be read before the next one is asked for. */
const MOST_WAITING = 2;
/** Between two tries when a leader does not answer, in milliseconds. */
const PAUSE = 100;

interface Position {
  readonly topic: string;
  readonly partition: number;
  readonly to: number;
  /** The offset to fetch next. */
  offset: number;
}

interface Arrived {
  readonly node: number;
  /** All that came with it, which stays in memory until the last of it is read. */
  readonly answer: readonly FetchedPartition[];
  readonly position: Position;
  readonly from: number;
  readonly fetched: FetchedPartition;
  readonly nextOffset: number;
}

/** Rejects with ConnectorError when a topic or partition is not there (unreadable) or no broker answers. */
export async function kafkaReader(
  cluster: Cluster,
  assignments: readonly Assignment[],
  { fetchMinBytes, fetchMaxWaitMs, fetchMaxBytes, partitionFetchBytes }: Transfer = USUAL_TRANSFER,
): Promise<Reader> {
  const { left, place } = cluster;
  await mustExist(cluster, assignments);
  const positions = assignments.map(({ topic, partition, from, to }): Position => {
    return { topic, partition, to: to ?? Number.POSITIVE_INFINITY, offset: from };
  });
  const isOpen = ({ offset, to }: Position) => offset < to;
  const news = bell();
  const connections = new Map<number, Connection>();
  const busy = new Set<number>();
  const failing = new Map<number, ReturnType<typeof endurance>>();
  let arrived: Arrived[] = [];
  let leaders: ReadonlyMap<number, readonly Position[]> = new Map();
  let failure: unknown;
  let closed = false;

  await regroup(false);
  fetchMore();
  return waitingReader(
    {
      look() {
        if (failure && arrived.length === 0) throw failure;
        const taken = arrived;
        arrived = [];
        fetchMore();
        const batches = taken.map(decode);
        return batches.length > 0 || positions.some(isOpen) || arrived.length > 0 ? batches : undefined;
      },
      close() {
        closed = true;
        for (const patience of failing.values()) cluster.outages.givenUp(patience);
        for (const connection of connections.values()) connection.close();
      },
    },
    news,
  );

  async function regroup(fresh: boolean): Promise<void> {
    leaders = await cluster.persist(left, again => cluster.byLeader(positions.filter(isOpen), fresh || again, left));
    for (const node of failing.keys()) if (!leaders.has(node)) forgive(node);
  }

  /** It answers, or is not asked any more. */
  function forgive(node: number): void {
    const patience = failing.get(node);
    if (patience) cluster.outages.worked(patience);
    failing.delete(node);
  }

  /** Asks every leader that is not being asked and whose answers are not piling up. */
  function fetchMore(): void {
    if (closed || failure) return;
    for (const [node, led] of leaders) {
      if (busy.has(node)) continue;
      const wanted = led.filter(isOpen);
      const waiting = new Set(arrived.flatMap(one => (one.node === node ? [one.answer] : []))).size;
      if (wanted.length === 0 || waiting >= MOST_WAITING) continue;
      busy.add(node);
      const asked = performance.now();
      void fetchFrom(node, wanted)
        .then(
          () => forgive(node),
          error => recover(node, error, asked),
        )
        .finally(() => {
          busy.delete(node);
          fetchMore();
          news.ring();
        });
    }
  }

  async function fetchFrom(node: number, wanted: readonly Position[]): Promise<void> {
    let connection = connections.get(node);
    if (!connection?.open) {
      connection = await cluster.connectTo(node, left);
      connections.set(node, connection);
      if (closed) connection.close();
    }
    const asked = new Map(wanted.map(position => [position, position.offset]));
    const question = {
      maxWaitMs: fetchMaxWaitMs,
      minBytes: fetchMinBytes,
      maxBytes: fetchMaxBytes,
      maxBytesPerPartition: partitionFetchBytes,
      partitions: wanted.map(({ topic, partition, offset }) => ({ topic, partition, offset })),
    };
    const { error, partitions } = await connection.ask(fetch, question, fetchMaxWaitMs + cluster.timeoutMs, left);
    check(error, 'reading');
    const nothing = partitions.every(({ error, batches }) => error === 0 && batches.length === 0);
    const failed: FetchedPartition[] = [];
    for (const fetched of partitions) {
      const position = wanted.find(
        ({ topic, partition }) => topic === fetched.topic && partition === fetched.partition,
      );
      if (!position) continue;
      if (fetched.error !== 0) {
        failed.push(fetched);
        continue;
      }
      const from = asked.get(position)!;
      // Fetched from another leader in the meantime.
      if (position.offset !== from) continue;
      const nextOffset = offsetAfter(fetched.batches);
      // Where the broker has nothing at all up to the last stable offset, compaction has removed it.
      if (nextOffset === undefined) {
        if (nothing && position.to <= fetched.lastStableOffset) position.offset = position.to;
        continue;
      }
      position.offset = Math.max(from, nextOffset);
      arrived.push({
        node,
        answer: partitions,
        position,
        from,
        fetched,
        nextOffset: Math.min(position.offset, position.to),
      });
    }
    for (const { topic, partition, error } of failed) {
      const position = wanted.find(one => one.topic === topic && one.partition === partition)!;
      if (error === OFFSET_OUT_OF_RANGE) await backIntoRange(position);
      else check(error, `reading ${topic}-${partition}`);
    }
  }

  /** Retention may have removed the records meanwhile: goes on at the earliest there is. */
  async function backIntoRange(position: Position): Promise<void> {
    const { topic, partition, offset } = position;
    const [earliest, end] = await cluster.persist(left, async again => {
      if (again) await cluster.describe([topic], left);
      const ask = async (at: 'earliest' | 'end') =>
        (await offsetsAt(cluster, at, topic, [partition], left)).get(partition)!;
      return [await ask('earliest'), await ask('end')] as const;
    });
    if (offset > end)
      throw new ConnectorError(
        'unreadable',
        `${topic}-${partition} at ${place} ends at offset ${end}, before ${offset} where reading was to go on: was the topic deleted and made anew?`,
      );
    if (earliest > offset) cluster.outages.gone(topic, partition, offset, earliest);
    position.offset = Math.max(offset, earliest);
  }

  /** After a lost connection or a moved leader: finds the leaders anew, until that has failed for too long. */
  async function recover(node: number, error: unknown, asked: number): Promise<void> {
    if (left.aborted) failure ??= alreadyClosed('reader', place);
    if (closed || left.aborted) return;
    const patience = failing.get(node) ?? endurance(cluster.timeoutMs, cluster.patienceMs);
    failing.set(node, patience);
    if (!mayPass(error) || !patience.goesOn(error, 0)) {
      cluster.outages.givenUp(patience);
      failure ??= cluster.inWords(error);
      return;
    }
    if (error instanceof ConnectionLost)
      cluster.outages.failed(patience, Math.min(asked, patience.since), whyLost(error));
    await pause(PAUSE);
    await regroup(true).catch(reason => {
      failure ??= reason;
    });
  }

  function decode({ position: { topic, partition, to }, from, fetched, nextOffset }: Arrived): Batch {
    const records: SourceRecord[] = [];
    try {
      decodeBatches(fetched.batches, fetched.aborted, from, to, records);
    } catch (error) {
      if (!(error instanceof UnreadableBatch)) throw error;
      throw new ConnectorError(
        'unreadable',
        `the record batch at ${topic}-${partition}@${error.offset} of ${place} cannot be read: ${error.message}`,
        { cause: error },
      );
    }
    return { topic, partition, records, nextOffset };
  }
}

async function mustExist(cluster: Cluster, assignments: readonly Assignment[]): Promise<void> {
  const { left, place } = cluster;
  for (const [topic, ofTopic] of Map.groupBy(assignments, ({ topic }) => topic)) {
    const found = await cluster.persist(left, () => cluster.topic(topic, left));
    if (!found) {
      const all = await cluster.persist(left, () => cluster.describe(null, left));
      throw noTopic(
        place,
        topic,
        all.topics.filter(({ internal }) => !internal).map(({ name }) => name),
      );
    }
    const count = found.partitions.length;
    const missing = ofTopic.find(({ partition }) => partition < 0 || partition >= count);
    if (missing) throw noPartition(place, topic, missing.partition, count);
  }
}
