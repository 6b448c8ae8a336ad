/** What the page of a plan and the extension say to each other. */
import type { ExplainResult, ProtocolRange } from '../../../language-server/protocol.ts';

export type ExplainUpdate =
  | { readonly kind: 'plan'; readonly title: string; readonly file: string; readonly plan: ExplainResult }
  | { readonly kind: 'failed'; readonly why: string }
  /** Operators that the cursor is in. */
  | { readonly kind: 'cursor'; readonly operators: readonly string[] };

export interface ExplainAnswer {
  readonly kind: 'reveal';
  readonly range: ProtocolRange;
}
