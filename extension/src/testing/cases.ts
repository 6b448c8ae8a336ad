/**
 * Which files are the tests of a SQL file. Beside `NAME.sql`: `NAME.in.json` with `NAME.out.json`, and any number of
 * `NAME.CASE.in.json` with `NAME.CASE.out.json`. In a folder with one SQL file alone: `in.json` with `out.json`.
 */

export interface TestCase {
  /** Paths with `/`. */
  readonly sql: string;
  readonly input: string;
  /** There may be none yet. */
  readonly output: string;
  /** As it is listed under its SQL file. */
  readonly name: string;
}

/** @param files of the folders that are looked at: paths with `/` */
export function casesOf(files: Iterable<string>): readonly TestCase[] {
  const all = [...files];
  const sqlIn = Map.groupBy(
    all.filter(file => file.endsWith('.sql')),
    folderOf,
  );
  return all.flatMap(input => {
    const [, stem] = /^(.*?)\.?in\.json$/.exec(nameOf(input)) ?? [];
    if (stem === undefined || !isInput(input)) return [];
    const there = sqlIn.get(folderOf(input)) ?? [];
    const sql = stem === '' ? (there.length === 1 ? there[0] : undefined) : longest(stem, there);
    if (sql === undefined) return [];
    const base = nameOf(sql).slice(0, -'.sql'.length);
    const name = stem === '' || stem === base ? nameOf(input) : stem.slice(base.length + 1);
    return [{ sql, input, output: input.replace(/in\.json$/, 'out.json'), name }];
  });
}

/** Whether a file, by its path, is the input of a test. */
export const isInput = (file: string): boolean => /(^|[/.])in\.json$/.test(file);

/** Of `a.b.in.json` and the files `a.sql` and `a.b.sql` it is the latter's. */
function longest(stem: string, sql: readonly string[]): string | undefined {
  return sql
    .filter(file => `${stem}.`.startsWith(`${nameOf(file).slice(0, -'.sql'.length)}.`))
    .toSorted((a, b) => b.length - a.length)[0];
}

const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1);
const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1);
