/** What building a query may look at besides the query itself. */
import type { BoundQuery } from '../../../language/names/bound.ts';
import type { PlanQuery } from '../plan.ts';
import type { Kept } from './top.ts';

export interface BuildContext {
  /** Of the statement that is built. */
  readonly name: string;
  readonly bounded: boolean;
  /** The queries of the statements before. */
  readonly before: readonly PlanQuery[];
  /** The query of the plan that computes a query inside this statement; asked twice for one, it is the same. */
  local(query: BoundQuery, name: string, kept?: Kept): PlanQuery;
  /** Of the query that is built: the first rows that are asked for. */
  readonly kept?: Kept;
}
