/** What jobs have written to a topic, asked for until it is there. */
import type { Connector, SourceRecord } from '../../runtime/connectors/port.ts';
import { never, readAll } from '../unit/connectors/conformance.ts';

/** Asks until the topic is there and has so many records. */
export async function grown(connector: Connector, topic: string, count: number): Promise<readonly SourceRecord[]> {
  for (;;) {
    const partitions = (await connector.partitions(topic, never)) ?? [];
    // Markers of transactions count as offsets, and never as records.
    if (partitions.length > 0 && partitions.reduce((sum, { end, earliest }) => sum + end - earliest, 0) >= count) {
      const records = await readAll(connector, topic);
      if (records.length >= count) return records;
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

export const textOf = ({ value }: SourceRecord): string => Buffer.from(value!).toString();

/** Of a record in JSON. */
export const rowOf = (record: SourceRecord): Record<string, unknown> => JSON.parse(textOf(record));
