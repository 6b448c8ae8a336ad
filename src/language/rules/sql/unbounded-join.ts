/** Two streams are joined within a bound on their times: without one each row would wait for partners for ever. */
import { spanOf } from '../../grammar/parse.ts';
import type { BoundInput, BoundQuery } from '../../names/bound.ts';
import type { Span } from '../../text/span.ts';
import { defineRule, type Finding } from '../define.ts';
import { isEndless } from './boundedness.ts';
import type { StatementSubject } from './check.ts';
import { ORDERS, PAYMENTS } from './examples.ts';
import { intervalOf } from './interval-join.ts';
import { kindOfInput } from './result-kind.ts';
import { propertyOf } from './statement-text.ts';
import { type JoinInput, joinsOf, leavesOf, queriesOf } from './walk.ts';

export const unboundedJoin = defineRule<StatementSubject>({
  id: 'sql/unbounded-join',
  severity: 'error',
  title: 'Two streams are joined within a bound on their times',
  why: "A row may find its partner long after it came, so both sides are kept. Without a bound they are kept for ever, and the job grows until it stops. `WITHIN` bounds the distance of the two event times; a condition on both times, such as `b.t BETWEEN a.t AND a.t + INTERVAL '1' HOUR`, does too. Flink keeps such a join running on a state TTL and loses partners without a word; ksqlDB refuses it, as here. A side that is a TABLE needs no bound.",
  bad: `${ORDERS}${PAYMENTS}SELECT o.order_id, p.paid FROM orders o JOIN payments p ON o.order_id = p.order_id;\n`,
  good: `${ORDERS}${PAYMENTS}SELECT o.order_id, p.paid FROM orders o JOIN payments p ON o.order_id = p.order_id WITHIN INTERVAL '1' HOUR;\n`,
  check: (subject, report) => {
    if (isEndless(subject) === 'no') return;
    const kept = propertyOf(subject.syntax, 'join.timeout');
    for (const { query } of queriesOf(subject.bound))
      for (const join of joinsOf(query.input)) {
        const finding = findingOf(join, query, kept?.text);
        if (finding) report(placeOf(join, query).at, finding);
      }
  },
});

function findingOf(join: JoinInput, query: BoundQuery, timeout: string | undefined): Finding | undefined {
  if (join.withinMs !== undefined || isLateral(join.right)) return undefined;
  if (kindOfInput(join.left) !== 'stream' || kindOfInput(join.right) !== 'stream') return undefined;
  const interval = intervalOf(join, query);
  const below = interval !== undefined && Number.isFinite(interval.lowerMs);
  const above = interval !== undefined && Number.isFinite(interval.upperMs);
  if (below && above) return undefined;
  const right = nameOf(join.right);
  const left = nameOf(join.left);
  const { insertAt } = placeOf(join, query);
  const undeclared = [join.left, join.right].flatMap(undeclaredIn);
  return {
    message:
      below || above
        ? `the times of '${left}' and '${right}' are bounded on one side only: rows of '${below ? right : left}' are kept for ever`
        : `nothing bounds the time between '${left}' and '${right}': their rows are kept for ever, waiting for partners`,
    ...(timeout === undefined ? {} : { severity: 'warning' }),
    help:
      (timeout === undefined
        ? "add WITHIN INTERVAL '1' HOUR, or a condition on both event times"
        : `join.timeout forgets rows after ${timeout}, partners or not: say by WITHIN which belong together`) +
      (undeclared.length > 0 ? `; if '${undeclared[0]}' is a table, declare it by CREATE TABLE` : ''),
    ...(insertAt === undefined
      ? {}
      : {
          // Which bound is meant, only the author knows.
          fixes: ["INTERVAL '1' HOUR", "INTERVAL '1' DAY"].map(length => ({
            title: `Join rows within ${length}`,
            edits: [{ span: { start: insertAt, end: insertAt }, text: ` WITHIN ${length}` }],
          })),
        }),
  };
}

const isLateral = (input: BoundInput): boolean => input.kind === 'query' && input.captured !== undefined;

/** The condition, and where WITHIN goes; a CROSS JOIN takes none. */
function placeOf(join: JoinInput, query: BoundQuery): { readonly at: Span; readonly insertAt: number | undefined } {
  const syntax = query.syntax.joins.find(one => spanOf(one).start === join.span.start);
  if (!syntax?.condition)
    return { at: join.span, insertAt: syntax && syntax.using.length > 0 && !syntax.grace ? join.span.end : undefined };
  const at = spanOf(syntax.condition);
  return { at, insertAt: at.end };
}

/** As the query calls it: its only relation, or the last one joined. */
function nameOf(input: BoundInput): string {
  const last = [...leavesOf(input).values()].at(-1);
  return last?.relation.name || 'the query';
}

const undeclaredIn = (input: BoundInput): string[] =>
  [...leavesOf(input).values()].flatMap(leaf =>
    leaf.relation.origin.kind === 'source' && !leaf.relation.origin.declared ? [leaf.relation.name] : [],
  );
