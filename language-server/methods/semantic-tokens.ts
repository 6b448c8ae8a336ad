/** textDocument/semanticTokens: full, range and delta: what each word means, for colouring. */
import type { SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver';
import { tokensEdit } from '../../src/language/assist/tokens/edit.ts';
import { semanticTokens } from '../../src/language/assist/tokens/file-tokens.ts';
import { TOKEN_MODIFIERS, TOKEN_TYPES } from '../../src/language/assist/tokens/legend.ts';
import type { Method } from '../method.ts';
import { refreshWithOthers } from '../refresh.ts';
import type { Snapshot } from '../snapshot.ts';

export const semanticTokensMethod: Method = {
  capabilities: () => ({
    semanticTokensProvider: {
      legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
      full: { delta: true },
      range: true,
    },
  }),
  start(server) {
    const { connection, documents, client, ask } = server;
    refreshWithOthers(
      server,
      () => client().workspace?.semanticTokens?.refreshSupport ?? false,
      () => connection.languages.semanticTokens.refresh(),
    );
    /** What each open document was told last. */
    const told = new Map<string, { readonly resultId: string; readonly snapshot: Snapshot; readonly data: number[] }>();
    let last = 0;
    const full = (snapshot: Snapshot): { readonly resultId: string; readonly data: number[] } => {
      const { uri } = snapshot.document;
      const before = told.get(uri);
      if (before?.snapshot === snapshot) return before;
      const one = { resultId: String(++last), snapshot, data: semanticTokens(snapshot.text, snapshot.analysis) };
      if (snapshot.project.isOpen(uri)) told.set(uri, one);
      return one;
    };
    documents.onDidClose(({ document: { uri } }) => told.delete(uri));
    connection.languages.semanticTokens.on(({ textDocument: { uri } }) =>
      ask<SemanticTokens>(uri, { data: [] }, snapshot => {
        const { resultId, data } = full(snapshot);
        return { resultId, data };
      }),
    );
    connection.languages.semanticTokens.onRange(({ textDocument: { uri }, range }) =>
      ask<SemanticTokens>(uri, { data: [] }, ({ text, analysis, document }) => {
        const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
        return { data: semanticTokens(text, analysis, span) };
      }),
    );
    connection.languages.semanticTokens.onDelta(({ textDocument: { uri }, previousResultId }) =>
      ask<SemanticTokens | SemanticTokensDelta>(uri, { data: [] }, snapshot => {
        const before = told.get(uri);
        const { resultId, data } = full(snapshot);
        if (before?.resultId !== previousResultId) return { resultId, data };
        const edit = tokensEdit(before.data, data);
        return { resultId, edits: edit ? [edit] : [] };
      }),
    );
  },
};
