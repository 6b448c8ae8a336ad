/** Texts that are large in one way each, at any size: what must take twice the time when it is twice as much. */
import { statements } from './generate.ts';

const times = (count: number, part: (i: number) => string, between: string): string =>
  Array.from({ length: count }, (_, i) => part(i)).join(between);

/** By name; `size` is the number of lines, items, branches or whatever the name counts. */
export const LARGE: Readonly<Record<string, (size: number) => string>> = {
  'lines of statements': size => `${statements(size, 2).join(';\n')};\n`,
  'tiny statements': size => times(size, i => `SELECT ${i} AS a;`, '\n'),
  declarations: size => times(size, i => `CREATE STREAM s${i} (a INT) WITH (topic = 't${i}');`, '\n'),
  'statements in a chain': size =>
    `CREATE STREAM s0 (a INT);\n${times(size, i => `CREATE STREAM s${i + 1} AS SELECT a FROM s${i};`, '\n')}`,
  'broken statements': size => times(size, () => 'SELECT a FROM WHERE b;', '\n'),
  'comment lines': size => `${times(size, i => `-- remark ${i}: nothing`, '\n')}\nSELECT 1 AS a`,
  'select items': size => `SELECT ${times(size, i => `a.c${i} + 1 AS x${i}`, ',\n')} FROM t AS a`,
  'values of one IN': size => `SELECT a FROM t WHERE a IN (${times(size, String, ', ')})`,
  'operands of AND': size => `SELECT a FROM t WHERE ${times(size, i => `a > ${i}`, ' AND ')}`,
  'branches of a CASE': size => `SELECT CASE ${times(size, i => `WHEN a = ${i} THEN 'v${i}'`, '\n')} END AS c FROM t`,
  'group keys': size => `SELECT ${times(size, i => `c${i}`, ',')} FROM t GROUP BY ${times(size, i => `c${i}`, ',')}`,
  'common tables': size =>
    `WITH c0 AS (SELECT a FROM t), ${times(size, i => `c${i + 1} AS (SELECT a FROM c${i})`, ',\n')} SELECT a FROM c${size}`,
  unions: size => times(size, () => 'SELECT a FROM t', '\nUNION ALL\n'),
  'columns of a stream': size => `CREATE STREAM s (${times(size, i => `c${i} INT`, ',\n')}); SELECT * FROM s;`,
  'rows of VALUES': size => `INSERT INTO t VALUES ${times(size, i => `(${i}, 'a')`, ',\n')}`,
  'open quotes': size => times(size, () => "SELECT a FROM t WHERE b = 'x", '\n'),
  'open bodies': size => times(size, () => '$$', ' '),
  'brackets in one another': size => `SELECT ${'('.repeat(size)}1${')'.repeat(size)}`,
  'commas too many': size => `SELECT a ${','.repeat(size)} FROM t`,
  'characters of a name (by 12)': size => `SELECT ${'x'.repeat(size * 12)} FROM t`,
  'characters of a string (by 50)': size => `SELECT '${'x'.repeat(size * 50)}' AS a`,
};
