/** ferris/statements: where the statements are, and which of them can be run. */
import type { StatementEntry, StatementsResult } from '../protocol.ts';
import type { Snapshot } from '../snapshot.ts';
import { toRange } from '../translate.ts';

export function statements(snapshot: Snapshot): StatementsResult {
  const found = snapshot.pieces.filter(piece => piece.body.end > piece.body.start);
  return {
    version: snapshot.version,
    statements: found.map(
      (piece, index): StatementEntry => ({
        index,
        range: toRange(snapshot, piece.body),
        whole: toRange(snapshot, piece.span),
        runnable: piece.deployable,
        kind: piece.words.slice(0, piece.words[0] === 'CREATE' ? 2 : 1).join(' '),
      }),
    ),
  };
}
