/** The clauses of a SELECT: each once, in whatever order, and where they usually stand. */

import type * as ast from '../../grammar/generated/ast.ts';
import type { Details, Reporter } from '../report.ts';

/** The canonical order (DIALECT §3), which the formatter writes. */
export const CLAUSE_ORDER: readonly ast.Clause['$type'][] = [
  'WhereClause',
  'GroupByClause',
  'WindowClause',
  'NamedWindows',
  'HavingClause',
  'OrderByClause',
  'LimitClause',
  'EmitClause',
  'IntoClause',
  'WithClause',
];

const CLAUSE_WORDS: Readonly<Record<ast.Clause['$type'], string>> = {
  WhereClause: 'WHERE',
  GroupByClause: 'GROUP BY',
  WindowClause: 'WINDOW',
  NamedWindows: 'WINDOW … AS',
  HavingClause: 'HAVING',
  OrderByClause: 'ORDER BY',
  LimitClause: 'LIMIT',
  EmitClause: 'EMIT',
  IntoClause: 'INTO',
  WithClause: 'WITH',
};

export type ClauseOf<Type> = Extract<ast.Clause, { readonly $type: Type }>;

export function clauseOf<Type extends ast.Clause['$type']>(
  clauses: readonly ast.Clause[],
  type: Type,
): ClauseOf<Type> | undefined {
  return clauses.find((one): one is ClauseOf<Type> => one.$type === type);
}

/** Clauses that belong to the whole of a UNION when they stand behind its last branch. */
export const OF_THE_WHOLE: ReadonlySet<ast.Clause['$type']> = new Set([
  'OrderByClause',
  'LimitClause',
  'EmitClause',
  'IntoClause',
  'WithClause',
]);

/** Reports what stands twice, and (once) that clauses stand in another than the canonical order. */
export function checkClauses(node: ast.Query, reporter: Reporter): void {
  const seen = new Set<string>();
  for (const clause of node.clauses) {
    const isWith = clause.$type === 'WithClause';
    if (seen.has(clause.$type) && !isWith && clause.$type !== 'NamedWindows')
      reporter.report(
        'sql/duplicate-clause',
        reporter.at(clause),
        `${CLAUSE_WORDS[clause.$type]} stands twice in this statement`,
      );
    seen.add(clause.$type);
  }
  let before: ast.Clause | undefined;
  for (const clause of node.clauses) {
    if (before && position(clause) < position(before)) {
      const early = before.$type === 'WithClause';
      reporter.report(
        'sql/clause-order',
        reporter.at(early ? before : clause),
        early
          ? `WITH usually stands behind ${CLAUSE_WORDS[clause.$type]}`
          : `${CLAUSE_WORDS[clause.$type]} usually stands before ${CLAUSE_WORDS[before.$type]}`,
        { severity: 'info', ...inOrder(node, reporter) },
      );
      return;
    }
    before = clause;
  }
  const [first] = node.clauses;
  const late = node.joins.find(join => first && reporter.at(join).start > reporter.at(first).start);
  if (late)
    reporter.report('sql/clause-order', reporter.at(late), 'JOIN usually stands before the other clauses', {
      severity: 'info',
      help: 'ferris-sql format puts it there',
    });
}

const position = (clause: ast.Clause): number => CLAUSE_ORDER.indexOf(clause.$type);

/** Clauses change places, what stands between them stays. */
function inOrder(node: ast.Query, reporter: Reporter): Partial<Details> {
  const places = node.clauses.map(clause => reporter.at(clause));
  const texts = node.clauses.map(clause => clause.$cstNode?.text);
  const help = 'ferris-sql format puts the clauses in order';
  // A comment inside the text of a clause may run to the end of the line: it must not swallow what comes behind it.
  if (texts.some(text => text === undefined || text.includes('--'))) return { help };
  const sorted = node.clauses.toSorted((a, b) => position(a) - position(b));
  return {
    help,
    fixes: [
      {
        title: 'Put the clauses in their usual order',
        edits: sorted.flatMap((clause, i) =>
          clause === node.clauses[i] ? [] : [{ span: places[i]!, text: clause.$cstNode!.text }],
        ),
      },
    ],
  };
}
