/** The words of a file that a completion could have given, each with what it is: what learning and measuring go through. */
import type { Candidate } from '../../src/language/assist/completion/candidate.ts';
import { complete } from '../../src/language/assist/completion/complete.ts';
import { cursorIn } from '../../src/language/assist/completion/cursor.ts';
import { keysAbout, keysOf } from '../../src/language/assist/completion/prior.ts';
import type { Role } from '../../src/language/assist/completion/role.ts';
import { sceneAt } from '../../src/language/assist/completion/scene.ts';
import { isName, situationOf } from '../../src/language/assist/completion/situation.ts';
import { hintsOf } from '../../src/language/assist/place.ts';
import { grammarNetwork, tokensOf } from '../../src/language/grammar/parse.ts';
import { findHint } from '../../src/language/hints/catalogue.ts';
import type { Environment } from '../../src/language/names/statement/environment.ts';
import { keyOf } from '../../src/language/names/text-of.ts';
import { findProperty, type PropertyEntry } from '../../src/language/properties/catalogue.ts';
import { type Piece, scan } from '../../src/language/text/scan.ts';
import type { Span } from '../../src/language/text/span.ts';
import { Workspace } from '../../src/language/workspace/workspace.ts';

export type WordKind =
  | 'keyword'
  | 'column'
  | 'qualifier'
  | 'member'
  | 'relation'
  | 'function'
  | 'type'
  | 'word'
  | 'property key'
  | 'property value'
  | 'hint key'
  | 'hint value'
  /** Made up where it stands, a number or a text of one's own, or a name that stands nowhere else in the file. */
  | 'free';

export interface HiddenWord {
  readonly text: string;
  /** In the file. */
  readonly span: Span;
  readonly kind: WordKind;
  /** What was seen where, as rows of the table of priors. */
  readonly seen: readonly { readonly keys: readonly string[]; readonly word: string }[];
}

/** Of every statement of a file that has no syntax error. */
export function wordsOf(text: string): HiddenWord[] {
  const workspace = new Workspace();
  workspace.setFile('', text);
  const analysis = workspace.analysis('')!;
  const environment = workspace.environmentOf('');
  const broken = analysis.diagnostics.filter(one => one.rule === 'sql/syntax').map(one => one.span.start);
  const counts = new Map<string, number>();
  for (const { 0: name } of text.replace(/--[^\n]*/g, ' ').matchAll(/[A-Za-z_]\w*/g))
    counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
  const isOnce = (name: string): boolean => (counts.get(keyOf(name).toLowerCase()) ?? 0) < 2;
  return scan(text).flatMap(piece => {
    if (broken.some(at => at >= piece.span.start && at < piece.span.end)) return [];
    return [...hintWords(piece), ...statementWords(text, piece, environment, isOnce)];
  });
}

function hintWords(piece: Piece): HiddenWord[] {
  let last = '';
  return hintsOf(piece).flatMap(({ key, keySpan, value, valueSpan }) => {
    const entry = findHint(key)?.entry;
    if (!entry || entry.placeholder) return [];
    const found: HiddenWord[] = [
      { text: key, span: keySpan, kind: 'hint key', seen: [{ keys: keysAbout('hints', last), word: entry.key }] },
    ];
    last = entry.key;
    if (value && valueSpan && entry.type.choices().some(choice => choice.value === value))
      found.push({ text: value, span: valueSpan, kind: 'hint value', seen: [] });
    return found;
  });
}

const NAMES: Readonly<Partial<Record<Role['is'], WordKind>>> = {
  expression: 'column',
  qualifier: 'qualifier',
  member: 'member',
  relation: 'relation',
  'column of': 'column',
  'own column': 'column',
  'common column': 'column',
};

function statementWords(
  text: string,
  piece: Piece,
  environment: Environment,
  isOnce: (name: string) => boolean,
): HiddenWord[] {
  const source = text.slice(piece.span.start, piece.span.end);
  const { vocabulary } = grammarNetwork();
  let lastProperty = '';
  let property: PropertyEntry | undefined;
  return tokensOf(source).flatMap((token): HiddenWord[] => {
    const word = source.slice(token.start, token.end);
    const isText = token.kind === 'STRING' || token.kind === 'DOUBLE_QUOTED';
    if (!isText && !/^[A-Za-z_`]/.test(word)) return [];
    const cursor = cursorIn(source, token);
    const situation = situationOf(cursor);
    const { role } = sceneAt(cursor, environment);
    const made = (kind: WordKind, priorClass: string, more: HiddenWord['seen'] = []): HiddenWord[] => [
      {
        text: word,
        span: { start: token.start + piece.span.start, end: token.end + piece.span.start },
        kind,
        seen: [{ keys: keysOf(situation), word: priorClass }, ...more],
      },
    ];
    const next = cursor.after[0]?.text;
    if (role?.is === 'property' && role.part === 'key' && next === '=') {
      const behind = lastProperty;
      property = propertyOf(keyOf(word));
      const shown = property && (findProperty(keyOf(word)) ? property.key : `*.${property.key}`);
      lastProperty = shown ?? '';
      const more = shown === undefined ? [] : [{ keys: keysAbout('properties', behind), word: shown }];
      return property ? made('property key', 'property', more) : made('free', 'property');
    }
    if (role?.is === 'property') {
      const value = keyOf(word);
      const listed = property?.type.choices().some(choice => choice.value === value) ?? false;
      return made(listed && role.part === 'value' ? 'property value' : 'free', 'value');
    }
    if (isText) return made('free', 'free');
    const kind = vocabulary.keywords.get(word.toUpperCase());
    const isKeyword = kind !== undefined && (!isName(kind) || /^[A-Z]/.test(word));
    if (role?.is === 'type') return made('type', 'type');
    if (role?.is === 'word') return made('word', role.of);
    if (role?.is === 'function' && next === '(')
      return made('function', 'function', [
        { keys: keysAbout('functions', situation.clause), word: word.toUpperCase() },
      ]);
    if (isKeyword) return made('keyword', token.kind);
    const name = role && NAMES[role.is];
    if (!name) return made('free', 'free');
    const is = name === 'column' && next === '.' ? 'qualifier' : name;
    return made(isOnce(word) ? 'free' : is, is);
  });
}

/** Of a key with or without its relation in front. */
function propertyOf(key: string): PropertyEntry | undefined {
  return findProperty(key) ?? findProperty(key.slice(key.indexOf('.') + 1));
}

/** What is offered where a word is hidden; `typed` letters of it are there, inside its quotes where it has some. */
export function offeredFor(
  text: string,
  { span, text: word }: HiddenWord,
  typed: number,
  cut: boolean,
): readonly Candidate[] {
  const piece = scan(text).find(one => one.span.start <= span.start && span.start < one.span.end);
  const quote = typed > 0 && /^['"]/.test(word) ? word[0]! : '';
  const rest = cut ? `;${text.slice(piece?.span.end ?? text.length)}` : text.slice(span.end);
  const offset = span.start + quote.length + typed;
  const hidden = text.slice(0, offset) + quote + rest;
  const workspace = new Workspace();
  workspace.setFile('', hidden);
  return complete({
    text: hidden,
    pieces: workspace.analysis('')!.pieces,
    offset,
    environment: () => workspace.environmentOf(''),
  });
}
