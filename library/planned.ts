/** SQL over what a program has registered → the plan, its columns and what was found. */
import { buildPlan } from '../src/compiler/plan/build.ts';
import { laterFindings } from '../src/compiler/plan/later.ts';
import { inputsOf, type Plan, type PlanNode, type PlanQuery } from '../src/compiler/plan/plan.ts';
import { Workspace } from '../src/language/workspace/workspace.ts';
import { findingsOf, SqlError } from './errors.ts';
import type { Finding } from './types.ts';

export interface Planned {
  readonly plan: Plan;
  /** Whose rows the program is given: that of the last statement with rows. */
  readonly query: PlanQuery;
  readonly warnings: readonly Finding[];
  /** Topics that it reads, under the names of the plan. */
  readonly topics: ReadonlySet<string>;
}

/** Throws SqlError. */
export function planned(sql: string, declarations: string, bounded: boolean): Planned {
  const workspace = new Workspace({ bounded });
  workspace.setFile('registered.sql', declarations);
  workspace.setFile('query.sql', sql);
  const analysis = workspace.analysis('query.sql')!;
  const found = [...analysis.diagnostics, ...laterFindings(analysis, 'error')];
  const errors = found.filter(({ severity, rule }) => severity === 'error' && !rule.startsWith('hints/'));
  if (errors.length > 0) throw new SqlError(findingsOf(sql, errors));
  const plan = buildPlan(analysis, { bounded });
  const query = plan.queries.findLast(({ local }) => !local);
  if (!query) throw new SqlError([nothingToRun]);
  const topics = new Set(plan.queries.flatMap(({ root }) => topicsBelow(root)));
  const warnings = findingsOf(
    sql,
    found.filter(({ severity }) => severity === 'warning'),
  );
  return { plan, query, warnings, topics };
}

/** Throws SqlError for what a program registered. */
export function checkDeclarations(declarations: string): void {
  const workspace = new Workspace({});
  workspace.setFile('registered.sql', declarations);
  const errors = workspace.analysis('registered.sql')!.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new SqlError(findingsOf(declarations, errors));
}

const topicsBelow = (node: PlanNode): string[] =>
  node.node === 'scan' ? [node.topic] : inputsOf(node).flatMap(topicsBelow);

const nothingToRun: Finding = {
  rule: 'sql/nothing-to-run',
  severity: 'error',
  message: 'there is nothing to run: a SELECT, CREATE … AS SELECT or INSERT INTO … SELECT is missing',
  help: undefined,
  line: 1,
  column: 1,
};
