/** Everything the rules find in the hints of a file. */
import type { AttachedHints } from '../../hints/attach.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import { runRule } from '../define.ts';
import { withoutIgnored } from '../ignore.ts';
import { hintRules } from './table.ts';

/** In the order of the text. What `-- ferris-ignore` silences is left out. */
export function checkHints(attached: AttachedHints): readonly Diagnostic[] {
  const found = hintRules.flatMap(rule => runRule(rule, attached));
  return withoutIgnored(found, attached.pieces).toSorted(
    (a, b) => a.span.start - b.span.start || a.span.end - b.span.end,
  );
}
