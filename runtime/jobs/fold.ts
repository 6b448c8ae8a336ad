/** What stands in a changelog: the last value of each key, as far as it has been read. */
import type { Connector } from '../connectors/port.ts';

export interface Stretch {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  /** Up to, not including, this offset. */
  readonly to: number;
}

/** Told of each record with a key, in order. */
export type OnEntry = (name: string, value: Uint8Array | null, offset: number, timestamp: number) => void;

/** How long a read waits. */
const READ_WAIT_MS = 1000;

/**
 * Reads it through. Rejects with ConnectorError, or the signal's reason.
 * @param onBatch how far it has come; `false` is enough
 * @returns the offset it has come to
 */
export async function readChangelog(
  connector: Connector,
  { topic, partition, from, to }: Stretch,
  onEntry: OnEntry,
  signal: AbortSignal,
  onBatch: (next: number) => boolean = () => true,
): Promise<number> {
  if (from >= to) return from;
  let reached = from;
  const reader = await connector.reader([{ topic, partition, from, to }]);
  try {
    for (;;) {
      const batches = await reader.read(READ_WAIT_MS, signal);
      signal.throwIfAborted();
      if (batches === undefined) return to;
      for (const { records, nextOffset } of batches) {
        for (const { key, value, offset, timestamp } of records)
          if (key !== null) onEntry(nameOf(key), value, offset, timestamp);
        reached = nextOffset;
        if (!onBatch(nextOffset)) return reached;
      }
    }
  } finally {
    await reader.close();
  }
}

/** A key as text, a character a byte. */
export const nameOf = (key: Uint8Array): string =>
  Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1');
export const keyOf = (name: string): Uint8Array => Buffer.from(name, 'latin1');
