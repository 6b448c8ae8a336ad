/** Two streams are joined within a bound on their times: without one each row would wait for partners for ever. */
import { spanOf } from '../../grammar/parse.ts';
import type { BoundInput, BoundQuery } from '../../names/bound.ts';
import { nameOf as unquoted } from '../../names/text-of.ts';
import type { TypedExpression } from '../../names/typed-expression.ts';
import type { Fix } from '../../text/diagnostic.ts';
import type { Span } from '../../text/span.ts';
import { defineRule } from '../define.ts';
import { isEndless } from './boundedness.ts';
import type { StatementSubject } from './check.ts';
import { timeOf } from './event-time.ts';
import { ORDERS, PAYMENTS } from './examples.ts';
import { intervalOf } from './interval-join.ts';
import { kindOfInput } from './result-kind.ts';
import { propertyOf } from './statement-text.ts';
import { conjunctsOf, eachPart, type JoinInput, joinsOf, leavesOf, queriesOf } from './walk.ts';

export const unboundedJoin = defineRule<StatementSubject>({
  id: 'sql/unbounded-join',
  severity: 'error',
  title: 'Two streams are joined within a bound on their times',
  why: "A row may find its partner long after it came, so both sides are kept. Without a bound they are kept for ever, and the job grows until it stops. `WITHIN` bounds the distance of the two event times; a condition on both times, such as `b.t BETWEEN a.t AND a.t + INTERVAL '1' HOUR`, does too. Flink keeps such a join running on a state TTL and loses partners without a word; ksqlDB refuses it, as here. A side that is a TABLE needs no bound.",
  bad: `${ORDERS}${PAYMENTS}CREATE STREAM paid_orders AS\nSELECT o.order_id, p.paid FROM orders o JOIN payments p ON o.order_id = p.order_id;\n`,
  good: `${ORDERS}${PAYMENTS}CREATE STREAM paid_orders AS\nSELECT o.order_id, p.paid FROM orders o JOIN payments p ON o.order_id = p.order_id WITHIN INTERVAL '1' HOUR;\n`,
  check: (subject, report) => {
    const endless = isEndless(subject);
    if (endless === 'no') return;
    const timeout = propertyOf(subject.syntax, 'join.timeout')?.text;
    for (const { query } of queriesOf(subject.bound))
      for (const join of joinsOf(query.input)) {
        const lack = lackOf(join, query);
        if (!lack) continue;
        const place = placeOf(join, query);
        report(place.at, {
          message: lack,
          // Run to the end of its input, it is as good as any.
          ...(timeout === undefined && endless === 'yes' ? {} : { severity: 'warning' }),
          help: helpOf(join, place.withinAt !== undefined, timeout),
          ...(place.withinAt === undefined ? {} : { fixes: fixesAt(place.withinAt) }),
        });
      }
  },
});

/** What is missing, as a sentence; undefined where nothing is. */
function lackOf(join: JoinInput, query: BoundQuery): string | undefined {
  if (join.withinMs !== undefined || isLateral(join.right)) return undefined;
  if (kindOfInput(join.left) !== 'stream' || kindOfInput(join.right) !== 'stream') return undefined;
  const interval = intervalOf(join, query);
  const below = interval !== undefined && Number.isFinite(interval.lowerMs);
  const above = interval !== undefined && Number.isFinite(interval.upperMs);
  if (below && above) return undefined;
  const left = nameOf(join.left, query);
  const right = nameOf(join.right, query);
  const others = [...conjunctsOf(join.condition), ...conjunctsOf(query.where)].filter(
    one => !interval?.conditions.includes(one),
  );
  if (others.some(one => comparesTimes(one, join, query)))
    return `how far '${left}' and '${right}' may be apart in time cannot be told from these conditions: their rows are kept for ever`;
  // A right row that is not before its left one may come at any time: the left one waits.
  return below || above
    ? `the times of '${left}' and '${right}' are bounded on one side only: rows of '${below ? left : right}' are kept for ever`
    : `nothing bounds the time between '${left}' and '${right}': their rows are kept for ever, waiting for partners`;
}

const CONDITION = "such as b.t BETWEEN a.t AND a.t + INTERVAL '1' HOUR";

function helpOf(join: JoinInput, takesWithin: boolean, timeout: string | undefined): string {
  const within = takesWithin ? "add WITHIN INTERVAL '1' HOUR" : "write JOIN … ON … WITHIN INTERVAL '1' HOUR";
  const what =
    timeout === undefined
      ? `${within}, or a condition on both event times, ${CONDITION}`
      : `join.timeout forgets rows after ${timeout}, partners or not: say by WITHIN which belong together`;
  const [undeclared] = [join.left, join.right].flatMap(undeclaredIn);
  return undeclared === undefined ? what : `${what}; if '${undeclared}' is a table, declare it by CREATE TABLE`;
}

/** Which bound is meant, only the author knows. */
const fixesAt = (start: number): readonly Fix[] =>
  ["INTERVAL '1' HOUR", "INTERVAL '1' DAY"].map(length => ({
    title: `Join rows within ${length}`,
    edits: [{ span: { start, end: start }, text: ` WITHIN ${length}` }],
  }));

const isLateral = (input: BoundInput): boolean => input.kind === 'query' && input.captured !== undefined;

/** Whether a condition is about event times of both sides, in whatever way. */
function comparesTimes(condition: TypedExpression, join: JoinInput, query: BoundQuery): boolean {
  const leaves: number[] = [];
  eachPart(condition, part => {
    const time = part.op === 'column' ? timeOf(part, query) : undefined;
    // Of a column without a type, only the name says what it may be.
    if (time && (time.surely || /time|date|(^|_)(ts|at)$/i.test(time.column))) leaves.push(time.leaf);
  });
  return [leavesOf(join.left), leavesOf(join.right)].every(side => leaves.some(leaf => side.has(leaf)));
}

/** What is wrong, and where WITHIN goes; a comma and a CROSS JOIN take none. */
function placeOf(join: JoinInput, query: BoundQuery): { readonly at: Span; readonly withinAt: number | undefined } {
  const syntax = query.syntax.joins.find(one => spanOf(one).start === join.span.start);
  if (syntax?.condition) {
    const at = spanOf(syntax.condition);
    return { at, withinAt: at.end };
  }
  if (syntax && syntax.using.length > 0 && !syntax.grace) return { at: join.span, withinAt: join.span.end };
  return { at: syntax?.relation ? spanOf(syntax.relation) : join.span, withinAt: undefined };
}

/** As the query calls the stream of a side: of several the last. */
function nameOf(input: BoundInput, { syntax }: BoundQuery): string {
  const last = [...leavesOf(input).values()].findLast(leaf => kindOfInput(leaf) === 'stream');
  if (!last) return 'the query';
  const node = [syntax.from, ...syntax.joins.map(join => join.relation)][last.leaf];
  return (node?.alias === undefined ? last.relation.name : unquoted(node.alias)) || 'the query';
}

const undeclaredIn = (input: BoundInput): string[] =>
  [...leavesOf(input).values()].flatMap(leaf =>
    leaf.relation.origin.kind === 'source' && !leaf.relation.origin.declared ? [leaf.relation.name] : [],
  );
