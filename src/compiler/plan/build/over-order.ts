/** When the rows around one are known: what an OVER has to wait for. */
import type { BoundQuery } from '../../../language/names/bound.ts';
import type { TypedExpression } from '../../../language/names/typed-expression.ts';
import { timeOf } from '../../../language/rules/sql/event-time.ts';
import { kindOfInput } from '../../../language/rules/sql/result-kind.ts';
import { leavesOf } from '../../../language/rules/sql/walk.ts';

export type Over = Extract<TypedExpression, { readonly op: 'over' }>;

export interface OverOrder {
  readonly at: 'watermark' | 'window' | 'end';
  /** All rows of a partition have one time. */
  readonly whole: boolean;
  readonly inOrder: boolean;
}

const AT_END: OverOrder = { at: 'end', whole: false, inOrder: true };
const ALONG_TIME: OverOrder = { at: 'watermark', whole: false, inOrder: true };

export function orderOf(over: Over, query: BoundQuery, bounded: boolean): OverOrder {
  const { aggregation, window, emit } = query;
  if (kindOfInput(query.input) === 'changing') return AT_END;
  if (aggregation) {
    const isRevised = aggregation.window?.late?.strategy === 'update_previous';
    if (!aggregation.window || isRevised || (emit && emit.mode !== 'FINAL')) return AT_END;
    const first = aggregation.keys.length + aggregation.calls.length;
    // Sessions that begin together may end apart.
    const { kind } = aggregation.window;
    const rises = (key: TypedExpression): boolean =>
      key.op === 'column' && key.index >= (kind === 'session' ? first + 1 : first);
    const tellsEnd = (key: TypedExpression): boolean =>
      key.op === 'column' && key.index >= (kind === 'session' || kind === 'cumulate' ? first + 1 : first);
    if (over.partitionBy.some(tellsEnd)) return { ...ALONG_TIME, whole: true };
    const [key] = over.orderBy;
    return key && !key.descending && rises(key.expression) ? ALONG_TIME : AT_END;
  }
  if (window) return { at: 'window', whole: true, inOrder: true };
  const [key] = over.orderBy;
  if (!key) return over.buffer !== undefined || over.frame?.unit === 'ROWS' ? ALONG_TIME : AT_END;
  if (!key.descending && isTime(key.expression, query, bounded)) return ALONG_TIME;
  return over.buffer === undefined ? AT_END : { ...ALONG_TIME, inOrder: false };
}

/** Whether the event time is asked for backwards: then the later one of equal rows is first too, as it is the last by time. */
export const isLatestFirst = ({ orderBy }: Over, query: BoundQuery): boolean =>
  orderBy.some(({ expression, descending }) => descending && timeOf(expression, query)?.cutMs === 0);

/** Where no time is declared and there is no end to wait for, a column that may be the time is taken for it. */
function isTime(expression: TypedExpression, query: BoundQuery, bounded: boolean): boolean {
  if (leavesOf(query.input).size !== 1) return false;
  const time = timeOf(expression, query);
  return time !== undefined && time.cutMs === 0 && (time.declared || !bounded);
}
