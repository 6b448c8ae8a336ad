/** What each file of this folder gives: what of a query still lacks an operator. */
import type { BoundQuery, Later } from '../../../language/names/bound.ts';

export type LaterCheck = (query: BoundQuery) => readonly Later[];
