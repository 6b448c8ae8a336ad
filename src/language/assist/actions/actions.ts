/** All that is offered for a range of a file. */
import type { Statement } from '../../analyze.ts';
import { attachHints } from '../../hints/attach.ts';
import { isWordPart } from '../../text/characters.ts';
import type { HintLine, Piece } from '../../text/scan.ts';
import type { Span } from '../../text/span.ts';
import { shift } from '../../text/span.ts';
import { fixAllOf } from './fix-everywhere.ts';
import type { ActionKind, ActionSubject, Edits, Offer, Refactoring } from './offer.ts';
import { quickFixes } from './quick-fixes.ts';
import { refactorings } from './table.ts';

/**
 * In the order of a menu. Nothing is computed that is not asked for, and no edits: these are the offers' own business.
 * @param wants whether offers of a kind are asked for
 */
export const actionsAt = (subject: ActionSubject, wants: (kind: ActionKind) => boolean): readonly Offer[] => [
  ...(wants('quickfix') ? quickFixes(subject) : []),
  ...refactoringsAt(subject, wants),
  ...(wants('source.fixAll.ferris') ? fixAllOf(subject) : []),
];

function refactoringsAt(subject: ActionSubject, wants: (kind: ActionKind) => boolean): readonly Offer[] {
  const statement = statementAt(subject.analysis.statements, subject.at);
  if (!statement) return [];
  return refactorings.filter(one => wants(one.kind)).flatMap(one => offersOf(one, subject, statement));
}

/** What a refactoring offers in a statement that is understood, its edits at the file's positions. */
export function offersOf(
  refactoring: Refactoring,
  { text, analysis, at }: ActionSubject,
  statement: Statement,
): readonly Offer[] {
  const { offset, piece, meaning } = statement;
  if (!meaning && refactoring.of !== 'hints') return [];
  return refactoring
    .offers({
      text,
      statement,
      at: shift(at, -offset),
      hints: () => effectiveAt(piece, analysis.pieces),
      findings: analysis.diagnostics.filter(
        ({ span }) => span.start >= piece.span.start && span.start <= piece.span.end,
      ),
    })
    .map(({ edits, ...offer }) => ({
      ...offer,
      kind: refactoring.kind,
      edits: () => edits().map(({ span, text: inserted }) => apart(text, shift(span, offset), inserted)),
    }));
}

/** Above a source definition stand the hints of what is deployed further down, and mostly the file's. */
function effectiveAt(piece: Piece, pieces: readonly Piece[]): ReadonlyMap<string, HintLine> {
  const { scopes } = attachHints(pieces);
  const lines = piece.hintBlocks.flatMap(block => block.lines);
  const holding = scopes.find(scope => scope.piece === piece) ?? scopes.find(holdsOneOf(lines));
  return holding?.effective ?? new Map();
}

const holdsOneOf =
  (lines: readonly HintLine[]) =>
  ({ effective }: { readonly effective: ReadonlyMap<string, HintLine> }): boolean =>
    lines.some(line => effective.get(line.key) === line);

/** Brackets stand close to words, what comes in their place may not: `FROM(SELECT …)` → `FROM rows`. */
function apart(text: string, span: Span, inserted: string): Edits[number] {
  const first = inserted.charCodeAt(0);
  const last = inserted.charCodeAt(inserted.length - 1);
  const before = span.start > 0 && isWordPart(text.charCodeAt(span.start - 1)) && isWordPart(first) ? ' ' : '';
  const after = span.end < text.length && isWordPart(text.charCodeAt(span.end)) && isWordPart(last) ? ' ' : '';
  return { span, text: inserted === '' ? '' : `${before}${inserted}${after}` };
}

/** The statement that holds a range, the comments and hints above it included; undefined where several do. */
export function statementAt(statements: readonly Statement[], at: Span): Statement | undefined {
  let low = 0;
  let high = statements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (statements[middle]!.piece.span.end <= at.start) low = middle + 1;
    else high = middle;
  }
  const found = statements[low] ?? statements.at(-1);
  // Behind the `;` it is still the statement that was just written.
  const before = low > 0 && statements[low - 1]!.piece.span.end === at.start ? statements[low - 1] : undefined;
  const statement = before && found?.span.start !== at.start ? before : found;
  return statement && at.end <= statement.piece.span.end && at.start >= statement.piece.span.start
    ? statement
    : undefined;
}
