/** What can be written at the cursor: hint keys and values, annotations, keywords, functions. */
import { functions } from '../functions/table.ts';
import { findHint, hintCatalogue, hintCategories, partsOf } from '../hints/catalogue.ts';
import { type HintEntry, WORKLOADS } from '../hints/define.ts';
import type { HintLine, Piece } from '../text/scan.ts';
import type { Span } from '../text/span.ts';
import { annotationNamesFor, annotationValues } from './annotations.ts';
import { functionPage, hintPage } from './describe.ts';
import { keywords, NAME } from './keywords.ts';
import { hintsOf, placeAt } from './place.ts';

export interface Completion {
  /** What the list shows, and what typing filters by. */
  readonly label: string;
  readonly kind: 'hint' | 'value' | 'keyword' | 'function' | 'text';
  /** What is replaced; the cursor is in it or at its end. */
  readonly replace: Span;
  readonly insert: string;
  /** A part of `insert` that is only an example: it is selected, to be typed over. */
  readonly example?: Span;
  /** Beside the label, short. */
  readonly detail?: string;
  readonly markdown?: string;
  /** Smaller comes first; equal ones by label. */
  readonly rank: number;
  /** Whether the next thing can be completed at once: a key has been taken, its values are known. */
  readonly goesOn?: boolean;
}

/** In no particular order: see `rank`. */
export function complete(text: string, pieces: readonly Piece[], offset: number): readonly Completion[] {
  const place = placeAt(text, pieces, offset);
  switch (place.kind) {
    case 'hint-marker':
      return [
        {
          label: '@ferris:',
          kind: 'text',
          replace: place.span,
          insert: text[place.span.start - 1] === '-' ? ' @ferris:' : '@ferris:',
          detail: 'deployment hint',
          rank: 0,
          goesOn: true,
        },
        ...(text[place.span.start] === '@' ? annotationNamesFor(undefined, '@', place.span, false) : []),
      ];
    case 'annotation-name':
      return annotationNamesFor(place.piece, place.typed, place.span, place.annotation !== undefined);
    case 'annotation-value':
      return annotationValues(place.annotation);
    case 'hint-key':
      return hintKeys(place.hint, place.piece);
    case 'hint-value':
      return hintValues(place.hint, place.span, offset);
    case 'sql':
      return words(text, place.piece, place.word);
    default:
      return [];
  }
}

/** All keys but those that the statement has already: a second one would only be a mistake. */
function hintKeys(hint: HintLine, piece: Piece): readonly Completion[] {
  const taken = new Set(hintsOf(piece).map(line => (line === hint ? '' : line.key)));
  const assignment = hint.value === undefined ? '=' : '';
  return hintCatalogue
    .filter(entry => !taken.has(entry.key))
    .map(entry => {
      const { insert, example } = filledKey(entry);
      return {
        label: entry.key,
        kind: 'hint' as const,
        replace: hint.keySpan,
        insert: insert + assignment,
        ...(example ? { example } : {}),
        detail: entry.type.placeholder,
        markdown: hintPage(entry),
        rank: hintCategories.findIndex(category => category.hints.includes(entry)),
        goesOn: assignment !== '' && !example,
      };
    });
}

function filledKey(entry: HintEntry): { insert: string; example?: Span } {
  if (!entry.placeholder) return { insert: entry.key };
  const { before, after } = partsOf(entry.key);
  const { example } = entry.placeholder;
  return { insert: before + example + after, example: { start: before.length, end: before.length + example.length } };
}

/** The values of a choice; of anything else what the workloads have by default, and the example. */
function hintValues(hint: HintLine, span: Span, offset: number): readonly Completion[] {
  const entry = findHint(hint.key)?.entry;
  if (!entry) return [];
  const choices = entry.type.choices();
  if (choices.length > 0) {
    const replace = itemAt(hint.value ?? '', span, offset);
    return choices.map(({ value, doc }, rank) => ({
      label: value,
      kind: 'value',
      replace,
      insert: value,
      detail: doc,
      rank,
    }));
  }
  const said = new Map<string, string>();
  for (const workload of WORKLOADS) {
    const value = entry.defaults[workload];
    if (value !== undefined)
      said.set(value, said.has(value) ? `${said.get(value)}, ${workload}` : `default of ${workload}`);
  }
  if (!said.has(entry.example)) said.set(entry.example, 'example');
  const unit = entry.type.unit === undefined ? '' : ` ${entry.type.unit}`;
  return [...said].map(([value, why], rank) => ({
    label: value,
    kind: 'value',
    replace: span,
    insert: value,
    detail: `${value}${unit}: ${why}`,
    rank,
  }));
}

