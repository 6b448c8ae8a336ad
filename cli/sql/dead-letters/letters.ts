/** The dead letters of a topic, read one after the other. */
import type { Assignment, Connector } from '../../../runtime/connectors/port.ts';
import { type DeadLetter, readDeadLetter } from '../../../runtime/jobs/dead-letters.ts';
import { UnknownTopicError } from '../../../runtime/jobs/job.ts';
import { UsageError } from '../../arguments.ts';

/** A dead letter where it stands now. */
export interface Letter extends DeadLetter {
  readonly partition: number;
  readonly offset: number;
}

interface Letters {
  readonly letters: readonly Letter[];
  /** Records that say nothing of where they are from. */
  readonly others: number;
  /** Where each partition ended. */
  readonly ends: readonly { readonly topic: string; readonly partition: number; readonly offset: number }[];
}

/** How long a read may give nothing, in milliseconds. */
const PATIENCE = 1000;

/** @param since a group's offsets, to begin where it stopped. Throws UnknownTopicError. */
export async function lettersOf(
  connector: Connector,
  topic: string,
  since: ReadonlyMap<number, number>,
  signal: AbortSignal,
): Promise<Letters> {
  const partitions = await connector.partitions(topic, signal);
  if (!partitions) throw new UnknownTopicError(topic, await connector.topics(signal), connector.place);
  const assignments = partitions.flatMap(({ partition, earliest, end }): Assignment[] => {
    const from = Math.max(earliest, since.get(partition) ?? earliest);
    return from < end ? [{ topic, partition, from, to: end }] : [];
  });
  const ends = partitions.map(({ partition, end }) => ({ topic, partition, offset: end }));
  const letters: Letter[] = [];
  let others = 0;
  if (assignments.length === 0) return { letters, others, ends };
  const reader = await connector.reader(assignments);
  try {
    for (;;) {
      const batches = await reader.read(PATIENCE, signal);
      if (!batches) break;
      for (const { partition, records } of batches)
        for (const record of records) {
          const letter = readDeadLetter(record);
          if (letter) letters.push({ ...letter, partition, offset: record.offset });
          else others++;
        }
    }
  } finally {
    await reader.close();
  }
  return { letters: letters.toSorted((a, b) => a.partition - b.partition || a.offset - b.offset), others, ends };
}

/** `3` or `0@3`: an offset, of partition 0 unless said. Throws UsageError. */
export function readPlace(text: string): { readonly partition: number; readonly offset: number } {
  const [, partition = '0', offset] = /^(?:(\d{1,9})@)?(\d{1,15})$/.exec(text) ?? [];
  if (offset === undefined)
    throw new UsageError(`--offset takes an offset, or PARTITION@OFFSET, not '${text}'`, 'list shows them');
  return { partition: Number(partition), offset: Number(offset) };
}
