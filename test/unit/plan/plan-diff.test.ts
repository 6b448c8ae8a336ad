/** Which changes of a query its state survives. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { planDiff } from '../../../src/compiler/explain/plan-diff.ts';
import { planOf } from '../state/restored.ts';

const SOURCE = `CREATE STREAM s (id BIGINT, k STRING, v BIGINT, at BIGINT, WATERMARK FOR at AS at - INTERVAL '1' SECOND)
  WITH (topic = 's', format = 'json', event.time.format = 'epoch_millis');\n`;
const between = (old: string, now: string) => planDiff(planOf(SOURCE + old), planOf(SOURCE + now));
const sums = (select = 'SUM(v) AS total', rest = 'GROUP BY k WINDOW TUMBLING(2s) EMIT FINAL') =>
  `CREATE STREAM r AS SELECT k, ${select} FROM s WHERE v > 3 ${rest};`;

test('the same in another dress, and what only says which rows there are, survives', () => {
  assert.ok(between(sums(), sums().replace('SELECT k,', 'select\n  k ,').replace('FROM s', 'FROM   s')).survives);
  assert.ok(between(sums(), sums().replace('v > 3', 'v > 4')).survives);
  assert.ok(between(sums(), sums('SUM(v) AS sum_of_v')).survives);
  const distinct = (ttl: string) =>
    `CREATE STREAM r AS SELECT DISTINCT k FROM s EMIT CHANGES WITH ('state.ttl' = '${ttl}');`;
  assert.ok(between(distinct('1h'), distinct('2h')).survives);
});

test('another aggregate, key, window or column does not', () => {
  for (const now of [
    sums('MAX(v) AS total'),
    sums('SUM(v) AS total, COUNT(*) AS n'),
    sums('SUM(v * 2) AS total'),
    sums('SUM(v) AS total', 'GROUP BY k WINDOW TUMBLING(3s) EMIT FINAL'),
    sums('SUM(v) AS total', 'GROUP BY k EMIT CHANGES'),
    sums().replace('FROM s', 'FROM s').replaceAll(/\bk\b/g, 'id'),
  ]) {
    const { survives, text } = between(sums(), now);
    assert.ok(!survives, now);
    assert.match(text, /^(changed|gone|new) /m);
    assert.match(text, /--reset-state/);
  }
});

test('what keeps nothing loses nothing', () => {
  const { survives, text } = between('CREATE STREAM r AS SELECT id FROM s;', sums());
  assert.ok(survives);
  assert.match(text, /keeps no state/);
});

test('each operator is told of: what stays, what is new, what is gone', () => {
  const two = `${sums()}\nCREATE STREAM q AS SELECT DISTINCT k FROM s EMIT CHANGES;`;
  const { text } = between(sums(), two);
  assert.match(text, /^survives +r: aggregate /m);
  assert.match(text, /^new +q: each different row/m);
  assert.match(between(two, sums()).text, /^gone +q: each different row/m);
});
