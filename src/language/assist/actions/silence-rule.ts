/** Silencing a rule where it has found something: `-- ferris-ignore rule` above the statement, or in the line that is there. */
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Piece } from '../../text/scan.ts';
import { lineBreakOf, startOfLine, takesLinesAbove } from './line-text.ts';
import type { ActionSubject, Edits, Offer } from './offer.ts';

/** Not for an error: the statement would not run any better. Silence for `-- ferris-ignore` itself is its removal. */
export function silenceRule(
  { text, analysis }: ActionSubject,
  rule: string,
  findings: readonly Diagnostic[],
): readonly Offer[] {
  if (rule === 'lint/unused-ignore' || findings.some(one => one.severity === 'error')) return [];
  const { start } = findings[0]!.span;
  const piece = analysis.pieces.find(one => start >= one.span.start && start < one.span.end);
  return piece && takesLinesAbove(text, piece)
    ? [
        {
          kind: 'quickfix',
          title: `Silence ${rule} in this statement`,
          findings: findings.filter(one => one.span.start >= piece.span.start && one.span.start < piece.span.end),
          edits: () => silencing(text, piece, rule, start),
        },
      ]
    : [];
}

/** @param at where the finding is: a piece of comments alone has no statement to stand above */
function silencing(text: string, piece: Piece, rule: string, at: number): Edits {
  const last = piece.ignores.find(line => line.rules.length > 0)?.ruleSpans.at(-1);
  if (last) return [{ span: { start: last.end, end: last.end }, text: `, ${rule}` }];
  const newline = lineBreakOf(text);
  const line = `-- ferris-ignore ${rule}`;
  if (piece.body.end <= piece.body.start) {
    // What stands behind the last statement on its line is a piece of its own.
    const end = at + (/^[^\r\n]*/.exec(text.slice(at))?.[0].length ?? 0);
    return [{ span: { start: end, end }, text: `${newline}${line}` }];
  }
  const { start } = piece.body;
  const indent = text.slice(startOfLine(text, start), start);
  const above = indent.trim() === '' ? `${line}${newline}${indent}` : `${newline}${line}${newline}`;
  return [{ span: { start, end: start }, text: above }];
}
