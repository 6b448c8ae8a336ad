/** textDocument/formatting, rangeFormatting and onTypeFormatting: the canonical form, as edits that leave the cursor in place. */
import type { TextEdit } from 'vscode-languageserver';
import { formatEnded, formatFile, formatSelection } from '../../src/language/assist/formatting.ts';
import { indentNewLine } from '../../src/language/assist/indent.ts';
import type { Edit } from '../../src/language/format/format.ts';
import type { Method } from '../method.ts';
import type { Snapshot } from '../snapshot.ts';
import { toRange } from '../translate.ts';

/** There is one layout: what editors say of tabs and widths does not change it. */
export const formattingMethod: Method = {
  capabilities: () => ({
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter: ';', moreTriggerCharacter: ['\n'] },
  }),
  start({ connection, ask }) {
    connection.onDocumentFormatting(({ textDocument }) =>
      ask(textDocument.uri, [], snapshot => edits(snapshot, formatFile(snapshot.text, snapshot.analysis.pieces))),
    );
    connection.onDocumentRangeFormatting(({ textDocument, range }) =>
      ask(textDocument.uri, [], snapshot => {
        const { document, text, analysis } = snapshot;
        const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
        return edits(snapshot, formatSelection(text, analysis.pieces, span));
      }),
    );
    connection.onDocumentOnTypeFormatting(({ textDocument, position, ch }) =>
      ask(textDocument.uri, [], snapshot => {
        const { document, text, analysis } = snapshot;
        const typed = ch === ';' ? formatEnded : indentNewLine;
        return edits(snapshot, typed(text, analysis.pieces, document.offsetAt(position)));
      }),
    );
  },
};

const edits = (snapshot: Snapshot, changes: readonly Edit[]): TextEdit[] =>
  changes.map(({ span, text }) => ({ range: toRange(snapshot, span), newText: text }));
