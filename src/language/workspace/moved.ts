/** A finding in a statement's text → the same in its file. */

import type { Diagnostic } from '../text/diagnostic.ts';
import { shift } from '../text/span.ts';

export const moved = (one: Diagnostic, by: number): Diagnostic => ({
  ...one,
  span: shift(one.span, by),
  ...(one.related
    ? {
        related: one.related.map(other =>
          other.path === undefined ? { ...other, span: shift(other.span, by) } : other,
        ),
      }
    : {}),
  ...(one.fixes
    ? {
        fixes: one.fixes.map(fix => ({
          ...fix,
          edits: fix.edits.map(edit => ({ ...edit, span: shift(edit.span, by) })),
        })),
      }
    : {}),
});
