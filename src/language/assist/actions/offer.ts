/** What a code action is: an entry of a menu, and the edits that are computed once it is wanted. */
import type { Analysis, Statement } from '../../analyze.ts';
import type { Diagnostic, Fix } from '../../text/diagnostic.ts';
import type { HintLine } from '../../text/scan.ts';
import type { Span } from '../../text/span.ts';

export type Edits = Fix['edits'];

/** As the protocol calls them. */
export type ActionKind =
  | 'quickfix'
  | 'refactor.extract'
  | 'refactor.inline'
  | 'refactor.rewrite'
  | 'source.fixAll.ferris';

/** One entry of the menu. */
export interface Offer {
  readonly kind: ActionKind;
  /** Plain and short: "Expand *". */
  readonly title: string;
  /** What it resolves. */
  readonly findings?: readonly Diagnostic[];
  /** The one that is meant when somebody asks for "the" fix. */
  readonly preferred?: boolean;
  /** Positions in the file; empty: nothing would change. */
  edits(): Edits;
}

/** What is asked about: a range in a file, both empty and selected. */
export interface ActionSubject {
  readonly text: string;
  readonly analysis: Analysis;
  /** In the file. */
  readonly at: Span;
  /** What would be found if this file's text was another one; other files stay as they are. */
  check(text: string): readonly Diagnostic[];
  /** Whether there is time to try more; absent: always. */
  readonly goOn?: () => boolean;
}

/** A refactoring: the statement is understood, but for errors elsewhere in it. */
export interface RefactoringSubject {
  /** The file's. */
  readonly text: string;
  readonly statement: Statement;
  /** What was asked about, in the statement's own text: as positions in its syntax and meaning. */
  readonly at: Span;
  /** Hints in effect for the statement, by key. */
  hints(): ReadonlyMap<string, HintLine>;
  /** Findings in the statement; positions in the file. */
  readonly findings: readonly Diagnostic[];
}

/** A refactoring's edits are in the statement's own text, like the positions in its syntax. */
export interface RefactoringOffer {
  readonly title: string;
  readonly findings?: readonly Diagnostic[];
  edits(): Edits;
}

export interface Refactoring {
  /** `expand-star`: stable, names its tests. */
  readonly id: string;
  /** What it does and where it is offered; Markdown. */
  readonly doc: string;
  readonly kind: ActionKind;
  /** Hints say the same whether the SQL below them is understood or not. */
  readonly of?: 'hints';
  /** Whether rows, columns and their types stay what they were. */
  readonly keepsMeaning: boolean;
  /** Texts with a cursor `|`, or a selection between `«` and `»`, and what becomes of them. Run as tests. */
  readonly good: readonly { readonly before: string; readonly title: string; readonly after: string }[];
  /** Texts with a cursor at which it is not offered. */
  readonly bad: readonly string[];
  offers(subject: RefactoringSubject): readonly RefactoringOffer[];
}

export const defineRefactoring = (refactoring: Refactoring): Refactoring => refactoring;
