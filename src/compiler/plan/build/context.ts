/** What building a query may look at besides the query itself. */
import type { BoundInput, BoundQuery } from '../../../language/names/bound.ts';
import type { PlanNode, PlanQuery } from '../plan.ts';
import type { BuiltInput } from './input.ts';
import type { Kept } from './top.ts';

export interface BuildContext {
  /** Of the statement that is built. */
  readonly name: string;
  readonly bounded: boolean;
  /** Whether others look at what it writes as of their rows' times: also where the input ends it says what was when. */
  readonly versioned: boolean;
  /** The queries of the statements before. */
  readonly before: readonly PlanQuery[];
  /** The query of the plan that computes a query inside this statement; asked twice for one, it is the same. */
  local(query: BoundQuery, name: string, kept?: Kept, inTime?: boolean): PlanQuery;
  /** Rows that are read more than once: a query of the plan of its own, and what reads it. Of a reader itself that reader. */
  shared(rows: PlanNode): PlanNode;
  /** Of the query that is built: the first rows that are asked for. */
  readonly kept?: Kept | undefined;
  /** Whether what is built is written as a table: its rows are told apart by their keys. */
  readonly asTable?: boolean;
  /** Whether rows that are read come in the order of time: what is computed of them is asked as of other rows' times. */
  readonly inTime?: boolean;
  /** Inputs that are built in another way than by their kind. */
  readonly dependent?: ReadonlyMap<BoundInput, (query: BoundQuery) => BuiltInput>;
}
