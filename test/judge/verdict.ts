/** What the judge says of one case, and how a failing one is shown: both texts, the data, both answers. */
import type { CanonicalRow } from './compare.ts';
import { canonicalDuck, canonicalFerris, difference, sameOrder } from './compare.ts';
import { type Duck, duckTable } from './duck.ts';
import { arrivalsOf, planCase, runPlan } from './ferris.ts';
import { printQuery } from './print.ts';
import { type Case, typeText } from './tree.ts';

export type Verdict =
  | { readonly kind: 'same' }
  /** The runtime cannot run it yet. */
  | { readonly kind: 'later'; readonly what: string }
  /** DuckDB gave an error (a number too large, as a rule), so there is nothing to compare with. */
  | { readonly kind: 'unjudged'; readonly message: string }
  | { readonly kind: 'wrong'; readonly report: string };

export async function judge(given: Case, duck: Duck): Promise<Verdict> {
  const atEnd = await judgeRun(given, duck, true);
  return atEnd.kind === 'same' && isKept(given) ? judgeRun(given, duck, false) : atEnd;
}

/** What changes row by row must be the same in the end, folded by key. Without GROUP BY, of no rows there is no change. */
const isKept = ({ query: { input, order, group } }: Case): boolean =>
  input.kind === 'tables' && !order && group?.keys.length !== 0;

async function judgeRun(given: Case, duck: Duck, bounded: boolean): Promise<Verdict> {
  const { tables, query } = given;
  const planned = planCase(given, { bounded });
  if (planned.kind === 'later') return planned;
  const columns = query.items.map(({ expr }) => expr);
  const names = query.items.map(({ name }) => name);
  const wrong = (what: string, more: readonly string[] = []): Verdict => ({
    kind: 'wrong',
    report: [bounded ? what : `unbounded: ${what}`, '', ...textOf(given), ...more].join('\n'),
  });
  if (planned.kind === 'refused') return wrong(`Ferris SQL refuses it: ${planned.message}`);

  const wanted = columns.map(({ type }) => typeText(type));
  const types = planned.types.map(type => type.replace(/, ?/, ', '));
  if (!query.union && wanted.join() !== types.join())
    return wrong(`its columns are of the types ${types.join(', ')}, not ${wanted.join(', ')}`);

  let answer: CanonicalRow[];
  try {
    answer = canonicalDuck(await duck.answer(given), columns);
  } catch (error) {
    return { kind: 'unjudged', message: error instanceof Error ? error.message : String(error) };
  }
  const partitions = Object.fromEntries(tables.map(({ name }) => [name, 1]));
  const { rows, problems, late } = await runPlan(planned.plan, arrivalsOf(tables), names, partitions);
  if (problems.length > 0) return wrong(`${problems.length} records failed: ${problems[0]}`);
  if (late > 0) return wrong(`${late} rows are late, and none should be`);
  const ours = canonicalFerris(rows, columns);
  const differing = difference(ours, answer, columns);
  if (differing)
    return wrong('the rows differ', [
      '',
      'only Ferris SQL:',
      ...shown(differing.ferris),
      'only DuckDB:',
      ...shown(differing.duck),
      '',
      'all of Ferris SQL:',
      ...shown(ours),
      'all of DuckDB:',
      ...shown(answer),
    ]);
  if (query.order && !sameOrder(ours, answer, columns))
    return wrong('the rows stand in another order', ['Ferris SQL:', ...shown(ours), 'DuckDB:', ...shown(answer)]);
  return { kind: 'same' };
}

const shown = (rows: readonly CanonicalRow[]): string[] => rows.slice(0, 40).map(row => `  ${JSON.stringify(row)}`);

/** The case in both dialects; DuckDB's statements can be pasted into its shell (the macros are in duck.ts). */
export function textOf(given: Case): string[] {
  const planned = planCase(given, { bounded: true });
  return [
    '-- Ferris SQL',
    ...('sql' in planned ? [planned.sql.trim()] : [printQuery(given.query, 'ferris')]),
    '-- DuckDB',
    ...given.tables.flatMap(duckTable).map(text => `${text};`),
    `${printQuery(given.query, 'duck')};`,
    '-- data',
    ...arrivalsOf(given.tables).map(({ topic, json }) => `${topic} ${json}`),
  ];
}
