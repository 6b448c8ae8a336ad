/** Says whose each hint is: the file's, or one deployable statement's (DIALECT §6). */
import type { HintBlock, HintLine, Lookalike, Piece } from '../text/scan.ts';

/** Hints that take effect together: those of a deployable statement, or of a file that has none. */
export interface HintScope {
  /** The statement; undefined for the file's own hints where no statement is deployable. */
  readonly piece: Piece | undefined;
  /** What stands above the statement itself, in order. */
  readonly own: readonly HintLine[];
  /** By key: the statement's own, then the file's. Hints without a value are left out; of duplicates the last counts. */
  readonly effective: ReadonlyMap<string, HintLine>;
}

export interface MisplacedHint {
  readonly hint: HintLine;
  /** `inside`: in the middle of a statement; `beside`: behind other text on its line; `nothing-follows`: no deployable statement comes after it. */
  readonly why: 'inside' | 'beside' | 'nothing-follows';
  /** Where its line belongs, and what must stand before it there; undefined where no place is known. */
  readonly belongsAt: { readonly offset: number; readonly before: '' | '\n' } | undefined;
}

export interface AttachedHints {
  /** The hints that hold for every statement of the file. */
  readonly file: readonly HintLine[];
  /** One per deployable statement, in order; one for the file alone when there is none. */
  readonly scopes: readonly HintScope[];
  readonly misplaced: readonly MisplacedHint[];
  readonly lookalikes: readonly Lookalike[];
  /** Every hint of the file in order, misplaced ones included. */
  readonly all: readonly HintLine[];
  readonly pieces: readonly Piece[];
}

/**
 * The file's only block, standing before its first statement, or a first block there that a blank line follows, is the
 * file's. Any other belongs to the next deployable statement (source definitions between them are passed over).
 */
export function attachHints(pieces: readonly Piece[]): AttachedHints {
  const attached = known.get(pieces) ?? attach(pieces);
  known.set(pieces, attached);
  return attached;
}

/** Many ask this of a file between two changes of it. */
const known = new WeakMap<readonly Piece[], AttachedHints>();

function attach(pieces: readonly Piece[]): AttachedHints {
  const blocks = pieces.flatMap(piece => piece.hintBlocks);
  const firstStatement = pieces.find(hasStatement) ?? pieces.at(-1);
  const first = blocks[0];
  const heads = first !== undefined && firstStatement !== undefined && first.span.start < firstStatement.body.start;
  const filesBlock = heads && (blocks.length === 1 || first.blankAfter) ? first : undefined;
  const file = filesBlock?.lines ?? [];

  const scopes: HintScope[] = [];
  const misplaced: MisplacedHint[] = [];
  let waiting: HintBlock[] = [];
  for (const piece of pieces) {
    for (const block of piece.hintBlocks) if (block !== filesBlock) waiting.push(block);
    for (const hint of piece.strayHints)
      misplaced.push({
        hint,
        why: hint.span.start < piece.body.start ? 'beside' : 'inside',
        belongsAt: hasStatement(piece) ? placeAbove(piece) : undefined,
      });
    if (!piece.deployable) continue;
    const own = waiting.flatMap(block => block.lines);
    waiting = [];
    scopes.push({ piece, own, effective: effectiveHints(file, own) });
  }
  for (const hint of waiting.flatMap(block => block.lines))
    misplaced.push({ hint, why: 'nothing-follows', belongsAt: undefined });
  if (scopes.length === 0) scopes.push({ piece: undefined, own: [], effective: effectiveHints(file, []) });

  const all = [...blocks.flatMap(block => block.lines), ...pieces.flatMap(piece => piece.strayHints)];
  return {
    file,
    scopes,
    misplaced,
    lookalikes: pieces.flatMap(piece => piece.lookalikes),
    all: all.sort((a, b) => a.span.start - b.span.start),
    pieces,
  };
}

const hasStatement = (piece: Piece): boolean => piece.body.end > piece.body.start;

/** The end of the block above the statement; without one, a new line: the statement may share its line with the one before. */
const placeAbove = (piece: Piece): MisplacedHint['belongsAt'] => ({
  offset: piece.body.start,
  before: piece.hintBlocks.length > 0 || piece.body.start === 0 ? '' : '\n',
});

function effectiveHints(file: readonly HintLine[], own: readonly HintLine[]): ReadonlyMap<string, HintLine> {
  const effective = new Map<string, HintLine>();
  for (const hint of [...file, ...own]) if (hint.key !== '' && hint.value) effective.set(hint.key, hint);
  return effective;
}
