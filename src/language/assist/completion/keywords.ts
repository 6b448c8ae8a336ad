/** Keywords that the grammar allows at the cursor, with those that always or mostly follow them. */
import { step, type Ways } from '../../grammar/first-error.ts';
import { grammarNetwork } from '../../grammar/parse.ts';
import type { Offer, Rank } from './rank.ts';
import type { Scene } from './scene.ts';

/** What people write on behind a first word, where the grammar leaves a choice. */
const PHRASES: Readonly<Record<string, readonly string[]>> = {
  EMIT: ['CHANGES', 'FINAL', 'EVERY'],
  CREATE: ['STREAM', 'TABLE', 'MATERIALIZED VIEW', 'FUNCTION'],
  DROP: ['STREAM', 'TABLE', 'VIEW', 'FUNCTION', 'JOB'],
  LEFT: ['JOIN'],
  RIGHT: ['JOIN'],
  FULL: ['JOIN', 'OUTER JOIN'],
  INNER: ['JOIN'],
  IS: ['NULL', 'NOT NULL'],
  NOT: ['NULL', 'IN', 'LIKE', 'BETWEEN'],
  UNION: ['ALL'],
  START: ['JOB'],
  STOP: ['JOB'],
  PAUSE: ['JOB'],
  RESUME: ['JOB'],
  DEPLOY: ['JOB'],
  ROLLBACK: ['JOB'],
  ROWS: ['BETWEEN', 'WINDOW BUFFER'],
  RANGE: ['BETWEEN'],
  UNBOUNDED: ['PRECEDING', 'FOLLOWING'],
  NULLS: ['FIRST', 'LAST'],
  DELETE: ['FROM'],
};

/** A SELECT has each of these once. */
const ONCE: ReadonlySet<string> = new Set(['FROM', 'WHERE', 'GROUP', 'HAVING', 'ORDER', 'LIMIT', 'EMIT', 'INTO']);

/** Clauses that may stand behind others only. */
const CLAUSE_PLACES: ReadonlySet<string> = new Set([
  'FROM',
  'ON',
  'JOIN',
  'WHERE',
  'GROUP',
  'WINDOW',
  'HAVING',
  'ORDER',
  'LIMIT',
  'EMIT',
  'INTO',
  'WITH',
  'SELECT',
]);

export function keywordOffers(scene: Scene, rank: Rank): Offer[] {
  const { cursor } = scene;
  const { network, vocabulary } = grammarNetwork();
  const offers: Offer[] = [];
  const notNames = cursor.ways.filter(({ state }) => !state.kinds!.has(vocabulary.terminals.QUOTED));
  for (const kind of keywordsIn(cursor.ways)) {
    const word = vocabulary.names[kind]!;
    const { clause, clauses } = rank.situation;
    if (ONCE.has(word) && clauses.has(word) && CLAUSE_PLACES.has(clause) && clause !== 'CASE') continue;
    const after = step(network, notNames, kind);
    const tails = [only(after), ...(PHRASES[word] ?? []).map(tail => follows(after, tail))].filter(
      (tail): tail is string => tail !== undefined && tail !== '',
    );
    const score = rank.keyword(kind);
    const stands = cursor.after[0] ? vocabulary.names[cursor.after[0].kind] : undefined;
    const written = tails.some(tail => tail.split(' ')[0] === stands);
    const always = only(after) !== undefined && !written;
    if (!always) offers.push({ label: word, insert: word, kind: 'keyword', score });
    if (written) continue;
    for (const tail of new Set(tails))
      offers.push({
        label: `${word} ${tail}`,
        insert: `${word} ${tail}`,
        kind: 'keyword',
        score: always ? score : score * (0.05 + 0.9 * rank.next(word, tail.split(' ')[0]!)),
      });
  }
  return offers;
}

/** Those that cannot be names at this place. */
function keywordsIn(ways: Ways): ReadonlySet<number> {
  const { vocabulary } = grammarNetwork();
  const { QUOTED } = vocabulary.terminals;
  const found = new Set<number>();
  for (const { state } of ways)
    if (!state.kinds!.has(QUOTED))
      for (const kind of state.kinds!)
        if (/^[A-Z_]{2,}$/.test(vocabulary.names[kind]!) && isKeyword(kind)) found.add(kind);
  return found;
}

const isKeyword = (kind: number): boolean => {
  const { vocabulary } = grammarNetwork();
  return kind !== 0 && vocabulary.keywords.get(vocabulary.names[kind]!) === kind;
};

/** The words that must follow, one after the other; undefined when there is a choice at once. */
function only(ways: Ways): string | undefined {
  const { network, vocabulary } = grammarNetwork();
  const words: string[] = [];
  for (let now = ways; words.length < 4; ) {
    const kinds = new Set(now.flatMap(({ state }) => [...state.kinds!]));
    const [kind] = kinds;
    if (kinds.size !== 1 || kind === undefined || !isKeyword(kind) || !/^[A-Z_]+$/.test(vocabulary.names[kind]!)) break;
    words.push(vocabulary.names[kind]!);
    now = step(network, now, kind);
  }
  return words.length > 0 ? words.join(' ') : undefined;
}

/** The tail itself when the grammar takes it here. */
function follows(ways: Ways, tail: string): string | undefined {
  const { network, vocabulary } = grammarNetwork();
  let now = ways;
  for (const word of tail.split(' ')) {
    now = step(network, now, vocabulary.keywords.get(word)!);
    if (now.length === 0) return undefined;
  }
  return tail;
}
