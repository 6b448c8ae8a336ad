/**
 * Holds rows against what a task rests on: that each record is in the partition that its declared key belongs in. Rows pass as
 * they come.
 */
import type { KeyColumns } from '../../src/compiler/plan/tasks/key-columns.ts';
import type { Value } from '../../src/language/types/value.ts';
import { partitionOfKey } from '../connectors/partitioner.ts';
import { encodeKey } from '../formats/json/encode.ts';
import type { Operator, Row } from './row.ts';

/** A record is where its key does not belong, so that rows that should meet are in different tasks. */
export class MisplacedRecord extends Error {
  override readonly name = 'MisplacedRecord';
}

/** So many keys are known to be right before they are forgotten. */
const MOST_KNOWN = 100_000;

/**
 * @param partitions how many the topics of the task have
 * @param upserts whether the rows' own keys are what they replace one another by; the values of a deletion are not known then
 * The operator's `rows` throws MisplacedRecord.
 */
export function inPlace(
  { parts, declared }: KeyColumns,
  partitions: number,
  upserts: boolean,
  next: Operator,
): Operator {
  const names = declared.map(({ name }) => name);
  const columns = parts.map(part => Math.min(...part));
  const single = columns.length === 1 ? columns[0]! : undefined;
  const known = new Set<Value>();
  const belongs = (key: Value): number | undefined => {
    const { bytes } = encodeKey(key);
    return bytes === null ? undefined : partitionOfKey(bytes, partitions);
  };
  const keyOf = ({ values }: Row): Value =>
    single === undefined ? new Map(names.map((name, i) => [name, values[columns[i]!] ?? null])) : values[single]!;

  function check(row: Row): void {
    if (upserts && belongs(row.key) !== row.partition) throw misplaced(row, 'its key', row.key);
    if (upserts && row.deleted) return;
    const key = keyOf(row);
    if (known.has(key)) return;
    if (belongs(key) !== row.partition) throw misplaced(row, names.join(', '), key);
    if (single === undefined) return;
    if (known.size >= MOST_KNOWN) known.clear();
    known.add(key);
  }

  const misplaced = ({ topic, partition, offset }: Row, what: string, key: Value): MisplacedRecord => {
    const right = belongs(key);
    const place = `${topic}-${partition}@${offset}`;
    if (right === undefined)
      return new MisplacedRecord(
        `${place}: ${what} is NULL, and this job spreads its work by the declared PRIMARY KEY: rows without one may be in any partition. ` +
          `Leave them out (WHERE ${names[0]} IS NOT NULL), or begin the job anew with --one-task and another --group-id`,
      );
    return new MisplacedRecord(
      `${place}: ${what} is ${encodeKey(key).text}, which belongs in partition ${right} of ${partitions} as Kafka's default partitioner (murmur2) spreads keys. ` +
        'This job spreads its work by the declared PRIMARY KEY: write the topic with that key and partitioner, or begin it anew with --one-task and another --group-id',
    );
  };

  return {
    rows(batch) {
      for (const row of batch) check(row);
      next.rows(batch);
    },
    watermark: ms => next.watermark(ms),
    end: () => next.end(),
  };
}
