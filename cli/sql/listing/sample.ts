/** The latest records of a topic as texts, and the columns that they show. */
import type { Assignment, Connector, PartitionOffsets, SourceRecord } from '../../../runtime/connectors/port.ts';
import { quoted } from '../../../src/language/assist/completion/quoted.ts';
import { readSample } from '../../../src/language/schemas/sample.ts';
import { typeText } from '../../../src/language/types/sql-type.ts';
import { type ByteText, byteText } from '../output/byte-text.ts';

/** How long a partition that promised records may give none, in milliseconds. */
const SILENCE = 2000;

/** A record as it stands in its topic: nothing in it is read, so no number is rounded. */
export interface SampleRecord {
  readonly partition: number;
  readonly offset: number;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly key: ByteText | null;
  /** Null is a deletion. */
  readonly value: ByteText | null;
}

export interface SampleColumn {
  readonly name: string;
  readonly type: string;
  /** In how many of the records it was. */
  readonly seen: string;
}

/** How many times further back it is looked where offsets hold no records: compaction, markers of transactions. */
const FURTHER = 16;

/** The last `count` records by their time, over all partitions, oldest first. Rejects as the connector's reader does. */
export async function latestRecords(
  connector: Connector,
  topic: string,
  partitions: readonly PartitionOffsets[],
  count: number,
  signal: AbortSignal,
): Promise<readonly SampleRecord[]> {
  if (count === 0) return [];
  for (let back = count; ; back *= FURTHER) {
    const assignments = partitions.flatMap(({ partition, earliest, end }) =>
      end > earliest ? [{ topic, partition, from: Math.max(earliest, end - back), to: end }] : [],
    );
    const found = assignments.length === 0 ? [] : await recordsIn(connector, assignments, signal);
    const isAll = partitions.every(({ earliest, end }) => end - back <= earliest);
    if (found.length >= count || isAll || back >= count * FURTHER ** 2)
      return found
        .toSorted((a, b) => a.timestamp - b.timestamp || a.partition - b.partition || a.offset - b.offset)
        .slice(-count);
  }
}

async function recordsIn(
  connector: Connector,
  assignments: readonly Assignment[],
  signal: AbortSignal,
): Promise<readonly SampleRecord[]> {
  const found: SampleRecord[] = [];
  const reader = await connector.reader(assignments);
  try {
    for (;;) {
      const batches = await reader.read(SILENCE, signal);
      if (batches === undefined || batches.length === 0) return found;
      for (const { partition, records } of batches) for (const record of records) found.push(shown(partition, record));
    }
  } finally {
    await reader.close();
  }
}

const shown = (partition: number, { offset, timestamp, key, value }: SourceRecord): SampleRecord => ({
  partition,
  offset,
  timestamp,
  key: byteText(key),
  value: byteText(value),
});

/** None where the records are no JSON objects. */
export function columnsOf(records: readonly SampleRecord[]): readonly SampleColumn[] {
  // Within a JSON value a line end is white space only: one record a line.
  const lines = records.flatMap(({ value }) =>
    value !== null && 'text' in value ? [value.text.replaceAll(/[\r\n]/g, ' ')] : [],
  );
  return readSample(lines.join('\n'), { layout: 'lines' }).columns.map(({ name, type, doc = '' }) => ({
    name,
    type: typeText(type),
    seen: doc,
  }));
}

/** A query of the topic as it is written where nothing declares it. */
export function selectFrom(topic: string, columns: readonly SampleColumn[]): string {
  const items = columns.length === 0 ? '*' : columns.map(({ name }) => quoted(name)).join(', ');
  return `SELECT ${items}\nFROM ${quoted(topic)}\nEMIT CHANGES;\n`;
}
