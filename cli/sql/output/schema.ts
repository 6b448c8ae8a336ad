/** What the rows to come look like, as lines for the editor: `{"schema":{"columns","topic"}}`. */
import type { Plan, PlanQuery } from '../../../src/compiler/plan/plan.ts';
import { typeText } from '../../../src/language/types/sql-type.ts';
import { keepsKeys } from '../plan-topics.ts';

/**
 * A line that speaks of the last query. With `each`, a line for each of them that also says which it is:
 * `{"schema":{"columns","topic","query","statement","name","kind","keyed"}}`; keyed: by the query, not by what it read.
 */
export const schemaLines = (plan: Plan, queries: readonly PlanQuery[], each: boolean): string =>
  each
    ? queries
        .map((query, number) =>
          lineOf({ ...shapeOf(query), ...identityOf(query, number), keyed: !keepsKeys(query, plan) }),
        )
        .join('')
    : lineOf(shapeOf(queries.at(-1)));

const lineOf = (schema: object): string => `${JSON.stringify({ schema })}\n`;

const shapeOf = (query: PlanQuery | undefined): object => ({
  columns: (query?.output.columns ?? [])
    .filter(({ spread }) => !spread)
    .map(({ name, type }) => ({ name, type: typeText(type) })),
  topic: query?.output.topic ?? '',
});

const identityOf = ({ statement, name, output }: PlanQuery, query: number): object => ({
  query,
  statement,
  name,
  kind: output.kind,
});
