/** A rank of all rows needs an end of them: a window, a bounded input, or the first so many. */
import { fold, isConstant } from '../../evaluate/fold.ts';
import { functionTable } from '../../functions/table.ts';
import type { BoundQuery } from '../../names/bound.ts';
import { contains, type TypedExpression } from '../../names/typed-expression.ts';
import { defineRule } from '../define.ts';
import { isEndless } from './boundedness.ts';
import type { StatementSubject } from './check.ts';
import { timeOf } from './event-time.ts';
import { TRADES } from './examples.ts';
import { kindOfInput } from './result-kind.ts';
import { isSteady } from './steady.ts';
import { columnsKept, RANKS } from './top-n.ts';
import { eachPart, expressionsOf, leavesOf, queriesOf } from './walk.ts';

type Over = Extract<TypedExpression, { readonly op: 'over' }>;

export const wholePartitionRank = defineRule<StatementSubject>({
  id: 'sql/whole-partition-rank',
  severity: 'error',
  title: 'A rank of a whole partition has an end to wait for',
  why: 'Each later row may push in front of those before it, and NTILE, CUME_DIST and PERCENT_RANK change with the number of rows: on a stream no rank would ever be final. A WINDOW gives an end; `WHERE rank <= n` around it keeps the first n current; ranks along the event time are final at once. Flink allows only these forms too.',
  bad: `${TRADES}CREATE STREAM ranked AS\nSELECT ticker, price, RANK() OVER (PARTITION BY ticker ORDER BY price DESC) AS place FROM trades;\n`,
  good: `${TRADES}CREATE STREAM ranked AS\nSELECT ticker, price, RANK() OVER (PARTITION BY ticker ORDER BY price DESC) AS place FROM trades\nWINDOW TUMBLING(INTERVAL '1' MINUTE);\n`,
  check: (subject, report) => {
    const endless = isEndless(subject);
    if (endless === 'no') return;
    const queries = queriesOf(subject.bound).map(visited => visited.query);
    for (const query of queries) {
      if (query.window || kindOfInput(query.input) === 'finite') continue;
      for (const { expression, grouped } of expressionsOf(query))
        eachPart(expression, part => {
          if (part.op !== 'over' || !needsAll(part, query, grouped) || isKept(part, query, queries)) return;
          report(part, {
            message: `no ${part.name} is final: ${reasonOf(part)}${endless === 'yes' ? ', and the input has no end' : ', unless the input ends'}`,
            ...(endless === 'yes' ? {} : { severity: 'info' }),
            help: RANKS.has(part.name)
              ? 'add a WINDOW, keep the first n by WHERE … <= n in a query around it, or order by the event time'
              : 'add a WINDOW, or run it with ferris-sql execute',
          });
        });
    }
  },
});

const reasonOf = ({ name }: Over): string =>
  RANKS.has(name) ? 'later rows may come before it' : 'it depends on how many rows there are';

/** Whether rows to come may change it. */
function needsAll(over: Over, query: BoundQuery, grouped: boolean): boolean {
  const entry = functionTable.get(over.name);
  if (entry?.kind !== 'window' || !entry.ranks || over.frame || over.buffer !== undefined) return false;
  if (over.partitionBy.some(key => isOfWindow(key, query, grouped))) return false;
  if (entry.wholePartition) return true;
  const [first] = over.orderBy;
  if (!first || !isSteady(first.expression) || isConstant(fold(first.expression))) return false;
  if (grouped) return true;
  const isSystem = (part: TypedExpression) =>
    part.op === 'column' && query.columns[part.index]?.origin.kind === 'system';
  if (contains(first.expression, isSystem)) return false;
  return first.descending || timeOf(first.expression, query) === undefined;
}

const WINDOW_BOUND = /window_?(start|end)$/i;

/** Whether a partition is of one window, which closes. */
function isOfWindow(key: TypedExpression, query: BoundQuery, grouped: boolean): boolean {
  if (key.op === 'window-bound') return true;
  if (key.op !== 'column') return false;
  if (WINDOW_BOUND.test(key.name)) return true;
  const { aggregation } = query;
  if (grouped) {
    const inner = aggregation?.keys[key.index]?.expression;
    return inner
      ? isOfWindow(inner, query, false)
      : key.index >= (aggregation?.keys.length ?? 0) + (aggregation?.calls.length ?? 0);
  }
  const column = query.columns[key.index];
  const leaf = column && leavesOf(query.input).get(column.leaf);
  if (!leaf || !column) return false;
  // What another statement calls its windows' bounds is not seen here.
  if (leaf.kind !== 'query') return leaf.relation.windowed;
  const item = leaf.query.items.find(one => one.name === column.name);
  return item !== undefined && isOfWindow(item.expression, leaf.query, leaf.query.aggregation !== undefined);
}

/** Whether a query around keeps the first of it, also when another one passes it on between. */
function isKept(over: Over, query: BoundQuery, queries: readonly BoundQuery[]): boolean {
  const names = query.items.filter(item => contains(item.expression, one => one === over)).map(item => item.name);
  return names.some(name => isNameKept(name, over, query, queries));
}

function isNameKept(name: string, over: Over, inner: BoundQuery, queries: readonly BoundQuery[]): boolean {
  return queries.some(outer => {
    const leaf = [...leavesOf(outer.input).values()].find(one => one.kind === 'query' && one.query === inner);
    if (!leaf) return false;
    if (RANKS.has(over.name) && columnsKept(outer).includes(name)) return true;
    const isIt = (part: TypedExpression) => {
      const column = part.op === 'column' ? outer.columns[part.index] : undefined;
      return column?.leaf === leaf.leaf && column.name === name;
    };
    // A choice between ranks, such as IN (1, 2), may be the first ones too.
    if (RANKS.has(over.name) && outer.where && contains(outer.where, one => one.op === 'or' && contains(one, isIt)))
      return true;
    return outer.items.some(item => {
      const passed = item.spread || isIt(item.expression);
      return passed && isNameKept(item.spread ? name : item.name, over, outer, queries);
    });
  });
}
