/** Which partitions of a job's topics are worked on apart, and why others are not. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { buildPlan } from '../../../src/compiler/plan/build.ts';
import { unitsOf } from '../../../src/compiler/plan/tasks/units.ts';
import { analyze } from '../../../src/language/analyze.ts';

const stream = (name: string, key = 'k STRING PRIMARY KEY', more = ''): string =>
  `CREATE STREAM ${name} (id BIGINT, ${key}, v BIGINT, at BIGINT, WATERMARK FOR at AS at - INTERVAL '1' SECOND) WITH (topic = '${name}', format = 'json', event.time.format = 'epoch_millis'${more});\n`;
const table = (name: string): string =>
  `CREATE TABLE ${name} (k STRING PRIMARY KEY, v BIGINT) WITH (topic = '${name}', format = 'json');\n`;

/** A line for each unit: its topics, what each task has, and why. */
function unitsFor(sql: string, bounded = false): readonly string[] {
  const analysis = analyze(sql);
  const errors = analysis.diagnostics.filter(({ severity }) => severity === 'error');
  assert.deepEqual(errors, []);
  return unitsOf(buildPlan(analysis, { bounded })).map(({ topics, each, keyed, because }) =>
    [topics.join(), each, ...(keyed ? ['keyed'] : []), ...(because ? [because] : [])].join(' | '),
  );
}

const undeclared = 'what its topic is partitioned by is not declared (PRIMARY KEY)';
const cases: readonly (readonly [name: string, sql: string, ...units: string[]])[] = [
  ['no state', `${stream('s', 'k STRING')}CREATE STREAM r AS SELECT v FROM s WHERE v > 1;`, 's | partition'],
  [
    'no key declared',
    `${stream('s', 'k STRING')}CREATE TABLE r AS SELECT k, COUNT(*) AS n FROM s GROUP BY k EMIT CHANGES;`,
    `s | all | aggregate: ${undeclared}`,
  ],
  [
    'keys of another format, whose bytes spread them in another way',
    `${stream('s', 'k STRING PRIMARY KEY', ", key.format = 'avro'")}CREATE TABLE r AS SELECT k, COUNT(*) AS n FROM s GROUP BY k EMIT CHANGES;`,
    `s | all | aggregate: ${undeclared}`,
  ],
  [
    'grouped by the key and more',
    `${stream('s')}CREATE TABLE r AS SELECT v, k AS key, COUNT(*) AS n FROM s GROUP BY v, k EMIT CHANGES;`,
    's | partition | keyed',
  ],
  [
    'grouped by part of the key',
    `${stream('s', 'k STRING, l STRING, PRIMARY KEY (k, l)')}CREATE TABLE r AS SELECT k, COUNT(*) AS n FROM s GROUP BY k EMIT CHANGES;`,
    's | all | aggregate: it is not by k, l, which its topic is partitioned by',
  ],
  [
    'grouped by what is made of the key',
    `${stream('s')}CREATE TABLE r AS SELECT UPPER(k) AS u, COUNT(*) AS n FROM s GROUP BY UPPER(k) EMIT CHANGES;`,
    's | all | aggregate: it is not by k, which its topic is partitioned by',
  ],
  [
    'over everything',
    `${stream('s')}CREATE TABLE r AS SELECT COUNT(*) AS n FROM s EMIT CHANGES;`,
    's | all | aggregate: it is over all rows',
  ],
  [
    'the key under another name, through two statements',
    `${stream('s')}CREATE STREAM a AS SELECT k AS x, SUM(v) AS t FROM s GROUP BY k WINDOW TUMBLING(1s) EMIT FINAL;\nCREATE STREAM r AS SELECT x, MAX(t) AS m FROM a GROUP BY x WINDOW TUMBLING(4s) EMIT FINAL;`,
    's | partition | keyed',
  ],
  [
    'one that needs it all puts those it is fed by together too',
    `${stream('s')}CREATE STREAM a AS SELECT k, SUM(v) AS t FROM s GROUP BY k WINDOW TUMBLING(1s) EMIT FINAL;\nCREATE STREAM r AS SELECT MAX(t) AS m FROM a GROUP BY t WINDOW TUMBLING(4s) EMIT FINAL;`,
    's | all | aggregate: it is not by k, which its topic is partitioned by',
  ],
  [
    'joined by the keys',
    `${stream('s')}${table('t')}CREATE STREAM r AS SELECT s.id, t.v FROM s JOIN t ON s.k = t.k;`,
    's,t | partition | keyed',
  ],
  [
    'joined by another column',
    `${stream('s', 'k STRING PRIMARY KEY, other STRING')}${table('t')}CREATE STREAM r AS SELECT s.id, t.v FROM s JOIN t ON s.other = t.k;`,
    's,t | all | as-of-join: it is not by k = k, which the topics are partitioned by',
  ],
  [
    'a key whose equal values may be written in several ways',
    `${stream('s', 'k DOUBLE PRIMARY KEY')}CREATE TABLE r AS SELECT k, COUNT(*) AS n FROM s GROUP BY k EMIT CHANGES;`,
    `s | all | aggregate: ${undeclared}`,
  ],
  [
    'after an outer join the key of the side that may be missing is none',
    `${stream('s')}${stream('z')}CREATE STREAM j AS SELECT z.k AS k, s.v AS v FROM s LEFT JOIN z ON s.k = z.k WITHIN 2s;\nCREATE TABLE r AS SELECT k, COUNT(*) AS n FROM j GROUP BY k EMIT CHANGES;`,
    's,z | all | aggregate: it is not by k, which its topic is partitioned by',
  ],
  [
    'a table under another key',
    `${table('t')}CREATE TABLE r AS SELECT v PRIMARY KEY, k FROM t;`,
    't | all | upserts: its rows have another key than k, which its topic is partitioned by',
  ],
  [
    'two that share nothing',
    `${stream('s', 'k STRING')}${stream('z')}CREATE TABLE r AS SELECT k, COUNT(*) AS n FROM s GROUP BY k EMIT CHANGES;\nCREATE TABLE q AS SELECT k, COUNT(*) AS n FROM z GROUP BY k EMIT CHANGES;`,
    `s | all | aggregate: ${undeclared}`,
    'z | partition | keyed',
  ],
  [
    'in one order',
    `${stream('s')}CREATE STREAM r AS SELECT k, COUNT(*) AS n FROM s GROUP BY k WINDOW TUMBLING(1s) ORDER BY n EMIT FINAL;`,
    's | all | sort: it puts all rows into one order',
  ],
  [
    'partitions that rest',
    `${stream('s', undefined, ", 'watermark.idle.timeout' = '5s'")}CREATE STREAM r AS SELECT k, COUNT(*) AS n FROM s GROUP BY k WINDOW TUMBLING(1s) EMIT FINAL;`,
    's | all | watermark.idle.timeout closes windows by the time at which nothing came',
  ],
  [
    'rows of a topic and rows of none',
    `${stream('s')}CREATE STREAM r AS SELECT v FROM s UNION ALL SELECT 1 AS v;`,
    's | all | one-row: rows that no topic has come out once, not once a partition',
  ],
];

for (const [name, sql, ...units] of cases) test(name, () => assert.deepEqual(unitsFor(sql), units));

test('a bounded run with state is one task', () => {
  const sql = `${stream('s')}CREATE TABLE r AS SELECT k, COUNT(*) AS n FROM s GROUP BY k;`;
  assert.deepEqual(unitsFor(sql, true), ['s | all | a bounded run with state counts as a whole']);
});
