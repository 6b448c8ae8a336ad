/** What becomes of rows that are late for a query's window, and how long it waits for them. */
import { lateRulesOf, usualRetentionMs } from '../../properties/late-rows.ts';
import type { PropertyValue } from '../../properties/read.ts';
import type { BoundInput, LateRows, LateRules, Relation } from '../bound.ts';
import type { QueryContext } from './context.ts';
import type { WindowSyntax } from './windows.ts';

/** What follows the shape of a window. */
export interface WindowRules {
  readonly graceMs: number;
  readonly late?: LateRows;
}

/**
 * What GRACE says, else what WITH says of a relation that is read, else of the whole statement, else where a relation is
 * declared: of several relations the first that says something.
 */
export function windowRules(window: WindowSyntax, input: BoundInput, context: QueryContext): WindowRules {
  const { properties, reporter } = context;
  const relations = relationsOf(input);
  const said = (key: string): PropertyValue | undefined =>
    relations.map(({ name }) => properties.about(name, key)).find(value => value !== undefined) ??
    // How long a window waits is said of the query that has it.
    (key === 'window.grace' ? properties.plain(key) : properties.anywhere(key));
  const declared = Object.assign({}, ...relations.map(({ late }) => late).reverse()) as LateRules;
  const { strategy, retentionMs, topic, graceMs }: LateRules = { ...declared, ...lateRulesOf(said) };
  const rules = { graceMs: window.graceMs ?? graceMs ?? 0 };
  switch (strategy) {
    case undefined:
    case 'drop':
      return rules;
    case 'update_previous':
      return { ...rules, late: { strategy, retentionMs: retentionMs ?? usualRetentionMs() } };
    case 'include_in_next_window':
      return { ...rules, late: { strategy } };
    case 'dead_letter':
      if (topic !== undefined) return { ...rules, late: { strategy, topic } };
      reporter.report(
        'sql/dead-letter-topic',
        said('late.data.strategy')?.span ?? window.span,
        'late rows are to go to a dead letter topic, and none is named',
        { help: "name it: 'late.data.topic' = 'trades-late', or 'dead.letter.queue.topic'" },
      );
      return rules;
  }
}

/** Those whose rows come to a query, also through queries inside it, in the order of the text. */
function relationsOf(input: BoundInput): readonly Relation[] {
  switch (input.kind) {
    case 'relation':
      return [input.relation];
    case 'query':
      return [input.query, ...input.query.unions.map(({ query }) => query)].flatMap(query => relationsOf(query.input));
    case 'match':
      return relationsOf(input.input);
    case 'join':
      return [...relationsOf(input.left), ...relationsOf(input.right)];
    default:
      return [];
  }
}
