/** What a statement that runs on keeps comes to an end: by a window, a frame, WITHIN, or a time after which it is forgotten. */
import { functionTable } from '../../functions/table.ts';
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf } from '../../grammar/parse.ts';
import type { BoundQuery, PatternNode } from '../../names/bound.ts';
import type { TypedExpression } from '../../names/typed-expression.ts';
import type { Span } from '../../text/span.ts';
import { defineRule, type Report } from '../define.ts';
import { isEndless } from './boundedness.ts';
import type { StatementSubject } from './check.ts';
import { timeOf } from './event-time.ts';
import { TRADES } from './examples.ts';
import { hasFewValues } from './few-values.ts';
import { kindOfInput, kindOfQuery } from './result-kind.ts';
import { clauseSpan, distinctSpan, propertyOf, textAt } from './statement-text.ts';
import { eachPart, expressionsOf, leavesOf, queriesOf, writeOf } from './walk.ts';

export const unboundedState = defineRule<StatementSubject>({
  id: 'sql/unbounded-state',
  severity: 'warning',
  title: 'What a running statement keeps comes to an end',
  why: 'A group, a row that DISTINCT has seen, the values of ARRAY_AGG, a match that has begun: each is kept until a window closes, a frame has passed or `state.ttl` is over. Where nothing of that is said, the job grows with every new key and comes back more slowly after each restart. Flink warns of the same and has `table.exec.state.ttl`; ksqlDB keeps its tables for ever. A TABLE by key is meant to be kept, so there it is a note only.',
  bad: `${TRADES}CREATE STREAM seen AS SELECT DISTINCT ticker, volume FROM trades;\n`,
  good: `${TRADES}CREATE STREAM seen AS SELECT DISTINCT ticker, volume FROM trades WITH ('state.ttl' = '24h');\n`,
  check: (subject, report) => {
    const write = writeOf(subject.bound);
    if (!write || write.bare || isEndless(subject) !== 'yes' || write.ttlMs !== undefined) return;
    if (propertyOf(subject.syntax, 'state.ttl')) return;
    for (const { query, role } of queriesOf(subject.bound)) {
      if (role === 'expression' || role === 'lateral') continue;
      checkUnion(query, report);
      checkMatches(query, report);
      // Within a window, everything ends with it; a table is as large as it is.
      if (query.window || kindOfInput(query.input) !== 'stream') continue;
      checkGroups(query, subject.syntax, role === 'result' && write.outputKind === 'table', report);
      if (
        query.distinct &&
        !query.aggregation &&
        !query.items.every(item => !item.spread && hasFewValues(item.expression))
      )
        report(distinctSpan(query, subject.syntax) ?? query.items[0]!.span, {
          message: 'each different row is kept for ever, to know it again',
          help: `select DISTINCT within a WINDOW, or ${FORGET}`,
        });
      checkCalls(query, report);
    }
  },
});

const FORGET = "forget what rests: WITH ('state.ttl' = '24h')";

function checkGroups(query: BoundQuery, syntax: ast.Statement, isTable: boolean, report: Report): void {
  const { aggregation } = query;
  const at = clauseSpan(query, 'GroupByClause');
  const many = aggregation?.keys.filter(key => !hasFewValues(key.expression)) ?? [];
  if (!at || many.length === 0) return;
  const byTime = many.some(key => timeOf(key.expression, query)?.surely);
  const names = many.map(key => textAt(syntax, key.expression.span).replace(/\s+/g, ' ')).join(', ');
  report(at, {
    ...(isTable && !byTime ? { severity: 'info' } : {}),
    message: byTime
      ? 'these groups are by time, but nothing closes them when their time is past: each is kept for ever'
      : `the group of each ${names} is kept for ever`,
    help: byTime ? 'group in a WINDOW TUMBLING(…): it closes' : `group in a WINDOW, or ${FORGET}`,
  });
}

/** Aggregates of groups, and those with OVER, that keep their values. */
function checkCalls(query: BoundQuery, report: Report): void {
  const { aggregation } = query;
  const keeping = new Map<number, string>();
  for (const [i, call] of (aggregation?.calls ?? []).entries()) {
    const what = valuesKept(call);
    if (what) keeping.set(aggregation!.keys.length + i, what);
  }
  for (const { expression, grouped } of expressionsOf(query))
    eachPart(expression, part => {
      const kept =
        part.op === 'over' && hasNoStart(part)
          ? valuesKept(part)
          : part.op === 'column' && grouped
            ? keeping.get(part.index)
            : undefined;
      if (kept)
        report(part.span, {
          message: `this keeps ${kept} from the beginning on, and nothing ends it`,
          help:
            part.op === 'over' ? 'bound the frame: ROWS BETWEEN 99 PRECEDING AND CURRENT ROW' : 'aggregate in a WINDOW',
        });
    });
}

const hasNoStart = ({ frame, buffer }: Extract<TypedExpression, { readonly op: 'over' }>): boolean =>
  buffer === undefined && (frame === undefined || frame.start.at === 'start');

interface Call {
  readonly name: string;
  readonly args: readonly TypedExpression[];
  readonly distinct: boolean;
}

function valuesKept({ name, args, distinct }: Call): string | undefined {
  const entry = functionTable.get(name);
  if (entry?.kind !== 'aggregate') return undefined;
  if (entry.keeps === 'all' && !distinct) return 'every value';
  return (entry.keeps === 'constant' && !distinct) || args.every(hasFewValues) ? undefined : 'every different value';
}

function checkUnion(query: BoundQuery, report: Report): void {
  if (kindOfQuery(query) !== 'stream') return;
  for (const [i, union] of query.unions.entries()) {
    const syntax = query.syntax.unions[i];
    if (union.all || !syntax) continue;
    const { start } = spanOf(syntax);
    const end = start + 'UNION'.length;
    report(
      { start, end },
      {
        message: 'UNION keeps each different row for ever, to put it out once only',
        help: `UNION ALL keeps nothing; or ${FORGET}`,
        fixes: [{ title: 'UNION ALL: equal rows stay', edits: [{ span: { start: end, end }, text: ' ALL' }] }],
      },
    );
  }
}

function checkMatches(query: BoundQuery, report: Report): void {
  for (const leaf of leavesOf(query.input).values()) {
    if (leaf.kind !== 'match' || leaf.match.withinMs !== undefined || kindOfInput(leaf.input) !== 'stream') continue;
    const at = patternSpan(query, leaf.leaf);
    if (at && isOpenEnded(leaf.match.pattern))
      report(at, {
        message: 'nothing says how long a match may last: the rows of one that has begun are kept until it ends',
        help: "add WITHIN INTERVAL '1' HOUR after PATTERN (…)",
      });
  }
}

function patternSpan({ syntax }: BoundQuery, leaf: number): Span | undefined {
  const relation = [syntax.from, ...syntax.joins.map(join => join.relation)][leaf];
  const match = relation && 'match' in relation ? relation.match : undefined;
  return match?.pattern && spanOf(match.pattern);
}

function isOpenEnded(pattern: PatternNode): boolean {
  switch (pattern.kind) {
    case 'repeat':
      return pattern.most === undefined || isOpenEnded(pattern.part);
    case 'sequence':
    case 'alternatives':
      return pattern.parts.some(isOpenEnded);
    case 'excluded':
      return isOpenEnded(pattern.part);
    default:
      return false;
  }
}
