/** Late rows of a session have no next window to go into. */
import type { BoundInput, BoundQuery } from '../../names/bound.ts';
import { shift } from '../../text/span.ts';
import { defineRule } from '../define.ts';
import type { FileSubject } from './check.ts';
import { TRADES } from './examples.ts';
import { propertyOf } from './statement-text.ts';
import { leavesOf, queriesOf } from './walk.ts';

const example = (strategy: string): string =>
  `${TRADES}SELECT ticker, COUNT(*) AS n FROM trades GROUP BY ticker WINDOW SESSION(INTERVAL '5' MINUTE)\nWITH ('late.data.strategy' = '${strategy}');\n`;

export const lateSessions = defineRule<FileSubject>({
  id: 'sql/late-sessions',
  severity: 'error',
  title: 'Late rows of sessions do not go into the next window',
  why: 'A session begins with a row of its key and ends with a gap: there is no next one that a late row could go into, and put into a later session it would stretch that one. `drop` counts late rows, `dead_letter` keeps them, `update_previous` mends the session they belong to.',
  bad: example('include_in_next_window'),
  good: example('drop'),
  check: ({ statements }, report) => {
    const strategies = statements.flatMap(({ bound, syntax, offset }) => {
      const strategy = syntax.statement && propertyOf(syntax.statement, 'late.data.strategy');
      if (!bound || strategy?.text.trim().toLowerCase() !== 'include_in_next_window') return [];
      const of = bound.kind === 'source' ? bound.relation.name : strategy.of;
      return [{ bound, of: of.toLowerCase(), span: shift(strategy.span, offset) }];
    });
    for (const strategy of strategies)
      for (const { bound, offset } of statements) {
        const isSource = strategy.bound.kind === 'source';
        if (!bound || (!isSource && bound !== strategy.bound)) continue;
        for (const { query } of queriesOf(bound)) {
          if (query.window?.window.kind !== 'session') continue;
          if ((isSource || strategy.of !== '') && !readBy(query).has(strategy.of)) continue;
          const window = shift(query.window.span, offset);
          report(isSource ? window : strategy.span, {
            message: 'a session has no next window that its late rows could go into',
            help: 'let late.data.strategy be drop, dead_letter or update_previous',
            related: isSource
              ? [{ span: strategy.span, message: `the strategy of ${strategy.of}` }]
              : [{ span: window, message: 'the session' }],
            ...(isSource
              ? {}
              : {
                  // Dead letters need a topic, too.
                  fixes: ['drop', 'update_previous'].map(word => ({
                    title: `Let late rows be: ${word}`,
                    edits: [{ span: strategy.span, text: `'${word}'` }],
                  })),
                }),
          });
        }
      }
  },
});

/** The relations whose rows come to a query, in lower case, also through queries inside it. */
const readBy = (query: BoundQuery): ReadonlySet<string> => new Set(namesIn(query.input));

function namesIn(input: BoundInput): readonly string[] {
  return [...leavesOf(input).values()].flatMap(leaf =>
    leaf.kind === 'query'
      ? [leaf.query, ...leaf.query.unions.map(one => one.query)].flatMap(one => namesIn(one.input))
      : leaf.kind === 'match'
        ? namesIn(leaf.input)
        : [leaf.relation.name.toLowerCase()],
  );
}
