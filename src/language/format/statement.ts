/** One statement in its canonical form. */
import { parsePiece } from '../grammar/parse.ts';
import { print } from './print.ts';
import { documentOf } from './printer.ts';
import { sameTree } from './same-tree.ts';
import { tokenListOf } from './token-list.ts';

/** Characters a line should not be longer than. */
const WIDTH = 100;

/** Why a statement stays as it is. `order`: a clause that moved would be read as a part of what is before it. */
export type Reason = 'syntax' | 'order';

/**
 * @param text from the statement's first token to its `;`
 * @param declared the functions that the file declares, in upper case
 * @returns the text in its canonical form, or why it must stay as it is
 */
export function formatStatement(
  text: string,
  declared: ReadonlySet<string>,
  eol: string,
): { readonly text: string } | { readonly left: Reason } {
  const { tree, problems } = parsePiece(text);
  if (problems.length > 0 || !tree.statement) return { left: 'syntax' };
  const written = print(documentOf(tree.statement, tokenListOf(text), declared), WIDTH, eol);
  if (written === text) return { text };
  // A clause that moves can come to stand where its first word continues an expression (INTERVAL '1 minute' EMIT …).
  const again = parsePiece(written);
  return again.problems.length === 0 && sameTree(tree, again.tree) ? { text: written } : { left: 'order' };
}
