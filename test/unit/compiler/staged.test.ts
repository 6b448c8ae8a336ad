/** Where a job's plan is cut so that rows that meet are in one task, and where it is left as it is. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { buildPlan } from '../../../src/compiler/plan/build.ts';
import { staged } from '../../../src/compiler/plan/stages/staged.ts';
import { unitsOf } from '../../../src/compiler/plan/tasks/units.ts';
import { analyze } from '../../../src/language/analyze.ts';

const stream = (name: string, key = 'k STRING'): string =>
  `CREATE STREAM ${name} (id BIGINT, ${key}, v BIGINT, at BIGINT, WATERMARK FOR at AS at - INTERVAL '1' SECOND) WITH (topic = '${name}', format = 'json', event.time.format = 'epoch_millis');\n`;

function planOf(sql: string, bounded = false) {
  const analysis = analyze(sql);
  assert.deepEqual(
    analysis.diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  );
  return buildPlan(analysis, { bounded });
}

/** A line for each unit of what is cut: its topics, what each task has, and by what. Undefined: nothing is cut. */
function cut(sql: string, bounded = false): readonly string[] | undefined {
  const plan = planOf(sql, bounded);
  const found = staged(plan, 'g');
  if (found === plan) return undefined;
  return unitsOf(found).map(({ topics, each, key }) => [topics.join(), each, ...(key ?? [])].join(' | '));
}

const cases: readonly (readonly [name: string, sql: string, ...units: string[]])[] = [
  [
    'grouped by a column',
    `${stream('s')}CREATE TABLE r AS SELECT k, COUNT(*) AS n FROM s GROUP BY k EMIT CHANGES;`,
    's | partition',
    'g-r-repartition-1 | partition | k',
  ],
  [
    'grouped by a column and what is made of one',
    `${stream('s')}CREATE TABLE r AS SELECT UPPER(k) AS u, v, COUNT(*) AS n FROM s GROUP BY UPPER(k), v EMIT CHANGES;`,
    's | partition',
    'g-r-repartition-1 | partition | v',
  ],
  [
    'grouped by what is made of a column alone, and again by that',
    `${stream('s')}CREATE STREAM a AS SELECT UPPER(k) AS u, COUNT(*) AS n FROM s GROUP BY UPPER(k) WINDOW TUMBLING(1s) EMIT FINAL;\nCREATE STREAM r AS SELECT u, SUM(n) AS n FROM a GROUP BY u WINDOW TUMBLING(4s) EMIT FINAL;`,
    's | partition',
    'g-a-repartition-1 | partition | u',
  ],
  [
    'streams joined by what is made of columns',
    `${stream('s')}${stream('z')}CREATE STREAM r AS SELECT s.id AS a, z.id AS b FROM s JOIN z ON UPPER(s.k) = UPPER(z.k) WITHIN 2s;`,
    's | partition',
    'z | partition',
    'g-r-repartition-1,g-r-repartition-2 | partition | key 1',
  ],
  [
    'different rows',
    `${stream('s')}CREATE STREAM r AS SELECT DISTINCT UPPER(k) AS u, v * 0.5 AS h FROM s EMIT CHANGES;`,
    's | partition',
    'g-r-repartition-1 | partition | u',
  ],
  [
    'streams joined by a column that is not their key',
    `${stream('s')}${stream('z')}CREATE STREAM r AS SELECT s.id AS a, z.id AS b FROM s JOIN z ON s.k = z.k WITHIN 2s;`,
    's | partition',
    'z | partition',
    'g-r-repartition-1,g-r-repartition-2 | partition | k',
  ],
  [
    'one key after another, through two statements',
    `${stream('s')}CREATE STREAM a AS SELECT k, v, COUNT(*) AS n FROM s GROUP BY k, v WINDOW TUMBLING(1s) EMIT FINAL;\nCREATE STREAM r AS SELECT n, COUNT(*) AS c FROM a GROUP BY n WINDOW TUMBLING(4s) EMIT FINAL;`,
    's | partition',
    'g-a-repartition-1 | partition | k, v',
    'g-r-repartition-1 | partition | n',
  ],
  [
    'two queries of one topic, by different columns',
    `${stream('s')}CREATE TABLE a AS SELECT k, COUNT(*) AS n FROM s GROUP BY k EMIT CHANGES;\nCREATE TABLE r AS SELECT v, COUNT(*) AS n FROM s GROUP BY v EMIT CHANGES;`,
    's | partition',
    'g-a-repartition-1 | partition | k',
    'g-r-repartition-1 | partition | v',
  ],
];

for (const [name, sql, ...units] of cases)
  test(name, () => assert.deepEqual(cut(sql)?.toSorted(), units.map(unit => unit.replaceAll(', ', ' | ')).toSorted()));

const left: readonly (readonly [name: string, sql: string, bounded?: boolean])[] = [
  ['no state', `${stream('s')}CREATE STREAM r AS SELECT v FROM s;`],
  [
    'by the declared key',
    `${stream('s', 'k STRING PRIMARY KEY')}CREATE TABLE r AS SELECT k, COUNT(*) AS n FROM s GROUP BY k EMIT CHANGES;`,
  ],
  ['over everything', `${stream('s')}CREATE TABLE r AS SELECT COUNT(*) AS n FROM s EMIT CHANGES;`],
  [
    'over everything in the end',
    `${stream('s')}CREATE STREAM a AS SELECT k, COUNT(*) AS n FROM s GROUP BY k WINDOW TUMBLING(1s) EMIT FINAL;\nCREATE STREAM r AS SELECT SUM(n) AS n FROM a WINDOW TUMBLING(4s) EMIT FINAL;`,
  ],
  [
    'by what is another value each time',
    `${stream('s')}CREATE TABLE r AS SELECT RANDOM() > 0.5 AS u, COUNT(*) AS n FROM s GROUP BY RANDOM() > 0.5 EMIT CHANGES;`,
  ],
  ['a run that ends', `${stream('s')}CREATE TABLE r AS SELECT k, COUNT(*) AS n FROM s GROUP BY k;`, true],
];

for (const [name, sql, bounded] of left)
  test(`left as it is: ${name}`, () => assert.equal(cut(sql, bounded), undefined));
