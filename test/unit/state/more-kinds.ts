/** Kinds of queries that keep something, beside those of the simulator. */
import type { Kind } from '../../simulator/queries.ts';

export const moreKinds: readonly Kind[] = [];
