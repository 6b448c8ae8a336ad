/** Leaves out what `-- ferris-ignore rule-id` silences: findings of these rules in the same piece of the file. */
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Piece } from '../text/scan.ts';

export function withoutIgnored(diagnostics: readonly Diagnostic[], pieces: readonly Piece[]): readonly Diagnostic[] {
  const silencing = pieces.filter(piece => piece.ignores.length > 0);
  if (silencing.length === 0) return diagnostics;
  return diagnostics.filter(
    ({ rule, span }) =>
      !silencing.some(
        piece =>
          span.start >= piece.span.start &&
          span.start < piece.span.end &&
          piece.ignores.some(({ rules }) => rules.includes(rule)),
      ),
  );
}
