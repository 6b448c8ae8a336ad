/** textDocument/completion and completionItem/resolve: what can be written at the cursor, and the page of what is looked at. */
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  InsertTextFormat,
  MarkupKind,
  type Position,
} from 'vscode-languageserver';
import type { About, Candidate, CandidateKind } from '../../src/language/assist/completion/candidate.ts';
import { complete } from '../../src/language/assist/completion/complete.ts';
import { pageOf } from '../../src/language/assist/completion/pages.ts';
import type { Span } from '../../src/language/text/span.ts';
import { hintPrice } from '../hint-price.ts';
import type { Method } from '../method.ts';
import type { Snapshot } from '../snapshot.ts';
import { toRange } from '../translate.ts';
import { yamlAt, yamlCompletion } from '../yaml/assist.ts';

const KINDS: Readonly<Record<CandidateKind, CompletionItemKind>> = {
  hint: CompletionItemKind.Property,
  property: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  keyword: CompletionItemKind.Keyword,
  function: CompletionItemKind.Function,
  column: CompletionItemKind.Field,
  field: CompletionItemKind.Field,
  relation: CompletionItemKind.Class,
  alias: CompletionItemKind.Variable,
  type: CompletionItemKind.TypeParameter,
  snippet: CompletionItemKind.Snippet,
  text: CompletionItemKind.Snippet,
};

/** Goes with an item to the client and back. */
interface ItemData {
  readonly about?: About;
  /** Whether the next thing can be completed at once. */
  readonly goesOn?: boolean;
  /** The hint whose value it is, and where that stands. */
  readonly priced?: { readonly uri: string; readonly offset: number; readonly key: string };
}

export const completionMethod: Method = {
  capabilities: () => ({
    completionProvider: { triggerCharacters: ['@', ':', '.', '=', ',', "'", '('], resolveProvider: true },
  }),
  start({ connection, project, client, ask }) {
    connection.onCompletion(({ textDocument, position }) => {
      const yaml = yamlAt(project, textDocument.uri);
      if (yaml) return yamlCompletion(yaml, position);
      const abilities = client().textDocument?.completion?.completionItem;
      const snippets = abilities?.snippetSupport ?? false;
      const insertReplace = abilities?.insertReplaceSupport ?? false;
      const none: CompletionList = { isIncomplete: false, items: [] };
      return ask(textDocument.uri, none, snapshot => completion(snapshot, position, { snippets, insertReplace }));
    });
    connection.onCompletionResolve(item => {
      const { about, priced } = (item.data ?? {}) as ItemData;
      const page = about && pageOf(about);
      const price =
        priced && ask(priced.uri, undefined, snapshot => hintPrice(snapshot, priced.offset, priced.key, item.label));
      return {
        ...item,
        ...(page === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: page } }),
        ...(price === undefined ? {} : { detail: item.detail === undefined ? price : `${item.detail}; ${price}` }),
      };
    });
  },
};

interface Abilities {
  /** It can select a part of what it has inserted. */
  readonly snippets: boolean;
  /** It lets the user choose whether the letters behind the cursor are replaced. */
  readonly insertReplace: boolean;
}

function completion(snapshot: Snapshot, position: Position, client: Abilities): CompletionList {
  const offset = snapshot.document.offsetAt(position);
  const { workspace } = snapshot.project;
  const candidates = complete({
    text: snapshot.text,
    pieces: snapshot.analysis.pieces,
    offset,
    environment: () => workspace.environmentOf(snapshot.document.uri),
  });
  return {
    isIncomplete: false,
    items: candidates.map((candidate, i) => itemOf(candidate, i, offset, snapshot, client)),
  };
}

function itemOf(
  candidate: Candidate,
  index: number,
  offset: number,
  snapshot: Snapshot,
  client: Abilities,
): CompletionItem {
  const { label, kind, replace, detail, about, goesOn, insert, stops, hint } = candidate;
  const asSnippet = client.snippets && stops !== undefined && stops.length > 0;
  const newText = asSnippet ? snippet(insert, stops) : insert;
  const range = toRange(snapshot, replace);
  const before = toRange(snapshot, {
    start: replace.start,
    end: Math.min(Math.max(offset, replace.start), replace.end),
  });
  const data: ItemData = {
    ...(about ? { about } : {}),
    ...(goesOn ? { goesOn } : {}),
    ...(hint === undefined ? {} : { priced: { uri: snapshot.document.uri, offset, key: hint } }),
  };
  return {
    label,
    kind: KINDS[kind],
    sortText: String(index).padStart(5, '0'),
    filterText: label,
    textEdit: client.insertReplace ? { newText, insert: before, replace: range } : { newText, range },
    ...(asSnippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    ...(detail === undefined ? {} : { detail }),
    ...(Object.keys(data).length > 0 ? { data } : {}),
  };
}

/** The insertion with its parts to be typed over as placeholders. */
function snippet(insert: string, stops: readonly Span[]): string {
  const literal = (text: string): string => text.replace(/[\\$}]/g, '\\$&');
  let made = '';
  let at = 0;
  for (const [i, { start, end }] of stops.entries()) {
    made += `${literal(insert.slice(at, start))}\${${i + 1}:${literal(insert.slice(start, end))}}`;
    at = end;
  }
  return `${made}${literal(insert.slice(at))}$0`;
}
