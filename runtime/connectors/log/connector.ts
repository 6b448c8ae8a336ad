/**
 * The embedded log: topics kept in a local folder, with commits over any number of topics that hold or do not hold as
 * a whole, also when a process is killed in the middle.
 *
 * What is written waits in memory, encoded, until `commit`; the commit then takes the folder's lock for the milliseconds
 * it needs: catch up with what others committed, write the blocks behind each partition's end, append one line to
 * the commits file. One short lock for the folder rather than long ones per topic, because then any number of
 * processes can write to any topics, the same ones too, no lock can deadlock with another, and offsets and the
 * all-or-nothing line need no agreement between lock holders. Readers take no lock.
 *
 * As in Kafka, nothing is forced to the disk with each commit: a killed process loses nothing, a power failure may lose the last
 * seconds, and checksums tell if it left the folder damaged.
 */
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { locked } from '../folder-lock.ts';
import { folderWatch } from '../folder-watch.ts';
import { partitioner } from '../partitioner.ts';
import type { Batch, Connector, GroupOffsets, Writer } from '../port.ts';
import { badPartitionCount, checkTopicName, closed, fileError, noPartition, noTopic } from '../refusals.ts';
import { waitingReader } from '../waiting-reader.ts';
import { addRecord, type OpenBlock } from './block.ts';
import { commits as commitsOf, type Entry } from './commits.ts';
import { compaction } from './compaction.ts';
import { partitionCursor, partitionFolder, writeBlocks } from './segments.ts';

const MOST_PARTITIONS = 1000;

/** The folder need not be there; it is made with the first topic. */
export function logConnector(folder: string): Connector {
  const place = `dir:${folder}`;
  const commits = commitsOf(folder);
  const state = compaction(folder, commits);
  const news = folderWatch(join(folder, 'commits'));
  const readers = new Set<() => Promise<void>>();

  async function underLock(critical: () => void): Promise<void> {
    try {
      await locked(join(folder, 'locks'), () => {
        commits.catchUp();
        critical();
      });
    } catch (error) {
      throw fileError('write', folder, error);
    }
    news.ring();
    // One turn of the event loop: who only writes must not keep Ctrl-C and timers waiting.
    await setImmediate();
  }

  async function make(topic: string, partitions: number): Promise<void> {
    checkTopicName(topic);
    if (!Number.isInteger(partitions) || partitions < 1 || partitions > MOST_PARTITIONS)
      throw badPartitionCount(topic, partitions, MOST_PARTITIONS);
    commits.catchUp();
    if (commits.topics.has(topic)) return;
    await underLock(() => {
      if (!commits.topics.has(topic)) commits.append({ make: { [topic]: partitions } });
    });
  }

  return {
    place,
    async topics() {
      commits.catchUp();
      return [...commits.topics.keys()].sort();
    },
    async partitions(topic) {
      commits.catchUp();
      return commits.topics
        .get(topic)
        ?.map(({ segments, end }, partition) => ({ partition, earliest: segments[0] ?? end, end }));
    },
    async committed(group, topic) {
      commits.catchUp();
      return new Map(commits.groups.get(group)?.get(topic));
    },
    createTopic: make,
    async createChangelog(topic, count) {
      await make(topic, count);
      await underLock(() => state.opened(topic));
      return commits.topics.get(topic)!.length;
    },
    locate: (topic, partition, offset) => `${topic}-${partition}@${offset}`,

    async reader(assignments) {
      commits.catchUp();
      const positions = assignments.map(({ topic, partition, from, to = Infinity }) => {
        const states = commits.topics.get(topic);
        if (!states) throw noTopic(place, topic, commits.topics.keys());
        if (!states[partition]) throw noPartition(place, topic, partition, states.length);
        const stateNow = () => commits.topics.get(topic)![partition]!;
        const cursor = partitionCursor(partitionFolder(folder, topic, partition), topic, partition, stateNow, from);
        return { cursor, to };
      });
      const advance = () => {
        const batches: Batch[] = [];
        for (const { cursor, to } of positions) {
          const batch = cursor.advance(to);
          if (batch) batches.push(batch);
        }
        return batches;
      };
      const reader = waitingReader(
        {
          look() {
            if (positions.every(({ cursor, to }) => cursor.next >= to)) return undefined;
            const batches = advance();
            return batches.length === 0 && commits.catchUp() ? advance() : batches;
          },
          close() {
            for (const { cursor } of positions) cursor.close();
            news.stop();
            readers.delete(reader.close);
          },
        },
        news,
      );
      news.start();
      readers.add(reader.close);
      return reader;
    },

    async writer(): Promise<Writer> {
      const partitions = partitioner(place);
      let pending = new Map<string, Map<number, OpenBlock[]>>();
      let open = true;
      return {
        async write(records) {
          if (!open) throw closed('writer', place);
          for (const { topic } of records) if (!commits.topics.has(topic)) await make(topic, 1);
          partitions.nextBatch();
          for (const record of records) {
            const partition = partitions.choose(record, commits.topics.get(record.topic)!.length);
            addRecord(blocksOf(pending, record.topic, partition), record);
          }
        },
        async commit(inputs) {
          if (!open) throw closed('writer', place);
          if (pending.size === 0 && !inputs) return;
          await underLock(() => {
            const ends = [...pending].flatMap(([topic, byPartition]) =>
              [...byPartition].map(([partition, blocks]) => {
                const { end, bytes, newSegments } = writeBlocks(
                  partitionFolder(folder, topic, partition),
                  commits.topics.get(topic)![partition]!,
                  blocks,
                );
                return [topic, partition, end, bytes, newSegments] as const;
              }),
            );
            commits.append({ ...(ends.length > 0 && { ends }), ...reached(inputs) });
            pending = new Map();
            for (const [topic, partition, , , { length }] of ends) if (length > 0) state.grown(topic, partition);
          });
        },
        async abort() {
          pending = new Map();
        },
        async close() {
          pending = new Map();
          open = false;
        },
      };
    },

    async close() {
      for (const close of [...readers]) await close();
    },
  };
}

function reached(inputs: GroupOffsets | undefined): Entry {
  if (!inputs) return {};
  const { group, offsets } = inputs;
  return { groups: { [group]: offsets.map(({ topic, partition, offset }) => [topic, partition, offset] as const) } };
}

function blocksOf(pending: Map<string, Map<number, OpenBlock[]>>, topic: string, partition: number): OpenBlock[] {
  let byPartition = pending.get(topic);
  if (!byPartition) {
    byPartition = new Map();
    pending.set(topic, byPartition);
  }
  let blocks = byPartition.get(partition);
  if (!blocks) {
    blocks = [];
    byPartition.set(partition, blocks);
  }
  return blocks;
}
