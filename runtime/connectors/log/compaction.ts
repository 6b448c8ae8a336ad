/** Topics for state in an embedded log: of each key the last record stays, written anew when much of the rest is there. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceRecord } from '../port.ts';
import { addRecord, type OpenBlock } from './block.ts';
import type { Commits, PartitionState } from './commits.ts';
import { partitionCursor, partitionFolder, writeBlocks } from './segments.ts';

export interface Compaction {
  /** The topic is one for state. Only under the folder's lock and after `catchUp`, as the other one. */
  opened(topic: string): void;
  /** Records were committed, and began new segments. */
  grown(topic: string, partition: number): void;
}

/** Less is read in no time. */
const FEW_BYTES = 4 << 20;
/** It is written anew when it is so many times what it was after the last time. */
const TIMES = 4;

export function compaction(folder: string, commits: Commits): Compaction {
  const topics = new Set<string>();
  /** By folder of a partition its size when it was written last. */
  const sizes = new Map<string, number>();

  function compact(topic: string, partition: number, state: PartitionState): void {
    const home = partitionFolder(folder, topic, partition);
    if (sizeOf(home, state) < Math.max(FEW_BYTES, TIMES * (sizes.get(home) ?? 0))) return;
    const blocks: OpenBlock[] = [];
    for (const record of lastOf(home, topic, partition, state)) addRecord(blocks, { topic, ...record });
    if (blocks.length === 0) return;
    const old = [...state.segments];
    const { end, bytes, newSegments } = writeBlocks(home, { segments: [], bytes: 0, end: state.end }, blocks);
    commits.append({
      ends: [[topic, partition, end, bytes, newSegments]],
      cut: [[topic, partition, newSegments[0]!]],
    });
    sizes.set(home, sizeOf(home, state));
    // Also those that a killed process did not come to remove.
    for (const name of readdirSync(home))
      if (old.includes(Number.parseInt(name, 10))) rmSync(join(home, name), { force: true });
  }

  /** What is committed is committed: a disk too full for writing it anew must not make it look failed. */
  function tryTo(topic: string, partition: number, state: PartitionState): void {
    try {
      compact(topic, partition, state);
    } catch {
      // All that counts is where it was. Who reads it is told of damage.
    }
  }

  return {
    opened(topic) {
      topics.add(topic);
      for (const [partition, state] of commits.topics.get(topic)!.entries()) tryTo(topic, partition, state);
    },
    grown(topic, partition) {
      if (topics.has(topic)) tryTo(topic, partition, commits.topics.get(topic)![partition]!);
    },
  };
}

function sizeOf(home: string, { segments, bytes }: PartitionState): number {
  const full = segments.slice(0, -1);
  return full.reduce((sum, first) => sum + statSync(join(home, fileName(first))).size, bytes);
}

const fileName = (first: number): string => `${`${first}`.padStart(20, '0')}.log`;

function lastOf(home: string, topic: string, partition: number, state: PartitionState): Iterable<SourceRecord> {
  const last = new Map<string, SourceRecord>();
  const cursor = partitionCursor(home, topic, partition, () => state, 0);
  try {
    for (let batch = cursor.advance(Infinity); batch; batch = cursor.advance(Infinity))
      for (const record of batch.records) {
        if (record.key === null) continue;
        const name = Buffer.from(record.key).toString('latin1');
        last.delete(name);
        if (record.value !== null) last.set(name, record);
      }
  } finally {
    cursor.close();
  }
  return last.values();
}
