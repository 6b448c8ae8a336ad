/** The names near a cursor: in its statement and in the text around that, with how often each stands there. */
import { grammarNetwork } from '../../grammar/parse.ts';
import type { Word } from './cursor.ts';
import { isName, tokenClass } from './situation.ts';

export interface Mentions {
  /** By name in lower case: in front of the cursor, and behind it in the statement. */
  readonly before: ReadonlyMap<string, number>;
  readonly after: ReadonlyMap<string, number>;
  /** Names of the statement that can be columns, as written. */
  readonly names: ReadonlySet<string>;
  /** By name in lower case: in the neighbouring text. */
  readonly near: ReadonlyMap<string, number>;
  /** As `near`, names that can be columns, as first written. */
  readonly nearNames: ReadonlyMap<string, string>;
  /** What the text around reads, with how often; also, with 0, what it only writes. As first written. */
  readonly read: ReadonlyMap<string, number>;
  /** By lower case, how often the text around writes to it. */
  readonly written: ReadonlyMap<string, number>;
  /** What the text around starts or deploys. */
  readonly jobs: ReadonlySet<string>;
  /** Names in front of a dot that the statement's property keys begin with (`'orders.type'`), by lower case. */
  readonly prefixes: ReadonlyMap<string, string>;
  /** How much of the names in the statement stand behind a relation and a dot, 0 to 1; undefined where there are none. */
  readonly qualified: number | undefined;
}

export function mentionsOf(before: readonly Word[], after: readonly Word[], around: string): Mentions {
  const names = new Set<string>();
  let [qualified, plain] = [0, 0];
  const count = (words: readonly Word[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const [i, word] of words.entries()) {
      if (tokenClass(word) !== 'name') continue;
      const key = word.text.toLowerCase();
      counts.set(key, (counts.get(key) ?? 0) + 1);
      const last = words[i - 1]?.text.toUpperCase() ?? '';
      const next = words[i + 1]?.text;
      if (next === '.' && last !== '.') qualified++;
      if (next === '(' || next === '.' || NOT_BEFORE_COLUMN.has(last)) continue;
      if (last !== '.') plain++;
      names.add(word.text);
    }
    return counts;
  };
  const inFront = count(before);
  const behind = count(after);
  const near = new Map<string, number>();
  const nearNames = new Map<string, string>();
  for (const { 0: name } of around.replace(NOISE, ' ').matchAll(NAME)) {
    const key = name.toLowerCase();
    near.set(key, (near.get(key) ?? 0) + 1);
    if (!nearNames.has(key)) nearNames.set(key, name);
  }
  const read = new Map<string, number>();
  const prefixes = new Map<string, string>();
  for (const { text } of [...before, ...after]) {
    const prefix = /^['"]([A-Za-z_]\w*)\.(?:type|config_file|topic|format|bootstrap|path)/.exec(text)?.[1];
    if (prefix !== undefined) prefixes.set(prefix.toLowerCase(), prefix);
  }
  const written = new Map<string, number>();
  for (const { 1: word = '', 2: name = '' } of around
    .replace(NOTES, ' ')
    .matchAll(/\b(FROM|JOIN|INTO)\s+([A-Za-z_]\w*)\b(?!\s*\.)/gi)) {
    const kind = grammarNetwork().vocabulary.keywords.get(name.toUpperCase());
    if (kind !== undefined && !isName(kind)) continue;
    read.set(name, (read.get(name) ?? 0) + (/into/i.test(word) ? 0 : 1));
    if (/into/i.test(word)) written.set(name.toLowerCase(), (written.get(name.toLowerCase()) ?? 0) + 1);
  }
  return {
    read,
    written,
    jobs: new Set([...around.matchAll(/\b(?:START|DEPLOY)\s+(?:JOB|QUERY)\s+([A-Za-z_]\w*)/gi)].map(one => one[1]!)),
    prefixes,
    before: inFront,
    after: behind,
    names,
    near,
    nearNames,
    qualified: qualified + plain === 0 ? undefined : qualified / (qualified + plain),
  };
}

/** Behind these stand relations and made-up names. */
const NOT_BEFORE_COLUMN: ReadonlySet<string> = new Set([
  'FROM',
  'JOIN',
  'INTO',
  'AS',
  'STREAM',
  'TABLE',
  'VIEW',
  'JOB',
  'WITH',
]);

const NOTES = /--[^\r\n]*|'[^']*'/g;
const NOISE = /--[^\r\n]*|'[^']*'|"[^"]*"|[A-Za-z_]\w*\s*(?=\()/g;
const NAME = /[A-Za-z_\u0080-\uFFFF][\w$\u0080-\uFFFF]*/g;
