/** Hints that stand together: in the catalogue's order, with `=` and `# comments` below one another in each category. */
import { findHint, hintCatalogue, hintCategories } from '../hints/catalogue.ts';
import { parseHintLine } from '../hints/line.ts';
import { most } from './doc.ts';

interface Written {
  readonly category: string;
  readonly rank: number;
  /** `-- @ferris:key`. */
  readonly head: string;
  /** `=value`; empty while there is no `=`. */
  readonly value: string;
  /** `# comment`. */
  readonly comment: string;
}

const ranks = new Map(hintCatalogue.map((entry, i) => [entry, i]));

/**
 * @param lines hint lines from `--` on, with nothing between them. Of one key the last counts, so equal ones keep their order
 */
export function orderedHints(lines: readonly string[]): readonly string[] {
  const sorted = lines.map(read).sort((a, b) => a.rank - b.rank);
  const out: string[] = [];
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    while (to < sorted.length && sorted[to]!.category === sorted[from]!.category) to++;
    const together = sorted.slice(from, to);
    const heads = most(together.filter(one => one.value !== '').map(one => one.head.length));
    const aligned = together.map(one => (one.value === '' ? one.head : one.head.padEnd(heads) + one.value));
    const width = most(aligned.filter((_, i) => together[i]!.comment !== '').map(one => one.length));
    for (const [i, { comment }] of together.entries())
      out.push(comment === '' ? aligned[i]! : `${aligned[i]!.padEnd(width)} ${comment}`);
  }
  return out;
}

function read(line: string): Written {
  const { key, value, valueSpan } = parseHintLine(line, 0);
  const category = /^[^.]*/.exec(key)![0];
  const head = `-- @ferris:${key}`;
  if (value === undefined || valueSpan === undefined)
    return { category, rank: rankOf(key, category), head: line.trimEnd(), value: '', comment: '' };
  const comment = line.slice(valueSpan.end).trim();
  return { category, rank: rankOf(key, category), head, value: `=${value}`, comment };
}

/** Known ones as in the catalogue, unknown ones behind those of their category, unknown categories at the end. */
function rankOf(key: string, category: string): number {
  const found = findHint(key);
  if (found) return ranks.get(found.entry)!;
  const known = hintCategories.find(({ name }) => name === category);
  const last = known?.hints.at(-1);
  return last ? ranks.get(last)! + 0.5 : hintCatalogue.length;
}
