/** What was found in a text, as plain data: every surface (editor, terminal, SARIF) renders this. */
import type { Span } from './span.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** A change of the text that resolves a finding. Edits do not overlap. */
export interface Fix {
  /** What it does, as a menu entry: "Use 'max_replicas'". */
  readonly title: string;
  readonly edits: readonly { readonly span: Span; readonly text: string }[];
}

export interface Diagnostic {
  /** Stable id of the rule, such as `hints/replica-range`: it names the rule's page. */
  readonly rule: string;
  readonly severity: Severity;
  /** One sentence: what is wrong and why, without a full stop when it is a fragment. */
  readonly message: string;
  /** The narrowest place that shows it. */
  readonly span: Span;
  /** What to do about it. */
  readonly help?: string;
  /** Other places; `path` when they are in another file. */
  readonly related?: readonly { readonly span: Span; readonly message: string; readonly path?: string }[];
  readonly fixes?: readonly Fix[];
}
