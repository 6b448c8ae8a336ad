/** Everything the rules find in the hints of a file. */
import type { AttachedHints } from '../../hints/attach.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import { runRule } from '../define.ts';
import { withoutIgnored } from '../ignore.ts';
import { hintRules } from './table.ts';

/** By rule. What `-- ferris-ignore` silences is still among it. */
export const findInHints = (attached: AttachedHints): Diagnostic[] =>
  hintRules.flatMap(rule => runRule(rule, attached));

/** In the order of the text. What `-- ferris-ignore` silences is left out. */
export const checkHints = (attached: AttachedHints): readonly Diagnostic[] =>
  withoutIgnored(findInHints(attached), attached.pieces).toSorted(
    (a, b) => a.span.start - b.span.start || a.span.end - b.span.end,
  );
