/** ferris/statements: where the statements are, and which of them can be run. */
import type { Method } from '../method.ts';
import { STATEMENTS_REQUEST, type StatementsParams, type StatementsResult } from '../protocol.ts';
import type { Snapshot } from '../snapshot.ts';
import { toRange } from '../translate.ts';

export const statementsMethod: Method = {
  start({ connection, ask }) {
    connection.onRequest(STATEMENTS_REQUEST, ({ textDocument }: StatementsParams) =>
      ask(textDocument.uri, { version: 0, statements: [] }, statements),
    );
  },
};

function statements(snapshot: Snapshot): StatementsResult {
  return {
    version: snapshot.version,
    statements: snapshot.analysis.statements.map(({ index, span, piece, runnable, kind, name }) => ({
      index,
      range: toRange(snapshot, span),
      whole: toRange(snapshot, piece.span),
      runnable,
      kind,
      ...(name === undefined ? {} : { name }),
    })),
  };
}
