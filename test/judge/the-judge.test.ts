/** The judge itself: it sees a row too many, too few or different, and makes cases smaller that stay well formed. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { cases } from './cases.ts';
import { difference, ofDuck, ofFerris } from './compare.ts';
import { type Duck, startDuck } from './duck.ts';
import { smaller } from './shrink.ts';
import { BIGINT, DOUBLE, decimal, type Expr, TIMESTAMP, type Type } from './tree.ts';
import { judge } from './verdict.ts';

const column = (type: Type, bound = 0): Expr => ({ type, op: 'column', text: 'c', args: [], bound });

test('rows are counted, not only met', () => {
  const one = [column(BIGINT)];
  assert.equal(difference([['1'], ['2'], ['1']], [['2'], ['1'], ['1']], one), undefined);
  assert.deepEqual(difference([['1'], ['1']], [['1']], one), { ferris: [['1']], duck: [] });
  assert.deepEqual(difference([], [[null]], one), { ferris: [], duck: [[null]] });
});

test('a DOUBLE is equal within rounding, and NULL is no number', () => {
  assert.equal(difference([[0.1 + 0.2]], [[0.3]], [column(DOUBLE)]), undefined);
  assert.notEqual(difference([[0.300001]], [[0.3]], [column(DOUBLE)]), undefined);
  assert.notEqual(difference([[0]], [[null]], [column(DOUBLE)]), undefined);
  // What cancels out leaves a remainder of the size of what went in, times an epsilon.
  assert.equal(difference([[1e-10]], [[0]], [column(DOUBLE, 1e6)]), undefined);
});

test('a number is its value, not its spelling', () => {
  const price = decimal(38, 10);
  assert.equal(ofFerris({ digits: '1.50' }, price), ofFerris({ digits: '1.5' }, price));
  assert.equal(ofFerris({ digits: '-0.00' }, price), '0');
  assert.equal(ofFerris({ digits: '1.25e-3' }, price), '0.00125');
  assert.equal(ofFerris({ digits: '9007199254740993' }, BIGINT), '9007199254740993');
  assert.notEqual(ofFerris({ digits: '9007199254740993' }, BIGINT), ofDuck(9007199254740992n, BIGINT));
  assert.match(String(ofFerris('1.5', price)), /not a number/);
  assert.equal(ofFerris('1969-12-31T23:59:59.999999Z', TIMESTAMP), '-1');
});

test('answers that were changed are told from the true ones', async t => {
  const duck = await startDuck();
  t.after(() => duck.close());
  const losing: Duck = { ...duck, answer: async given => (await duck.answer(given)).slice(1) };
  const doubling: Duck = { ...duck, answer: async given => (await duck.answer(given)).flatMap(row => [row, row]) };
  let seen = 0;
  for (const given of fc.sample(cases(1), { seed: 1, numRuns: 60 })) {
    const rows = await duck.answer(given).catch(() => []);
    if (rows.length === 0 || (await judge(given, duck)).kind !== 'same') continue;
    assert.equal((await judge(given, losing)).kind, 'wrong');
    assert.equal((await judge(given, doubling)).kind, 'wrong');
    seen++;
  }
  assert.ok(seen > 10, `enough cases with rows: ${seen}`);
});

test('what is made smaller is a case too: both engines read it', async t => {
  const duck = await startDuck();
  t.after(() => duck.close());
  for (const given of fc.sample(cases(2), { seed: 2, numRuns: 12 })) {
    if ((await judge(given, duck)).kind !== 'same') continue;
    for (const less of [...smaller(given)].filter((_, i) => i % 7 === 0).slice(0, 6)) {
      const verdict = await judge(less, duck);
      assert.notEqual(verdict.kind, 'wrong', verdict.kind === 'wrong' ? verdict.report : '');
    }
  }
});
