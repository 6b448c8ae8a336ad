/** A node as a row of parts in the order of the text: its own tokens, and the nodes inside it. */
import type { AstNode } from 'langium';
import { spanOf, spanOfProperty } from '../grammar/parse.ts';
import { TERMINALS } from '../grammar/tokens.ts';
import type { TokenList } from './token-list.ts';
import { type Spelling, spelled, spellingOf } from './words.ts';

export interface Part {
  /** Undefined for a token of the node itself. */
  readonly node: AstNode | undefined;
  /** Its first and last token. */
  readonly first: number;
  readonly last: number;
  /** The token as it is to be written; empty for a node. */
  readonly text: string;
  /** A keyword, not a name that is spelt like one, nor a literal or a mark. */
  readonly keyword: boolean;
  /** Belongs to the token before without a space: keys and numbers of several tokens. */
  readonly glued: boolean;
}

/** @param declared the functions that the file declares, in upper case */
export function partsOf(node: AstNode, list: TokenList, declared: ReadonlySet<string>): readonly Part[] {
  const { children, words } = contentsOf(node, list);
  const { start, end } = spanOf(node);
  const parts: Part[] = [];
  let nextChild = 0;
  const last = list.indexAt(end);
  for (let i = list.indexAt(start); i < last; i++) {
    const child = children[nextChild];
    if (child && child.first === i) {
      parts.push({ ...child, text: '', keyword: false, glued: false });
      nextChild++;
      i = child.last;
      continue;
    }
    const { kind, start: from, end: to } = list.tokens[i]!;
    const written = list.text.slice(from, to);
    const word = words.get(i);
    const text = word ? spelled(written, word.spelling, node, declared) : isWord(kind) ? kind : written;
    parts.push({
      node: undefined,
      first: i,
      last: i,
      text,
      keyword: !word && isWord(kind),
      glued: word?.glued ?? false,
    });
  }
  return parts;
}

/** Terminals have names of their own, and none of them is a keyword of the language. */
const isWord = (kind: string): boolean => /^[A-Z]/.test(kind) && !TERMINAL_NAMES.has(kind);

const TERMINAL_NAMES: ReadonlySet<string> = new Set(TERMINALS);

interface Contents {
  readonly children: readonly { readonly node: AstNode; readonly first: number; readonly last: number }[];
  /** By token. */
  readonly words: ReadonlyMap<number, { readonly spelling: Spelling; readonly glued: boolean }>;
}

function contentsOf(node: AstNode, list: TokenList): Contents {
  const children: { node: AstNode; first: number; last: number }[] = [];
  const words = new Map<number, { spelling: Spelling; glued: boolean }>();
  const addChild = (child: AstNode): void => {
    const { start, end } = spanOf(child);
    if (end > start) children.push({ node: child, first: list.indexAt(start), last: list.indexAt(end) - 1 });
  };
  for (const [property, value] of Object.entries(node)) {
    if (property.startsWith('$')) continue;
    if (isNode(value)) addChild(value);
    else if (typeof value === 'string') noteWords(node, property, 1, list, words);
    else if (Array.isArray(value) && value.length > 0)
      if (isNode(value[0])) for (const child of value) addChild(child);
      else noteWords(node, property, value.length, list, words);
  }
  return { children: children.sort((a, b) => a.first - b.first), words };
}

/** Words in a list have nothing but commas between them. */
function noteWords(
  node: AstNode,
  property: string,
  count: number,
  list: TokenList,
  words: Map<number, { spelling: Spelling; glued: boolean }>,
): void {
  const spelling = spellingOf(node, property);
  if (!spelling) return;
  const { start, end } = spanOfProperty(node, property);
  const last = list.indexAt(end);
  const first = spelling === 'first upper' ? 'upper' : spelling;
  for (let i = list.indexAt(start); i < last; i++)
    words.set(i, { spelling: first, glued: list.tokens[i]!.start > start });
  for (let i = last, left = count - 1; left > 0; i++) {
    const { kind } = list.tokens[i]!;
    if (kind === ',') continue;
    words.set(i, { spelling, glued: false });
    left--;
  }
}

const isNode = (value: unknown): value is AstNode => typeof value === 'object' && value !== null && '$type' in value;
