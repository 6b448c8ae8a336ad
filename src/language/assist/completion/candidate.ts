/** One proposal at a cursor, as plain data. */
import type { Span } from '../../text/span.ts';

export type CandidateKind =
  | 'keyword'
  | 'function'
  | 'column'
  | 'field'
  | 'relation'
  | 'alias'
  | 'type'
  | 'property'
  | 'hint'
  | 'value'
  | 'snippet'
  | 'text';

/** What a proposal is about, for its page, which is written when it is asked for. */
export type About =
  | { readonly kind: 'function' | 'hint' | 'property' | 'annotation'; readonly name: string }
  | { readonly kind: 'text'; readonly markdown: string };

export interface Candidate {
  /** What the list shows, and what typing filters by. */
  readonly label: string;
  readonly kind: CandidateKind;
  /** What is replaced, in the file; the cursor is in it or at its end. */
  readonly replace: Span;
  /** The text as it is inserted by a client without snippets. */
  readonly insert: string;
  /** Parts of `insert` to be typed over one after the other, in order; an empty one is only a place to go to. */
  readonly stops?: readonly Span[];
  /** Beside the label, short. */
  readonly detail?: string;
  readonly about?: About;
  /** The hint whose value it is: what it would cost is worked out when it is looked at. */
  readonly hint?: string;
  /** Greater comes first; equal ones by label. From 0; a probability where one is known. */
  readonly score: number;
  /** Whether the next thing can be completed at once: a key has been taken, its values are known. */
  readonly goesOn?: boolean;
}

/** A candidate before it is known what it replaces. */
export type Proposal = Omit<Candidate, 'replace'> & { readonly replace?: Span };