/** The item of a comma-separated list that the cursor is in; the whole value when it has no comma. */
function itemAt(value: string, span: Span, offset: number): Span {
  const at = offset - span.start;
  const start = value.lastIndexOf(',', at - 1) + 1;
  const comma = value.indexOf(',', at);
  const blank = value.slice(start).length - value.slice(start).trimStart().length;
  return { start: span.start + Math.min(start + blank, at), end: span.start + (comma < 0 ? value.length : comma) };
}

/** The keywords that may follow what stands before the cursor, and the functions where an expression may begin. */
function words(text: string, piece: Piece | undefined, word: Span): readonly Completion[] {
  const { after, openers, unreserved } = keywords();
  const before = lastToken(text, piece?.span.start ?? 0, word.start);
  const asKeyword = before === undefined ? new Set(openers) : after(before);
  // A word such as KEY is a keyword here and a name there: what follows a name is offered below it, unless the keyword
  // asks for another one, as EMIT does.
  const onlyKeywords = [...asKeyword].every(one => KEYWORD.test(one) && !TERMINALS.includes(one));
  const asName = before !== undefined && unreserved.has(before) && !onlyKeywords ? after(NAME) : new Set<string>();
  const offered = new Map<string, number>();
  for (const one of asKeyword) offered.set(one, 0);
  for (const one of asName) if (!offered.has(one)) offered.set(one, 1);
  const written = text.slice(word.start, word.end);
  const inCase = (one: string): string =>
    written !== '' && written === written.toLowerCase() ? one.toLowerCase() : one;
  const found: Completion[] = [...offered]
    .filter(([one]) => KEYWORD.test(one) && !TERMINALS.includes(one))
    .map(([one, rank]) => ({ label: inCase(one), kind: 'keyword', replace: word, insert: inCase(one), rank }));
  return asKeyword.has(EXPRESSION) ? [...found, ...functionCalls(word, inCase)] : found;
}

/** Where this may stand, an expression may begin. */
const EXPRESSION = 'CASE';

/** Each with its brackets, and the cursor between them. */
function functionCalls(word: Span, inCase: (name: string) => string): readonly Completion[] {
  return functions.map(entry => {
    const name = inCase(entry.name);
    const between = name.length + 1;
    return {
      label: name,
      kind: 'function',
      replace: word,
      insert: `${name}()`,
      example: { start: between, end: between },
      detail: entry.signatures[0]!.text,
      markdown: functionPage(entry),
      rank: 2,
    };
  });
}

const KEYWORD = /^[A-Z_]{2,}$/;
const TERMINALS = ['ID', 'HINT', 'STRING', 'DOUBLE_QUOTED', 'QUOTED', 'INTEGER', 'FRACTION', 'FLOATING', 'DURATION'];

/** The token before the cursor, as the grammar names it; undefined where the statement has not begun. */
function lastToken(text: string, from: number, to: number): string | undefined {
  let last: string | undefined;
  for (const { 0: token } of text.slice(from, to).matchAll(TOKEN)) {
    if (token.startsWith('--') || token.startsWith('/*')) continue;
    last = nameOf(token);
  }
  return last;
}

const TOKEN =
  /--[^\r\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|[A-Za-z_\u0080-\uFFFF][\w$\u0080-\uFFFF]*|\d+(?:ms|[smhdwSMHDW])\b|[\d.]+(?:[eE][+-]?\d+)?|::|<=|>=|<>|!=|==|\|\||\S/g;

function nameOf(token: string): string {
  if (token.startsWith("'")) return 'STRING';
  if (token.startsWith('"')) return 'DOUBLE_QUOTED';
  if (token.startsWith('`')) return NAME;
  if (/^\d/.test(token)) return /[a-z]$/i.test(token) ? 'DURATION' : 'INTEGER';
  if (!/^[A-Za-z_\u0080-\uFFFF]/.test(token)) return token;
  const word = token.toUpperCase();
  return keywords().all.includes(word) ? word : NAME;
}
