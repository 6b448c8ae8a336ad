/** ferris/explain: how the statements of a document are computed, as a graph. */
import { planGraph } from '../../src/compiler/explain/graph.ts';
import { graphText } from '../../src/compiler/explain/graph-text.ts';
import { statementsToExplain } from '../../src/compiler/explain/statements.ts';
import { laterFindings } from '../../src/compiler/plan/later.ts';
import type { Relation } from '../../src/language/names/bound.ts';
import { propertyOf } from '../../src/language/rules/sql/statement-text.ts';
import type { Method } from '../method.ts';
import { EXPLAIN_REQUEST, type ExplainParams, type ExplainResult } from '../protocol.ts';
import type { Snapshot } from '../snapshot.ts';
import { toRange } from '../translate.ts';

export const explainMethod: Method = {
  start({ connection, ask }) {
    connection.onRequest(EXPLAIN_REQUEST, (params: ExplainParams) =>
      ask(params.textDocument.uri, NONE, snapshot => explain(snapshot, params.statement)),
    );
  },
};

const NONE: ExplainResult = { version: 0, stages: [], operators: [], edges: [], text: '', notYet: [] };

function explain(snapshot: Snapshot, only: number | undefined): ExplainResult {
  const { analysis, version } = snapshot;
  const graph = planGraph({
    statements: statementsToExplain(analysis.statements),
    only,
    partitions: relation => partitionsOf(relation, snapshot),
  });
  const used = new Set(graph.operators.map(({ statement }) => statement));
  const statements = analysis.statements.filter(({ index }) => used.has(index));
  const later = laterFindings({ ...analysis, statements }, 'info');
  return {
    version,
    stages: graph.stages,
    operators: graph.operators.map(({ span, ...operator }) => ({ ...operator, range: toRange(snapshot, span) })),
    edges: graph.edges,
    text: graphText(graph),
    notYet: [...new Set(later.map(({ message }) => message))],
  };
}

/** As the statement that declares it says. */
function partitionsOf({ name }: Relation, { project, document }: Snapshot): number | undefined {
  const { statement } = project.workspace.declaring(name, document.uri)?.statement.syntax ?? {};
  const count = Number((statement && propertyOf(statement, 'partitions')?.text) ?? Number.NaN);
  return Number.isSafeInteger(count) && count > 0 ? count : undefined;
}
