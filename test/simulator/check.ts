/** What came out against what should have: of rows all of them, of changes the last one of each key. */
import type { Kind } from './kind.ts';
import type { Written } from './simulate.ts';

/** Topics of records that were put aside: each counts, whatever the kind. */
const ASIDE = ['bad', 'too-late'];

/** Undefined when it is the same; otherwise the difference in words. */
export function difference(kind: Kind, found: readonly Written[], expected: readonly Written[]): string | undefined {
  const topics = new Set([...found, ...expected].map(({ topic }) => topic));
  for (const topic of topics) {
    const of = (all: readonly Written[]): readonly string[] =>
      (kind.compare === 'rows' || ASIDE.includes(topic) ? rows : last)(all.filter(one => one.topic === topic));
    const [a, b] = [of(found), of(expected)];
    const more = without(a, b);
    const missing = without(b, a);
    if (more.length > 0 || missing.length > 0)
      return `${topic}: too much: ${more.join(' ') || 'nothing'}; missing: ${missing.join(' ') || 'nothing'}`;
  }
  return undefined;
}

const rows = (all: readonly Written[]): readonly string[] =>
  all.map(({ key, value, timestamp }) => `${key}=${value}@${timestamp}`);

function last(all: readonly Written[]): readonly string[] {
  const standing = new Map<string | null, string>();
  for (const { key, value } of all)
    if (value === null) standing.delete(key);
    else standing.set(key, `${key}=${value}`);
  return [...standing.values()];
}

function without(all: readonly string[], taken: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const one of taken) left.set(one, (left.get(one) ?? 0) + 1);
  return all.filter(one => {
    const there = left.get(one) ?? 0;
    left.set(one, there - 1);
    return there <= 0;
  });
}
