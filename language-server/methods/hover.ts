/** textDocument/hover: what the thing under the cursor is. */
import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';
import { describe } from '../../src/language/assist/describe.ts';
import type { Snapshot } from '../snapshot.ts';
import { toRange } from '../translate.ts';

export function hover(snapshot: Snapshot, position: Position): Hover | null {
  const thing = describe(snapshot.text, snapshot.analysis.pieces, snapshot.document.offsetAt(position));
  if (!thing) return null;
  return { range: toRange(snapshot, thing.span), contents: { kind: MarkupKind.Markdown, value: thing.markdown } };
}
