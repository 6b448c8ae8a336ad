/** What followed the same words near the cursor: people repeat themselves within a file. */
import type { Proposal } from './candidate.ts';
import type { Cursor } from './cursor.ts';

const TOKEN = /--[^\r\n]*|'[^']*'|"[^"]*"|`[^`]*`|[A-Za-z_][\w$]*|\d[\w.]*|[<>=!|:]+|\S/g;

interface Seen {
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number;
}

/** Each proposal with its score drawn towards how often it followed the one, two and three tokens in front of the cursor. */
export function withRepetitions(proposals: readonly Proposal[], cursor: Cursor, around: string): readonly Proposal[] {
  const seen = seenBehind(
    cursor.before.slice(-3).map(word => plain(word.text)),
    around,
  );
  const all = proposals.reduce((sum, { score }) => sum + score, 0);
  if (all === 0 || seen.every(({ total }) => total === 0)) return proposals;
  const shares = new Map<string, number>();
  for (const { label } of proposals) {
    const first = firstToken(label);
    shares.set(first, (shares.get(first) ?? 0) + 1);
  }
  return proposals.map(one => {
    const first = firstToken(one.label);
    let score = one.score / all;
    // What the grammar and the types make unlikely stays so, however often it is repeated.
    const trust = Math.min(1, 6 * Math.sqrt(score));
    for (const [i, { counts, total }] of seen.entries()) {
      const weight = TRUST[i]! * (total / (total + 3));
      const share = (counts.get(first) ?? 0) / Math.max(1, total) / shares.get(first)!;
      score = (1 - weight) * score + weight * share * trust;
    }
    return { ...one, score };
  });
}

/** Behind one, two and three tokens. */
const TRUST = [0.15, 0.35, 0.5];

function seenBehind(last: readonly string[], around: string): readonly Seen[] {
  const tokens: string[] = [];
  for (const { 0: token } of around.matchAll(TOKEN)) if (!token.startsWith('--')) tokens.push(plain(token));
  return TRUST.map((_, i) => {
    const wanted = last.slice(-1 - i);
    const counts = new Map<string, number>();
    let total = 0;
    if (wanted.length <= i) return { counts, total };
    for (let at = i + 1; at < tokens.length; at++) {
      if (wanted.some((token, k) => tokens[at - wanted.length + k] !== token)) continue;
      counts.set(tokens[at]!, (counts.get(tokens[at]!) ?? 0) + 1);
      total++;
    }
    return { counts, total };
  });
}

const plain = (token: string): string => token.replace(/^['"`]|['"`]$/g, '').toLowerCase();

const firstToken = (label: string): string => plain(/^[\w$]+(?:\.[\w.$]+)?/.exec(label)?.[0] ?? label);
