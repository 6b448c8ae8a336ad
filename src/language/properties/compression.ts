/** How the batches of records are compressed that go to a Kafka topic, as WITH says. */
import type { PropertyValue } from './read.ts';

const BATCH_COMPRESSIONS = ['gzip', 'snappy', 'lz4', 'zstd'] as const;
export type BatchCompression = (typeof BATCH_COMPRESSIONS)[number];

/** Undefined where nothing is said, or that they stay as they are. */
export function compressionOf(value: PropertyValue | undefined): BatchCompression | undefined {
  const word = value?.text.trim().toLowerCase();
  return BATCH_COMPRESSIONS.find(one => one === word);
}
