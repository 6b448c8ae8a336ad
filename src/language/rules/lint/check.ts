/** The last step over a file's findings: what is silenced goes, and silencing that does nothing is told. */
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Piece } from '../../text/scan.ts';
import { runRule } from '../define.ts';
import { withoutIgnored } from '../ignore.ts';
import { unusedIgnore } from './unused-ignore.ts';

/**
 * @param found by all rules there are: a line for a rule that was not run would seem to be useless
 * @param rules the ids of all rules
 */
export function afterIgnores(
  found: readonly Diagnostic[],
  pieces: readonly Piece[],
  text: string,
  rules: readonly string[],
): readonly Diagnostic[] {
  if (pieces.every(piece => piece.ignores.length === 0)) return found;
  const unused = runRule(unusedIgnore, { text, pieces, found, rules });
  return withoutIgnored([...found, ...unused], pieces);
}
