/** One statement in its canonical form. */
import { parsePiece } from '../grammar/parse.ts';
import { print } from './print.ts';
import { documentOf } from './printer.ts';
import { sameTree } from './same-tree.ts';
import { tokenListOf } from './token-list.ts';

/** Characters a line should not be longer than. */
const WIDTH = 100;

/**
 * @param text from the statement's first token to its `;`
 * @param declared the functions that the file declares, in upper case
 * @returns undefined when the text has a syntax error, or would read otherwise when it is written in its canonical form
 */
export function formatStatement(text: string, declared: ReadonlySet<string>, eol: string): string | undefined {
  const { tree, problems } = parsePiece(text);
  if (problems.length > 0 || !tree.statement) return undefined;
  const written = print(documentOf(tree.statement, tokenListOf(text), declared), WIDTH, eol);
  if (written === text) return text;
  // A clause that moves can come to stand where its first word continues an expression (INTERVAL '1 minute' EMIT …).
  const again = parsePiece(written);
  return again.problems.length === 0 && sameTree(tree, again.tree) ? written : undefined;
}
