/** Where in its statement a cursor stands, as a few words that the table of priors goes by. */
import { grammarNetwork } from '../../grammar/parse.ts';
import type { Cursor, Word } from './cursor.ts';

export interface Situation {
  /** The clause: the last word that begins one at this depth of brackets, or what the bracket is of. */
  readonly clause: string;
  /** The two tokens in front: keywords and signs as they are, else `name`, `text`, `number`. */
  readonly last: string;
  readonly lastButOne: string;
  /** Whether it is the first on its line. */
  readonly onNewLine: boolean;
  /** Clause words of the SELECT at the cursor, in front of it and behind it. */
  readonly clauses: ReadonlySet<string>;
}

const CLAUSES: ReadonlySet<string> = new Set(
  'SELECT FROM JOIN ON WHERE GROUP WINDOW HAVING ORDER LIMIT EMIT INTO WITH UNION CREATE INSERT VALUES OVER PARTITION CASE WHEN THEN ELSE SHOW DROP START DEPLOY EXPLAIN MEASURES PATTERN DEFINE WATERMARK'.split(
    ' ',
  ),
);

/** Brackets opened behind these are named by them. */
const OF_BRACKETS: ReadonlySet<string> = new Set([
  'OVER',
  'WITH',
  'IN',
  'VALUES',
  'WINDOW',
  'MATCH_RECOGNIZE',
  'FILTER',
  'AS',
]);

export function situationOf({
  before,
  after,
  text,
  word: hole,
}: Pick<Cursor, 'before' | 'after' | 'text' | 'word'>): Situation {
  const stack: { clause: string; bracket: string; clauses: Set<string> }[] = [];
  let here = { clause: '', bracket: '', clauses: new Set<string>() };
  for (const [i, word] of before.entries()) {
    const kind = tokenClass(word);
    if (kind === '(' || kind === '<') {
      if (kind === '<' && here.bracket !== 'columns') continue;
      stack.push(here);
      const bracket = bracketName(before, i, here.clause);
      here = { clause: bracket, bracket, clauses: new Set() };
    } else if (kind === ')' || (kind === '>' && here.bracket === 'type')) here = stack.pop() ?? here;
    else if (CLAUSES.has(kind)) enter(here, kind);
    else if (kind === 'END' && (here.clause === 'THEN' || here.clause === 'ELSE')) here.clause = 'SELECT';
  }
  let depth = 0;
  for (const word of after) {
    const kind = tokenClass(word);
    if (kind === '(') depth++;
    else if (kind === ')' && --depth < 0) break;
    else if (depth === 0 && (kind === 'UNION' || kind === 'SELECT')) break;
    else if (depth === 0 && CLAUSES.has(kind)) here.clauses.add(kind);
  }
  const classAt = (index: number): string => {
    const word = before.at(index);
    return word ? tokenClass(word) : '';
  };
  const onNewLine = /(^|\n)[ \t]*$/.test(text.slice(Math.max(0, hole.start - 80), hole.start));
  return { onNewLine, clause: here.clause, last: classAt(-1), lastButOne: classAt(-2), clauses: here.clauses };
}

function enter(here: { clause: string; clauses: Set<string> }, kind: string): void {
  if (kind === 'SELECT') here.clauses.clear();
  here.clauses.add(kind);
  here.clause = kind;
}

function bracketName(before: readonly Word[], at: number, clause: string): string {
  const word = before[at - 1];
  const kind = word ? tokenClass(word) : '';
  if (OF_BRACKETS.has(kind)) return `${kind}(`;
  if (before[at]?.text === '<') return 'type';
  if (kind === 'name' && clause === 'CREATE') return 'columns';
  if (kind === 'name' && (clause === 'INSERT' || clause === 'INTO')) return 'names';
  if (kind === 'name' && clause === 'WITH') return 'WITH(';
  if (clause === 'columns') return 'type';
  return kind === 'name' || /^[A-Z]/.test(kind) ? 'call' : '(';
}

const TERMINAL_CLASS: Readonly<Record<string, string>> = {
  ID: 'name',
  QUOTED: 'name',
  STRING: 'text',
  DOUBLE_QUOTED: 'text',
  INTEGER: 'number',
  FRACTION: 'number',
  FLOATING: 'number',
  DURATION: 'number',
};

/** Keywords and signs as the grammar writes them; a word that may be a name too counts as a keyword in capitals alone. */
export function tokenClass(word: Word): string {
  const name = grammarNetwork().vocabulary.names[word.kind] ?? '';
  const terminal = TERMINAL_CLASS[name];
  if (terminal) return terminal;
  return /^[a-z]/.test(word.text) && isName(word.kind) ? 'name' : name;
}

let nameKinds: ReadonlySet<number> | undefined;

/** Whether a keyword can be a name too. */
export function isName(kind: number): boolean {
  nameKinds ??= namesOf();
  return nameKinds.has(kind);
}

function namesOf(): ReadonlySet<number> {
  const { network, vocabulary } = grammarNetwork();
  const quoted = vocabulary.terminals.QUOTED;
  const start = network.close([{ way: 0, state: network.entry, stack: undefined }]);
  const drop = vocabulary.keywords.get('DESCRIBE')!;
  const found = new Set<number>();
  // Behind DESCRIBE any name stands.
  const behind = start.filter(one => one.state.kinds!.has(drop)).map(one => ({ ...one, state: one.state.next[0]! }));
  for (const { state } of network.close(behind))
    if (state.kinds!.has(quoted)) for (const kind of state.kinds!) found.add(kind);
  return found;
}
