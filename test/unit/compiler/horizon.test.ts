/** How long records matter, by the nodes that they go through. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { buildPlan } from '../../../src/compiler/plan/build.ts';
import { horizonsOf } from '../../../src/compiler/plan/horizon.ts';
import { driftOf, keepsState } from '../../../src/compiler/plan/state.ts';
import { analyze } from '../../../src/language/analyze.ts';

const SOURCES = `CREATE STREAM s (k STRING, v BIGINT, at TIMESTAMP, WATERMARK FOR at AS at - INTERVAL '3' SECOND) WITH (topic = 's', format = 'json');
CREATE STREAM z (k STRING, v BIGINT, at TIMESTAMP, WATERMARK FOR at AS at) WITH (topic = 'z', format = 'json');
CREATE TABLE t (k STRING PRIMARY KEY, v BIGINT) WITH (topic = 't', format = 'json');
CREATE STREAM idle (k STRING, at TIMESTAMP) WITH (topic = 'idle', format = 'json', event.time.field = 'at', watermark.idle.timeout = '5s');
`;

const planOf = (sql: string) => buildPlan(analyze(`${SOURCES}${sql};\n`), { bounded: false });

const cases: readonly (readonly [sql: string, seconds: Readonly<Record<string, number | null>>])[] = [
  ['SELECT v FROM s WHERE v > 1', { s: 3 }],
  ['SELECT k, COUNT(*) AS n FROM s GROUP BY k WINDOW TUMBLING(10s)', { s: 13.001 }],
  ['SELECT k, COUNT(*) AS n FROM s GROUP BY k WINDOW HOPPING(60s, 10s) GRACE 5s', { s: 68.001 }],
  ['SELECT k, COUNT(*) AS n FROM s GROUP BY k WINDOW SESSION(10s)', { s: null }],
  ['SELECT k, COUNT(*) AS n FROM s GROUP BY k EMIT CHANGES', { s: null }],
  ['SELECT s.v FROM s JOIN z ON s.k = z.k WITHIN 10s', { s: 23.001, z: 20.001 }],
  ['SELECT s.v, t.v AS w FROM s JOIN t ON s.k = t.k', { t: null }],
  [
    'CREATE STREAM w AS SELECT k, SUM(v) AS v FROM s GROUP BY k WINDOW TUMBLING(10s); SELECT k, MAX(v) AS m FROM w GROUP BY k WINDOW TUMBLING(60s)',
    { s: 73.002 },
  ],
  ['SELECT v FROM s WHERE v > 1 UNION ALL SELECT COUNT(*) AS v FROM s GROUP BY k WINDOW TUMBLING(10s)', { s: 13.001 }],
];

for (const [sql, seconds] of cases)
  test(`records matter for so long: ${sql}`, () => {
    const found = horizonsOf(planOf(sql));
    for (const [topic, expected] of Object.entries(seconds))
      assert.equal(found.get(topic), expected === null ? null : expected * 1000, topic);
  });

test('state that is made again is the same but where wall time decides', () => {
  assert.equal(keepsState(planOf('SELECT k FROM idle WHERE k IS NOT NULL')), false);
  assert.equal(driftOf(planOf('SELECT k FROM idle WHERE k IS NOT NULL')), undefined);
  assert.match(driftOf(planOf('SELECT k, COUNT(*) AS n FROM idle GROUP BY k WINDOW TUMBLING(1s)')) ?? '', /idle/);
  assert.equal(driftOf(planOf('SELECT k, COUNT(*) AS n FROM s GROUP BY k WINDOW TUMBLING(1s)')), undefined);
});
