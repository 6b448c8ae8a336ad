/** The words of a file that a completion could have given, each with what it is: what learning and measuring go through. */
import { complete } from '../../src/language/assist/completion/complete.ts';
import type { Candidate } from '../../src/language/assist/completion/candidate.ts';
import { cursorIn } from '../../src/language/assist/completion/cursor.ts';
import { HERE, sceneAt } from '../../src/language/assist/completion/scene.ts';
import { isName, type Situation, situationOf } from '../../src/language/assist/completion/situation.ts';
import type { Environment } from '../../src/language/names/statement/environment.ts';
import { tokensOf } from '../../src/language/grammar/parse.ts';
import { hintsOf } from '../../src/language/assist/place.ts';
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
  /** Made up where it stands, or a number or a text: nobody can know it. */
  | 'free';

export interface HiddenWord {
  readonly text: string;
  /** In the file. */
  readonly span: Span;
  readonly kind: WordKind;
  readonly situation: Omit<Situation, 'clauses'>;
  /** As the table of priors calls it. */
  readonly priorClass: string;
}

/** Of every statement of a file that has no syntax error. */
export function wordsOf(text: string): HiddenWord[] {
  const workspace = new Workspace();
  workspace.setFile('', text);
  const analysis = workspace.analysis('')!;
  const environment = workspace.environmentOf('');
  const broken = analysis.diagnostics.filter(one => one.rule === 'sql/syntax').map(one => one.span.start);
  return scan(text).flatMap(piece => {
    if (broken.some(at => at >= piece.span.start && at < piece.span.end)) return [];
    return [...hintWords(piece), ...statementWords(text, piece, environment)];
  });
}

function hintWords(piece: Piece): HiddenWord[] {
  let last = '';
  return hintsOf(piece).flatMap(({ key, keySpan, value, valueSpan }) => {
    const situation = { clause: 'hint', last, lastButOne: '' };
    last = key;
    const found: HiddenWord[] = [{ text: key, span: keySpan, kind: 'hint key', situation, priorClass: key }];
    if (value && valueSpan) found.push({ text: value, span: valueSpan, kind: 'hint value', situation, priorClass: 'value' });
    return found;
  });
}

function statementWords(text: string, piece: Piece, environment: Environment): HiddenWord[] {
  const source = text.slice(piece.span.start, piece.span.end);
  return tokensOf(source).flatMap(token => {
    const word = source.slice(token.start, token.end);
    const isText = token.kind === 'STRING' || token.kind === 'DOUBLE_QUOTED';
    if (!isText && !/^[A-Za-z_`]/.test(word)) return [];
    const cursor = cursorIn(source, token);
    const situation = situationOf(cursor.before, cursor.after);
    const span = { start: token.start + piece.span.start, end: token.end + piece.span.start };
    const { role, leaves, environment: around } = sceneAt(cursor, environment);
    const made = (kind: WordKind, priorClass: string): HiddenWord[] => [{ text: word, span, kind, situation, priorClass }];
    if (isText)
      return role?.is === 'property' ? made(role.part === 'key' ? 'property key' : 'property value', role.part === 'key' ? 'property' : 'value') : made('free', 'free');
    const next = cursor.after[0]?.text;
    const known = new Map(cursor.before.concat(cursor.after).map(one => [one.text, one.kind]));
    known.clear();
    const isKeyword = token.kind !== 'ID' && token.kind !== 'QUOTED';
    const nameable = isKeyword && isName(kindOf(source, token));
    if (isKeyword && (!nameable || /^[A-Z]/.test(word))) {
      if (role?.is === 'type') return made('type', 'type');
      if (role?.is === 'function' && (next === '(')) return made('function', 'function');
      if (role?.is === 'property') return made(role.part === 'key' ? 'property key' : 'property value', role.part === 'key' ? 'property' : 'value');
      if (role?.is === 'word') return made('word', role.of);
      return made('keyword', token.kind);
    }
    switch (role?.is) {
      case 'expression':
        if (next === '.') return made('qualifier', 'qualifier');
        void leaves;
        void around;
        return made('column', 'column');
      case 'qualifier':
        return made('qualifier', 'qualifier');
      case 'function':
        return made('function', 'function');
      case 'member':
        return made('member', 'member');
      case 'relation':
        return made('relation', 'relation');
      case 'column of':
      case 'own column':
      case 'common column':
        return made('column', 'column');
      case 'type':
        return made('type', 'type');
      case 'property':
        return made(role.part === 'key' ? 'property key' : 'property value', role.part === 'key' ? 'property' : 'value');
      case 'word':
        return made('word', role.of);
      case 'window name':
        return made('word', 'window');
      case 'pattern variable':
        return made('word', 'variable');
      case 'job':
        return made('word', 'job');
      default:
        return made('free', 'free');
    }
  });
}

function kindOf(source: string, token: Span): number {
  return cursorIn(source, { start: token.end, end: token.end }).before.at(-1)?.kind ?? -1;
}

/** What is offered where a word is hidden; `typed` letters of it are there. */
export function offeredFor(text: string, { span }: HiddenWord, typed: number, cut: boolean): readonly Candidate[] {
  const piece = scan(text).find(one => one.span.start <= span.start && span.start < one.span.end);
  const rest = cut ? text.slice(piece?.span.end ?? text.length) : text.slice(span.end);
  const hidden = text.slice(0, span.start + typed) + (cut ? ';' : '') + rest;
  const workspace = new Workspace();
  workspace.setFile('', hidden);
  return complete({
    text: hidden,
    pieces: workspace.analysis('')!.pieces,
    offset: span.start + typed,
    environment: () => workspace.environmentOf(''),
  });
}

export { HERE };
