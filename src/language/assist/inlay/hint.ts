/** A note that an editor shows between the characters of a text. */
import type { Span } from '../../text/span.ts';

/** Each can be switched off by itself: the names of the settings below `ferris.inlayHints`. */
export const INLAY_KINDS = ['columns', 'types', 'lengths', 'defaults', 'cost'] as const;
export type InlayKind = (typeof INLAY_KINDS)[number];

export interface Inlay {
  readonly kind: InlayKind;
  /** Where it stands, in the file; it belongs to what is in front. */
  readonly at: number;
  readonly label: string;
  /** Markdown; worked out when somebody points at it. */
  tooltip?(): string;
  /** What taking it over would write. */
  readonly edit?: { readonly span: Span; readonly text: string };
}

/** Whether a place is in what is asked for, its ends included. */
export const isIn = (at: number, { start, end }: Span): boolean => at >= start && at <= end;
