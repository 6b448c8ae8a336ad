/** textDocument/selectionRange: what a selection grows to, from the word at the cursor to the file. */
import type { Position, SelectionRange } from 'vscode-languageserver';
import { selectionsAt } from '../../src/language/assist/structure/selection.ts';
import type { Method } from '../method.ts';
import type { Snapshot } from '../snapshot.ts';
import { toRange } from '../translate.ts';

export const selectionRangeMethod: Method = {
  capabilities: () => ({ selectionRangeProvider: true }),
  start({ connection, ask }) {
    connection.onSelectionRanges(({ textDocument, positions }) =>
      ask<SelectionRange[] | null>(textDocument.uri, null, snapshot =>
        positions.map(position => rangesAt(snapshot, position)),
      ),
    );
  },
};

function rangesAt(snapshot: Snapshot, position: Position): SelectionRange {
  const { document, text, analysis } = snapshot;
  let range: SelectionRange | undefined;
  for (const span of selectionsAt(text, analysis, document.offsetAt(position)).toReversed())
    range =
      range === undefined ? { range: toRange(snapshot, span) } : { range: toRange(snapshot, span), parent: range };
  return range ?? { range: { start: position, end: position } };
}
