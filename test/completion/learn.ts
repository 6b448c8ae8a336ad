/**
 * Counts which word stands where in some files and writes the table of priors (src/language/assist/completion/priors.ts).
 * `node test/completion/learn.ts <file|folder>…` writes it, from files whose figures are no proof any more;
 * `--hold-out <folder>` measures instead: each family of files there with what was learnt from all the others.
 */
import fs from 'node:fs';
import path from 'node:path';
import { usePriors } from '../../src/language/assist/completion/prior.ts';
import { measure, merged, table, textsIn } from './measure.ts';
import { wordsOf } from './words.ts';

export type Counts = Map<string, Map<string, number>>;

export function count(texts: readonly string[], into: Counts = new Map()): Counts {
  for (const text of texts)
    for (const { seen } of wordsOf(text))
      for (const { keys, word } of seen)
        for (const key of new Set(keys)) {
          const row = into.get(key) ?? new Map<string, number>();
          into.set(key, row);
          row.set(word, (row.get(word) ?? 0) + 1);
        }
  return into;
}

function sumOf(all: readonly Counts[]): Counts {
  const sum: Counts = new Map();
  for (const counts of all)
    for (const [key, row] of counts) {
      const into = sum.get(key) ?? new Map<string, number>();
      sum.set(key, into);
      for (const [word, n] of row) into.set(word, (into.get(word) ?? 0) + n);
    }
  return sum;
}

/** Rows seen seldom say nothing that the row above them does not. */
export function rowsOf(counts: Counts): Record<string, string> {
  return Object.fromEntries(
    [...counts]
      .filter(([key, row]) => total(row) >= (/[-/] \S+ \S/.test(key) ? 8 : 3))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, row]) => [
        key,
        [...row]
          .toSorted((a, b) => b[1] - a[1])
          .map(([word, n]) => `${word} ${n}`)
          .join(' '),
      ]),
  );
}

const total = (row: ReadonlyMap<string, number>): number => [...row.values()].reduce((sum, n) => sum + n, 0);

const TABLE = path.resolve(import.meta.dirname, '../../src/language/assist/completion/priors.ts');

function write(rows: Readonly<Record<string, string>>): void {
  const lines = Object.entries(rows).map(
    ([key, row]) => `  ${JSON.stringify(key).replaceAll("'", "\\'").replace(/^"|"$/g, "'")}: '${row}',`,
  );
  fs.writeFileSync(
    TABLE,
    `/**
 * How often which word stood where in files that people wrote: \`clause | last token\`, the last two behind - or, first on a line, / → words with their counts, and
 * rows of what is more general. Names are counted by what they are. Written by test/completion/learn.ts.
 */
export const PRIORS: Readonly<Record<string, string>> = {
${lines.join('\n')}
};
`,
  );
}

/** Files whose names begin alike were written from each other. */
const familyOf = (file: string): string => path.basename(file).split('_')[0]!;

function holdOut(paths: readonly string[], folder: string, cut: boolean, every: number): void {
  const base = count(textsIn(paths));
  const files = fs
    .readdirSync(folder, { recursive: true })
    .map(String)
    .filter(one => one.endsWith('.sql'));
  const families = [...new Set(files.map(familyOf))];
  const counted = new Map(
    families.map(family => [family, files.filter(one => familyOf(one) === family).map(one => path.join(folder, one))]),
  );
  const learnt = new Map([...counted].map(([family, of]) => [family, count(textsIn(of))]));
  const results = families.map(family => {
    const others = [...learnt].filter(([other]) => other !== family).map(([, counts]) => counts);
    usePriors(rowsOf(sumOf([base, ...others])));
    return measure(textsIn(counted.get(family)!), { typed: 0, cut, every });
  });
  console.log(table(merged(results)));
}

if (process.argv[1] === import.meta.filename) {
  const args = process.argv.slice(2);
  const cut = args.includes('--cut');
  const step = args.indexOf('--every');
  const every = step < 0 ? 1 : Number(args.splice(step, 2)[1]);
  const at = args.indexOf('--hold-out');
  const folder = at < 0 ? undefined : args.splice(at, 2)[1];
  const paths = args.filter(one => one !== '--cut');
  if (folder === undefined) {
    const rows = rowsOf(count(textsIn(paths)));
    write(rows);
    console.log(`${Object.keys(rows).length} rows`);
  } else holdOut(paths, folder, cut, every);
}
