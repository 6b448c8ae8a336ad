/** The clauses of a SELECT: each once, in whatever order, and where they usually stand. */

import type * as ast from '../../grammar/generated/ast.ts';
import type { Reporter } from '../report.ts';

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

/** Reports what stands twice, and what stands elsewhere than in the canonical order. */
export function checkClauses(node: ast.Query, reporter: Reporter): void {
  let furthest = -1;
  const seen = new Set<string>();
  for (const clause of node.clauses) {
    const word = CLAUSE_WORDS[clause.$type];
    const isWith = clause.$type === 'WithClause';
    if (seen.has(clause.$type) && !isWith && clause.$type !== 'NamedWindows')
      reporter.report('sql/duplicate-clause', reporter.at(clause), `${word} stands twice in this statement`);
    seen.add(clause.$type);
    const position = CLAUSE_ORDER.indexOf(clause.$type);
    if (position < furthest)
      reporter.report(
        'sql/clause-order',
        reporter.at(clause),
        `${word} usually stands before ${CLAUSE_WORDS[CLAUSE_ORDER[furthest]!]}`,
        { severity: 'info', help: 'ferris-sql format puts the clauses in order' },
      );
    furthest = Math.max(furthest, position);
  }
  const firstClause = node.clauses[0]?.$cstNode?.offset;
  for (const join of node.joins)
    if (
      firstClause !== undefined &&
      (join.$cstNode?.offset ?? 0) > firstClause &&
      node.clauses[0]?.$type !== 'WithClause'
    )
      reporter.report('sql/clause-order', reporter.at(join), 'JOIN usually stands before the other clauses', {
        severity: 'info',
        help: 'ferris-sql format puts the clauses in order',
      });
}
