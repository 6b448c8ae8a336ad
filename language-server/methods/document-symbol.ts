/** textDocument/documentSymbol: statements with their columns and common tables, nested where the client can show that. */
import { type DocumentSymbol, type SymbolInformation, SymbolKind } from 'vscode-languageserver';
import { type OutlineEntry, type OutlineKind, outlineOf } from '../../src/language/assist/structure/outline.ts';
import type { Method } from '../method.ts';
import type { Snapshot } from '../snapshot.ts';
import { toRange } from '../translate.ts';

/** Editors have icons for these, none for streams. */
const KINDS: Readonly<Record<OutlineKind, SymbolKind>> = {
  hints: SymbolKind.Namespace,
  stream: SymbolKind.Class,
  table: SymbolKind.Struct,
  view: SymbolKind.Interface,
  job: SymbolKind.Module,
  function: SymbolKind.Function,
  query: SymbolKind.Method,
  insert: SymbolKind.Method,
  command: SymbolKind.Event,
  cte: SymbolKind.Object,
  column: SymbolKind.Field,
  key: SymbolKind.Key,
  parameter: SymbolKind.Variable,
};

export const documentSymbolMethod: Method = {
  capabilities: () => ({ documentSymbolProvider: { label: 'FerrisSQL' } }),
  start({ connection, client, ask }) {
    connection.onDocumentSymbol(({ textDocument: { uri } }) => {
      const nested = client().textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport ?? false;
      return ask<DocumentSymbol[] | SymbolInformation[]>(uri, [], snapshot => {
        const entries = outlineOf(snapshot.text, snapshot.analysis);
        return nested ? entries.map(entry => symbolOf(snapshot, entry)) : listOf(snapshot, uri, entries);
      });
    });
  },
};

const symbolOf = (
  snapshot: Snapshot,
  { kind, name, detail, span, nameSpan, children }: OutlineEntry,
): DocumentSymbol => ({
  name,
  kind: KINDS[kind],
  range: toRange(snapshot, span),
  selectionRange: toRange(snapshot, nameSpan),
  ...(detail === undefined ? {} : { detail }),
  ...(children.length === 0 ? {} : { children: children.map(child => symbolOf(snapshot, child)) }),
});

const listOf = (
  snapshot: Snapshot,
  uri: string,
  entries: readonly OutlineEntry[],
  containerName?: string,
): SymbolInformation[] =>
  entries.flatMap(({ kind, name, span, children }) => [
    {
      name,
      kind: KINDS[kind],
      location: { uri, range: toRange(snapshot, span) },
      ...(containerName === undefined ? {} : { containerName }),
    },
    ...listOf(snapshot, uri, children, name),
  ]);
