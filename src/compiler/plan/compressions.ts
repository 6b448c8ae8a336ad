/** How a plan wants the batches of its topics compressed. */
import type { BatchCompression } from '../../language/properties/compression.ts';
import type { Plan } from './plan.ts';

/** By topic; undefined: as they are. Of several queries that write one topic the last that says it counts. */
export function compressionsOf({ queries }: Plan): (topic: string) => BatchCompression | undefined {
  const wanted = new Map(
    queries.flatMap(({ output: { topic, compression } }) => (compression ? [[topic, compression] as const] : [])),
  );
  return topic => wanted.get(topic);
}
