/**
 * Cuts a file into pieces, one a statement, without a parser: strings, quoted names, comments, `$$` bodies, `;` and
 * hint lines are all it knows. A broken statement cannot hurt its neighbours, and a keystroke costs one piece.
 */
import type { Span } from './span.ts';

/** A `-- @ferris:key=value` line, with exact ranges also while it is being typed. */
export interface HintLine {
  /** From `--` to the end of the line, without the line break. */
  readonly span: Span;
  readonly key: string;
  /** Empty and just behind the colon while nothing is typed. */
  readonly keySpan: Span;
  /** Undefined while there is no `=`. Trimmed, without a trailing ` # comment`. */
  readonly value: string | undefined;
  /** Empty and just behind the `=` when the value is empty; undefined without `=`. */
  readonly valueSpan: Span | undefined;
}

/** Hint lines with no blank line, other comment-free line or statement between them. */
export interface HintBlock {
  readonly span: Span;
  readonly lines: readonly HintLine[];
  /** Whether a blank line (or the end of the file) follows the block. */
  readonly blankAfter: boolean;
}

/** `-- Key: value` and `-- @name: value` lines: descriptions and per-job settings. */
export interface Annotation {
  readonly span: Span;
  readonly name: string;
  readonly value: string;
  readonly valueSpan: Span;
}

export interface Piece {
  /** From the end of the piece before to the end of this one, its `;` included. All pieces together are the file. */
  readonly span: Span;
  /** From the first token to the last, without the `;`. Empty (at the piece's end) when there are only comments. */
  readonly body: Span;
  /** First words of the body in upper case, comments skipped, at most four: enough to tell what kind of statement it is. */
  readonly words: readonly string[];
  /** Whether the statement runs on: SELECT/WITH, CREATE … AS SELECT, INSERT, START|DEPLOY JOB|QUERY. */
  readonly deployable: boolean;
  /** Hint blocks before the first token. */
  readonly hintBlocks: readonly HintBlock[];
  /** Hint lines in the middle of the statement: a warning, never a syntax error. */
  readonly strayHints: readonly HintLine[];
  readonly annotations: readonly Annotation[];
  /** Whether a `;` ends it (the last piece may do without). */
  readonly terminated: boolean;
  /** What the scanner found wrong: an unclosed string, quoted name, comment or `$$` body. */
  readonly problems: readonly { readonly span: Span; readonly message: string }[];
}
