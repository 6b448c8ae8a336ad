/** SyncGroup: the leader says what falls to whom, everybody learns what falls to them. */
import type { RequestKind } from '../wire/request.ts';
import { type OfGeneration, writeGeneration } from './generation.ts';

interface Question extends OfGeneration {
  /** Empty from all but the leader. */
  readonly assignments: readonly { readonly member: string; readonly assignment: Uint8Array }[];
}

export const syncGroup: RequestKind<Question, { readonly error: number; readonly assignment: Uint8Array }> = {
  name: 'SyncGroup',
  key: 14,
  version: 3,
  write(to, { assignments, ...generation }) {
    writeGeneration(to, generation).array(assignments, ({ member, assignment }) =>
      to.string(member).bytes([assignment]),
    );
  },
  read(from) {
    from.int32();
    return { error: from.int16(), assignment: from.nullableBytes() ?? new Uint8Array() };
  },
};
