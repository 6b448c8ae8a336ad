/**
 * How often the true word is among the first proposals: hides one word after the other in every statement of some files,
 * asks at its start, and counts. `node test/completion/measure.ts [--typed n] [--cut] [--misses kind] <file|folder>…`
 */
import fs from 'node:fs';
import path from 'node:path';
import type { Candidate } from '../../src/language/assist/completion/candidate.ts';
import { keyOf } from '../../src/language/names/text-of.ts';
import { findProperty } from '../../src/language/properties/catalogue.ts';
import { type HiddenWord, offeredFor, type WordKind, wordsOf } from './words.ts';

export interface Tally {
  asked: number;
  first: number;
  three: number;
  ten: number;
  /** Not offered at all. */
  never: number;
}

export interface Options {
  /** Letters of the word that are there already. */
  readonly typed: number;
  /** Whether what follows in the statement is hidden too, as while typing it. */
  readonly cut: boolean;
  /** Every how many-th word is asked for; 1 for all. */
  readonly every?: number;
  readonly onMiss?: (word: HiddenWord, place: number, first: readonly string[]) => void;
}

const empty = (): Tally => ({ asked: 0, first: 0, three: 0, ten: 0, never: 0 });

export function measure(texts: readonly string[], { typed, cut, every = 1, onMiss }: Options): Map<WordKind, Tally> {
  const tallies = new Map<WordKind, Tally>();
  let number = 0;
  for (const text of texts)
    for (const word of wordsOf(text)) {
      if (word.kind === 'free' || number++ % every !== 0) continue;
      const tally = tallies.get(word.kind) ?? empty();
      tallies.set(word.kind, tally);
      const prefix = word.text.replace(/^['"]/, '').slice(0, typed).toLowerCase();
      const offered = offeredFor(text, word, Math.min(typed, word.text.length), cut).filter(
        one => typed === 0 || one.label.toLowerCase().startsWith(prefix) || one.insert.toLowerCase().startsWith(prefix),
      );
      const rest = text.slice(word.span.start);
      const place = offered.findIndex(one => gives(one, word, rest, cut));
      tally.asked++;
      if (place === 0) tally.first++;
      if (place >= 0 && place < 3) tally.three++;
      if (place >= 0 && place < 10) tally.ten++;
      if (place < 0) tally.never++;
      if (place < 0 || place >= 3)
        onMiss?.(
          word,
          place,
          offered.slice(0, 4).map(one => one.label),
        );
    }
  return tallies;
}

/** Whether a proposal is the word itself, or begins with it and goes on as the text did. */
function gives(one: Candidate, { text, kind }: HiddenWord, rest: string, cut: boolean): boolean {
  if (kind === 'property key' && sameProperty(one.label, keyOf(text))) return true;
  return begins(one.insert, text, rest, cut) || begins(one.label, text, rest, cut);
}

/** In whichever of its spellings, of the same relation. */
function sameProperty(a: string, b: string): boolean {
  if (findProperty(a)) return findProperty(a) === findProperty(b);
  const [x, y] = [a.indexOf('.'), b.indexOf('.')];
  const entry = findProperty(a.slice(x + 1));
  return (
    a.slice(0, x).toLowerCase() === b.slice(0, y).toLowerCase() &&
    entry !== undefined &&
    entry === findProperty(b.slice(y + 1))
  );
}

function begins(insert: string, word: string, rest: string, cut: boolean): boolean {
  const [a, b] = [bare(insert), bare(word)];
  if (a === b) return true;
  const next = a[b.length] ?? '';
  if (!a.startsWith(b) || /\w/.test(next)) return false;
  // A call or a value with what is to be typed over counts; of more words all have to be right.
  if (next === '(' || next === '<') return /^\s*[(<]/.test(rest.slice(word.length)) || cut;
  return squeezed(rest).startsWith(squeezed(insert));
}

const bare = (text: string): string => text.replace(/^['"`]|['"`]$/g, '').toLowerCase();
const squeezed = (text: string): string => text.replace(/\s+/g, ' ').toLowerCase().replaceAll('`', '');

export function merged(all: readonly ReadonlyMap<WordKind, Tally>[]): Map<WordKind, Tally> {
  const sum = new Map<WordKind, Tally>();
  for (const tallies of all)
    for (const [kind, one] of tallies) {
      const into = sum.get(kind) ?? empty();
      sum.set(kind, into);
      for (const key of Object.keys(into) as (keyof Tally)[]) into[key] += one[key];
    }
  return sum;
}

export function table(tallies: ReadonlyMap<WordKind, Tally>): string {
  const all = empty();
  for (const one of tallies.values()) for (const key of Object.keys(all) as (keyof Tally)[]) all[key] += one[key];
  const percent = (n: number, of: number): string => `${((100 * n) / Math.max(1, of)).toFixed(1)} %`.padStart(8);
  const row = (name: string, one: Tally): string =>
    `${name.padEnd(16)}${String(one.asked).padStart(6)}${percent(one.first, one.asked)}${percent(one.three, one.asked)}${percent(one.ten, one.asked)}${percent(one.never, one.asked)}`;
  return [
    `${'kind'.padEnd(16)}${'words'.padStart(6)}${'first'.padStart(8)}${'3'.padStart(8)}${'10'.padStart(8)}${'never'.padStart(8)}`,
    ...[...tallies].toSorted(([, a], [, b]) => b.asked - a.asked).map(([kind, one]) => row(kind, one)),
    row('all', all),
  ].join('\n');
}

/** Every .sql file below some paths. */
export function textsIn(paths: readonly string[]): string[] {
  return paths.flatMap(one => {
    const files = fs.statSync(one).isDirectory()
      ? fs.readdirSync(one, { recursive: true }).map(name => path.join(one, String(name)))
      : [one];
    return files
      .filter(file => file.endsWith('.sql'))
      .sort()
      .map(file => fs.readFileSync(file, 'utf8').replaceAll(/[«»]/g, ''));
  });
}

if (process.argv[1] === import.meta.filename) {
  const args = process.argv.slice(2);
  const option = (name: string): string | undefined => {
    const at = args.indexOf(name);
    return at < 0 ? undefined : args.splice(at, 2)[1];
  };
  const typed = Number(option('--typed') ?? 0);
  const every = Number(option('--every') ?? 1);
  const misses = option('--misses');
  const cut = args.includes('--cut');
  const paths = args.filter(one => one !== '--cut');
  const started = performance.now();
  const tallies = measure(textsIn(paths), {
    typed,
    cut,
    every,
    onMiss: (word, place, first) => {
      if (misses !== undefined && (word.kind === misses || misses === 'all'))
        console.log(`${word.kind} ${word.text} (${place}) [${word.seen[0]?.keys.at(-1)}] ${first.join(' · ')}`);
    },
  });
  console.log(table(tallies));
  console.log(`${((performance.now() - started) / 1000).toFixed(1)} s`);
}
