/** What `-- ferris-ignore rule-id` silences: findings of these rules in the same piece of the file. */
import type { Diagnostic } from '../text/diagnostic.ts';
import type { IgnoreLine } from '../text/ignore-line.ts';
import type { Piece } from '../text/scan.ts';

/** Whether a line of a piece silences a finding. */
export const isIgnoredBy = ({ rule, span }: Diagnostic, piece: Piece, line: IgnoreLine): boolean =>
  span.start >= piece.span.start && span.start < piece.span.end && line.rules.includes(rule);

export function withoutIgnored(diagnostics: readonly Diagnostic[], pieces: readonly Piece[]): readonly Diagnostic[] {
  const silencing = pieces.filter(piece => piece.ignores.length > 0);
  if (silencing.length === 0) return diagnostics;
  return diagnostics.filter(one => !silencing.some(piece => piece.ignores.some(line => isIgnoredBy(one, piece, line))));
}
