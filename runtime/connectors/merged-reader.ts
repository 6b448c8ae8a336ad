/** Readers of several places as one. */
import type { Batch, Reader } from './port.ts';

type Read = { readonly at: number; readonly batches: readonly Batch[] | undefined };

/** Whatever comes first; a read that goes on is waited for in the next call. */
export function mergedReader(readers: readonly Reader[]): Reader {
  const reading = new Map<number, Promise<Read>>();
  const ended = new Set<number>();
  return {
    async read(maxWaitMs, signal) {
      for (const [at, reader] of readers.entries())
        if (!reading.has(at) && !ended.has(at))
          reading.set(
            at,
            reader.read(maxWaitMs, signal).then(batches => ({ at, batches })),
          );
      if (reading.size === 0) return undefined;
      const { at, batches } = await Promise.race(reading.values());
      reading.delete(at);
      if (batches === undefined) ended.add(at);
      return batches ?? (reading.size === 0 ? undefined : []);
    },
    async close() {
      await Promise.all(readers.map(reader => reader.close()));
      await Promise.allSettled(reading.values());
    },
  };
}
