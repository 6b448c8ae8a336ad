/** Chooses partitions as Kafka's Java producers do by default, so that a key lands where every other client puts it. */
import type { OutputRecord } from './port.ts';
import { noPartition } from './refusals.ts';

/**
 * Partition of a key: murmur2 of its bytes, made positive by clearing the sign bit, modulo the partition count.
 * The empty key is a key like any other.
 */
export function partitionOfKey(key: Uint8Array, partitions: number): number {
  return (murmur2(key) & 0x7fffffff) % partitions;
}

export interface Partitioner {
  /** Called once per `write`. */
  nextBatch(): void;
  /** The record's own partition, else its key's, else the batch's. A partition that is not there is refused. */
  choose(record: OutputRecord, partitions: number): number;
}

/**
 * One per writer. Records without a key stay together within a batch and the next batch goes one partition
 * further, from 0 on, so that the same batches always land in the same partitions.
 */
export function partitioner(place: string): Partitioner {
  let turn = -1;
  let fresh = true;
  return {
    nextBatch() {
      fresh = true;
    },
    choose({ topic, partition, key }, partitions) {
      if (partition !== undefined) {
        if (Number.isInteger(partition) && partition >= 0 && partition < partitions) return partition;
        throw noPartition(place, topic, partition, partitions);
      }
      if (key !== null) return partitionOfKey(key, partitions);
      if (fresh) turn = (turn + 1) & 0x7fffffff;
      fresh = false;
      return turn % partitions;
    },
  };
}

const M = 0x5bd1e995;
const SEED = 0x9747b28c;

/** MurmurHash2 in 32 bits with Kafka's seed; a signed integer, as Java has it. */
export function murmur2(bytes: Uint8Array): number {
  const length = bytes.length;
  const whole = length & ~3;
  let hash = SEED ^ length;
  for (let at = 0; at < whole; at += 4) {
    let word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    word = Math.imul(word, M);
    word = Math.imul(word ^ (word >>> 24), M);
    hash = Math.imul(hash, M) ^ word;
  }
  const rest = length - whole;
  if (rest === 3) hash ^= bytes[whole + 2]! << 16;
  if (rest >= 2) hash ^= bytes[whole + 1]! << 8;
  if (rest >= 1) hash = Math.imul(hash ^ bytes[whole]!, M);
  hash = Math.imul(hash ^ (hash >>> 13), M);
  return (hash ^ (hash >>> 15)) | 0;
}
