/** Who speaks: a member of a group, as of one division of its partitions. */
import type { ByteWriter } from '../wire/bytes.ts';

export interface OfGeneration {
  readonly group: string;
  /** Counts the divisions. */
  readonly generation: number;
  readonly member: string;
}

export const writeGeneration = (to: ByteWriter, { group, generation, member }: OfGeneration): ByteWriter =>
  to.string(group).int32(generation).string(member).nullableString(null);
