/** Between what the language says and what the protocol wants. */
import type { Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Span } from '../src/language/text/span.ts';
import type { Snapshot } from './snapshot.ts';

export const rangeIn = (document: TextDocument, span: Span): Range => ({
  start: document.positionAt(span.start),
  end: document.positionAt(span.end),
});

export const toRange = ({ document }: Pick<Snapshot, 'document'>, span: Span): Range => rangeIn(document, span);
