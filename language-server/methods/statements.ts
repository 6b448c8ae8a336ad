/** ferris/statements: where the statements are, and which of them can be run. */
import type { StatementsResult } from '../protocol.ts';
import type { Snapshot } from '../snapshot.ts';
import { toRange } from '../translate.ts';

export function statements(snapshot: Snapshot): StatementsResult {
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
