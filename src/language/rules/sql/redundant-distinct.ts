/** DISTINCT has something to do: groups differ by their keys, and the least of all values is that of the different ones. */
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf } from '../../grammar/parse.ts';
import type { BoundQuery } from '../../names/bound.ts';
import { nameOf } from '../../names/text-of.ts';
import type { Fix } from '../../text/diagnostic.ts';
import type { Span } from '../../text/span.ts';
import { defineRule } from '../define.ts';
import { isEndless } from './boundedness.ts';
import type { StatementSubject } from './check.ts';
import { TRADES } from './examples.ts';
import { distinctSpan, textAt } from './statement-text.ts';
import { nodesIn } from './syntax-nodes.ts';
import { queriesOf, writeOf } from './walk.ts';

const example = (distinct: string): string =>
  `${TRADES}SELECT ticker, MAX(${distinct}price) AS highest FROM trades GROUP BY ticker\nWINDOW TUMBLING(INTERVAL '1' MINUTE);\n`;

/** The same of all values as of the different ones. */
const IDEMPOTENT: ReadonlySet<string> = new Set(['MIN', 'MAX', 'BOOL_AND', 'BOOL_OR']);

export const redundantDistinct = defineRule<StatementSubject>({
  id: 'sql/redundant-distinct',
  severity: 'info',
  tag: 'unnecessary',
  title: 'DISTINCT changes the result',
  why: 'Each group is one row, so rows that carry all columns of GROUP BY differ already, and MIN, MAX, BOOL_AND and BOOL_OR do not care how often a value comes. DISTINCT then only keeps what it has seen, which costs state.',
  bad: example('DISTINCT '),
  good: example(''),
  check: (subject, report) => {
    const { bound, syntax } = subject;
    const write = writeOf(bound);
    // A STREAM has a row for each change of a group, and DISTINCT would tell it of new groups only.
    const isOfChanges = write?.outputKind === 'stream' && !write.bare && isEndless(subject) !== 'no';
    for (const { query } of queriesOf(bound)) {
      if (!query.distinct) continue;
      const [first] = query.syntax.items;
      const distinct = distinctSpan(query, syntax);
      if (first && distinct && !isOfChanges && hasAllKeys(query))
        report(distinct, {
          message: 'the rows of GROUP BY differ already',
          help: 'leave DISTINCT out',
          ...fixOf(distinct, spanOf(first).start, syntax),
        });
    }
    for (const call of nodesIn(syntax, 'Call')) {
      const [argument] = call.arguments;
      const name = nameOf(call.name ?? '').toUpperCase();
      if (!call.distinct || !argument || !IDEMPOTENT.has(name)) continue;
      const argumentStart = spanOf(argument).start;
      const before = textAt(syntax, { start: spanOf(call).start, end: argumentStart });
      const at = before.search(/DISTINCT\s*$/i);
      if (at < 0) continue;
      const start = spanOf(call).start + at;
      const span = { start, end: start + 'DISTINCT'.length };
      report(span, {
        message: `${name} of the different values is ${name} of all`,
        help: 'leave DISTINCT out',
        ...fixOf(span, argumentStart, syntax),
      });
    }
  },
});

/** Whether a row carries all that tells its group from the others; of windows it would be their bounds too. */
const hasAllKeys = ({ aggregation, window, items }: BoundQuery): boolean =>
  aggregation !== undefined &&
  !window &&
  aggregation.keys.every((_, i) =>
    items.some(({ expression }) => expression.op === 'column' && expression.index === i),
  );

function fixOf(word: Span, next: number, statement: ast.Statement): { readonly fixes?: readonly Fix[] } {
  const span = { start: word.start, end: next };
  return textAt(statement, span).trim().length > 'DISTINCT'.length
    ? {}
    : { fixes: [{ title: 'Leave DISTINCT out', edits: [{ span, text: '' }] }] };
}
