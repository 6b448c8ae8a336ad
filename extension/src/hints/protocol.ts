/** What the form of hints and the extension say to each other. */
import type { HintsResult } from '../../../language-server/protocol.ts';

export type FormUpdate =
  | { readonly kind: 'form'; readonly file: string; readonly line: number | undefined; readonly hints: HintsResult }
  | { readonly kind: 'failed'; readonly why: string }
  /** A value that cannot be taken, and why. */
  | { readonly kind: 'refused'; readonly key: string; readonly why: string };

export type FormAnswer =
  /** Null takes the hint away. */
  | { readonly kind: 'set'; readonly key: string; readonly value: string | null }
  | { readonly kind: 'generate' }
  /** Show the statement. */
  | { readonly kind: 'reveal' };
