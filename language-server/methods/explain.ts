/** ferris/explain: how the statements of a document are computed, as a graph. */
import { graphText } from '../../src/compiler/explain/graph-text.ts';
import { laterFindings } from '../../src/compiler/plan/later.ts';
import type { Method } from '../method.ts';
import { graphIn } from '../plan-graph.ts';
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
  const graph = graphIn(snapshot, only);
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
