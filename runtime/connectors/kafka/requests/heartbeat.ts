/** Heartbeat: a member is there; the answer says when the partitions are being divided anew. */
import type { RequestKind } from '../wire/request.ts';
import { type OfGeneration, writeGeneration } from './generation.ts';

export const heartbeat: RequestKind<OfGeneration, { readonly error: number }> = {
  name: 'Heartbeat',
  key: 12,
  version: 3,
  write: (to, generation) => writeGeneration(to, generation),
  read(from) {
    from.int32();
    return { error: from.int16() };
  },
};
