/** What nests as deep as people write is read; what nests deeper than the stack gets one error, at its place, at once. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertSound } from './sound.ts';

const nests: readonly { readonly of: string; readonly at: (levels: number) => string }[] = [
  { of: 'brackets', at: n => `SELECT ${'('.repeat(n)}1${')'.repeat(n)} AS a` },
  { of: 'calls', at: n => `SELECT ${'ABS('.repeat(n)}1${')'.repeat(n)} AS a` },
  { of: 'subqueries', at: n => `SELECT * FROM ${'(SELECT * FROM '.repeat(n)}t${')'.repeat(n)}` },
  { of: 'scalar subqueries', at: n => `SELECT ${'(SELECT '.repeat(n)}1${')'.repeat(n)} AS a` },
  { of: 'CASE', at: n => `SELECT ${'CASE WHEN TRUE THEN '.repeat(n)}1${' END'.repeat(n)} AS a` },
  { of: 'NOT', at: n => `SELECT ${'NOT '.repeat(n)}TRUE AS a` },
  { of: 'signs', at: n => `SELECT ${'- '.repeat(n)}1 AS a` },
  { of: 'members', at: n => `SELECT a${'.b'.repeat(n)} FROM t` },
  { of: 'elements', at: n => `SELECT a${'[1]'.repeat(n)} FROM t` },
  { of: 'casts', at: n => `SELECT 1${'::INT'.repeat(n)} AS a` },
  { of: 'tests', at: n => `SELECT 1${' IS NULL'.repeat(n)} AS a` },
  { of: 'types', at: n => `CREATE STREAM s (a ${'ARRAY<'.repeat(n)}INT${'>'.repeat(n)}) WITH (topic = 's')` },
  { of: 'arrays', at: n => `SELECT ${'ARRAY('.repeat(n)}1${')'.repeat(n)} AS a` },
  { of: 'bracketed queries', at: n => `${'('.repeat(n)}SELECT 1 AS a${')'.repeat(n)}` },
  {
    of: 'patterns',
    at: n =>
      `SELECT * FROM t MATCH_RECOGNIZE (ORDER BY e PATTERN (${'('.repeat(n)}A${')'.repeat(n)}) DEFINE A AS a > 1)`,
  },
];

for (const { of, at } of nests)
  test(`${of} in one another`, () => {
    const read = assertSound(at(60)).diagnostics.map(one => one.rule);
    assert.ok(!read.some(rule => rule === 'sql/too-deep' || rule === 'sql/syntax'), `60 levels: ${read.join(', ')}`);
    for (const levels of [1000, 10_000]) {
      const text = at(levels);
      const errors = assertSound(text, of).diagnostics.filter(one => one.severity === 'error');
      assert.deepEqual(
        errors.map(one => one.rule),
        ['sql/too-deep'],
      );
      assert.ok(errors[0]!.span.end - errors[0]!.span.start < 200, 'the place is narrow');
    }
  });

for (const { of, at } of nests)
  test(`${of} in one another, and broken`, () => {
    for (const levels of [30, 60, 1000, 10_000])
      for (const text of [`${at(levels)} )`, at(levels).slice(0, -1 - levels), `SELECT FROM ${at(levels)}`])
        assertSound(text, `${levels} ${of}`);
  });
