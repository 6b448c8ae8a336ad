/** textDocument/completion: hint keys and values, keywords. */
import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  MarkupKind,
  type Position,
} from 'vscode-languageserver';
import { type Completion, complete } from '../../src/language/assist/complete.ts';
import type { Method } from '../method.ts';
import type { Snapshot } from '../snapshot.ts';
import { toRange } from '../translate.ts';

const KINDS: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  hint: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  keyword: CompletionItemKind.Keyword,
  function: CompletionItemKind.Function,
  text: CompletionItemKind.Snippet,
};

export const completionMethod: Method = {
  capabilities: () => ({ completionProvider: { triggerCharacters: ['@', ':', '.', '=', ','] } }),
  start({ connection, client, ask }) {
    connection.onCompletion(({ textDocument, position }) => {
      const snippets = client().textDocument?.completion?.completionItem?.snippetSupport ?? false;
      return ask(textDocument.uri, [], snapshot => completion(snapshot, position, { snippets }));
    });
  },
};

/** @param client.snippets whether it can select a part of what it has inserted */
function completion(snapshot: Snapshot, position: Position, client: { snippets: boolean }): CompletionItem[] {
  const offset = snapshot.document.offsetAt(position);
  return complete(snapshot.text, snapshot.analysis.pieces, offset).map(
    ({ label, kind, replace, rank, detail, markdown, goesOn, ...one }) => {
      const asSnippet = client.snippets && one.example;
      return {
        label,
        kind: KINDS[kind],
        sortText: `${String(rank).padStart(3, '0')} ${label}`,
        filterText: label,
        textEdit: {
          range: toRange(snapshot, replace),
          newText: asSnippet ? snippet(one.insert, asSnippet) : one.insert,
        },
        ...(asSnippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
        ...(detail === undefined ? {} : { detail }),
        ...(markdown === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: markdown } }),
        ...(goesOn ? { data: { goesOn } } : {}),
      };
    },
  );
}

/** The insertion with its example as a placeholder. */
function snippet(insert: string, { start, end }: { readonly start: number; readonly end: number }): string {
  const literal = (text: string): string => text.replace(/[\\$}]/g, '\\$&');
  return `${literal(insert.slice(0, start))}\${1:${literal(insert.slice(start, end))}}${literal(insert.slice(end))}$0`;
}
