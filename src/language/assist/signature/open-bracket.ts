/** The innermost bracket that is open at a cursor and has parameters, from tokens alone: a broken statement has one too. */
import type { Token } from '../../grammar/parse.ts';

export interface OpenBracket {
  /** `call`: behind a name; `with`: of properties; `values`: a row of VALUES; `array`: behind ARRAY or MAP and `[`. */
  readonly kind: 'call' | 'with' | 'values' | 'array';
  /** The word in front of it, in capitals and without back quotes; of `with` the word behind WITH, if any. */
  readonly name: string;
  /** The one in front of that word, as the grammar names it. */
  readonly before: string | undefined;
  /** Whether it stands in TABLE(…). */
  readonly inTable: boolean;
  /** How many commas are between it and the cursor. */
  readonly commas: number;
  /** What else parts arguments, behind the last comma: FROM, FOR, AS, IN, VALUE and `:`. */
  readonly words: readonly string[];
  /** Where what the cursor is in begins: behind the bracket, or behind the last comma. */
  readonly partStart: number;
}

interface Frame {
  readonly kind: OpenBracket['kind'] | 'plain' | 'other' | 'table';
  readonly name: string;
  readonly before: string | undefined;
  readonly inTable: boolean;
  commas: number;
  words: string[];
  partStart: number;
}

/** @param tokens of the statement without comments, those alone that begin in front of the cursor */
export function openBracket(text: string, tokens: readonly Token[]): OpenBracket | undefined {
  const frames: Frame[] = [];
  for (const [i, token] of tokens.entries()) {
    const top = frames.at(-1);
    switch (token.kind) {
      case '(':
        frames.push(opened(text, tokens, i, top));
        break;
      case '[':
        frames.push({
          ...closed(tokens[i - 1], text),
          before: undefined,
          inTable: false,
          commas: 0,
          words: [],
          partStart: token.end,
        });
        break;
      case ')':
      case ']':
        frames.pop();
        break;
      case ',':
        if (top) {
          top.commas++;
          top.words = [];
          top.partStart = token.end;
        }
        break;
      default:
        if (top?.kind === 'call' && PARTING.has(token.kind)) {
          if (token.kind !== 'FROM' || (top.commas === 0 && !top.words.includes('FROM') && TAKES_FROM.has(top.name)))
            top.words.push(token.kind);
        }
        // A clause that begins here says that what is open was only left unclosed.
        if (beginsClause(tokens, i, top))
          while (frames.at(-1)?.kind === 'call' || frames.at(-1)?.kind === 'plain') frames.pop();
    }
  }
  // Grouping brackets are part of an argument.
  while (frames.at(-1)?.kind === 'plain') frames.pop();
  const top = frames.at(-1);
  if (!top) return undefined;
  const { kind } = top;
  return kind === 'other' || kind === 'plain' || kind === 'table' ? undefined : { ...top, kind };
}

const PARTING: ReadonlySet<string> = new Set(['FROM', 'FOR', 'AS', 'IN', 'VALUE', ':']);
const TAKES_FROM: ReadonlySet<string> = new Set(['EXTRACT', 'TRIM', 'SUBSTRING', 'SUBSTR']);

function opened(text: string, tokens: readonly Token[], at: number, top: Frame | undefined): Frame {
  const bracket = tokens[at]!;
  const word = tokens[at - 1];
  const frame = (kind: Frame['kind'], name = '', before?: string): Frame => ({
    kind,
    name,
    before,
    inTable: top?.kind === 'table',
    commas: 0,
    words: [],
    partStart: bracket.end,
  });
  if (!word) return frame('plain');
  if (tokens[at + 1]?.kind === 'SELECT' || tokens[at + 1]?.kind === 'WITH') return frame('other');
  const before = tokens[at - 2]?.kind;
  if (word.kind === 'WITH') return frame('with');
  if (before === 'WITH' && word.kind === 'ID') return frame('with', nameAt(text, word));
  if (word.kind === 'VALUES' || (word.kind === ',' && isRow(tokens, at))) return frame('values');
  if (word.kind === 'TABLE') return frame('table');
  if (OTHER.has(word.kind)) return frame('other');
  if (/^\W|^(STRING|INTEGER)$/.test(word.kind) || GROUPING.has(word.kind)) return frame('plain');
  if (before !== undefined && DECLARING.has(before)) return frame('other');
  return frame('call', nameAt(text, word), before);
}

/** A bracket behind `),` goes on with VALUES. */
function isRow(tokens: readonly Token[], at: number): boolean {
  if (tokens[at - 2]?.kind !== ')') return false;
  let depth = 0;
  for (let i = at - 2; i >= 0; i--) {
    const { kind } = tokens[i]!;
    if (kind === ')') depth++;
    else if (kind === '(') depth--;
    else if (depth === 0 && kind !== ',') return kind === 'VALUES';
  }
  return false;
}

const nameAt = (text: string, { start, end }: Token): string =>
  text.slice(start, end).replace(/^`|`$/g, '').toUpperCase();

const closed = (word: Token | undefined, text: string): Pick<Frame, 'kind' | 'name'> => {
  const name = word ? nameAt(text, word) : '';
  return name === 'ARRAY' || name === 'MAP' ? { kind: 'array', name } : { kind: 'other', name };
};

/** Brackets behind these hold no arguments. */
const OTHER: ReadonlySet<string> = new Set(
  'OVER FILTER IN EXISTS GROUP AS USING KEY MATCH_RECOGNIZE PATTERN FROM JOIN LATERAL UNION LANGUAGE'.split(' '),
);
/** Behind these a bracket only groups. */
const GROUPING: ReadonlySet<string> = new Set(
  'SELECT WHERE AND OR NOT ON HAVING WHEN THEN ELSE CASE BY BETWEEN LIKE ILIKE IS DISTINCT LIMIT SKIP'.split(' '),
);
/** A name behind these is one that is declared, or written to. */
const DECLARING: ReadonlySet<string> = new Set(['STREAM', 'TABLE', 'VIEW', 'EXISTS', 'INTO', 'FUNCTION']);

/** Words that no argument holds at its own level. */
const CLAUSES: ReadonlySet<string> = new Set([
  'WHERE',
  'HAVING',
  'EMIT',
  'LIMIT',
  'UNION',
  'SELECT',
  'INTO',
  'CREATE',
  'INSERT',
]);

function beginsClause(tokens: readonly Token[], at: number, top: Frame | undefined): boolean {
  const { kind } = tokens[at]!;
  const behindBracket = tokens[at - 1]?.kind === '(';
  if (behindBracket || tokens[at - 1]?.kind === '.') return false;
  if (kind === 'FROM') return top?.kind !== 'call' || !(top.commas === 0 && TAKES_FROM.has(top.name));
  if (kind === 'GROUP') return tokens[at + 1]?.kind === 'BY';
  if (kind === 'JOIN' || kind === 'WINDOW') return tokens[at + 1]?.kind !== '(';
  return CLAUSES.has(kind);
}
