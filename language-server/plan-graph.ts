/** The graph of a document's statements, for the methods that tell how they are computed. */
import { planGraph } from '../src/compiler/explain/graph.ts';
import type { PlanGraph } from '../src/compiler/explain/graph-parts.ts';
import { statementsToExplain } from '../src/compiler/explain/statements.ts';
import type { Relation } from '../src/language/names/bound.ts';
import { propertyOf } from '../src/language/rules/sql/statement-text.ts';
import type { Snapshot } from './snapshot.ts';

/** @param only one statement with those whose rows it needs; undefined: all */
export const graphIn = (snapshot: Snapshot, only: number | undefined): PlanGraph =>
  planGraph({
    statements: statementsToExplain(snapshot.analysis.statements),
    only,
    partitions: relation => partitionsOf(relation, snapshot),
  });

/** As the statement that declares it says. */
function partitionsOf({ name }: Relation, { project, document }: Snapshot): number | undefined {
  const { statement } = project.workspace.declaring(name, document.uri)?.statement.syntax ?? {};
  const count = Number((statement && propertyOf(statement, 'partitions')?.text) ?? Number.NaN);
  return Number.isSafeInteger(count) && count > 0 ? count : undefined;
}
