/** What is offered at a cursor, marked `|`. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { pageOf } from '../../../src/language/assist/completion/pages.ts';
import { describe } from '../../../src/language/assist/describe.ts';
import { keywords } from '../../../src/language/assist/keywords.ts';
import { hintCatalogue } from '../../../src/language/hints/catalogue.ts';
import { scan } from '../../../src/language/text/scan.ts';
import { labels, offered, offeredAt, taken } from './completion/offered.ts';

const at = (marked: string): readonly [text: string, offset: number] => [marked.replace('|', ''), marked.indexOf('|')];

/** All of them, in any order. */
const EXACT: Readonly<Record<string, string>> = {
  'SELECT a FROM t EMIT |': 'CHANGES EVERY FINAL',
  'SELECT a FROM t GROUP |': 'BY',
  'SELECT a FROM t ORDER B|': 'BY',
  "SELECT 'a|'": '',
  'SELECT /* a| */ 1': '',
  'SELECT "a|" FROM t': '',
  'SELECT `a|` FROM t': '',
  '-- a comment|': '',
  '-- @ferris:workload=trading # because|': '',
  '-- @ferris:workload=|': 'trading analytics reporting realtime custom',
  '-- @ferris:nonsense=|': '',
};
for (const [marked, words] of Object.entries(EXACT))
  test(`offered at ${marked}`, () =>
    assert.deepEqual(labels(marked).toSorted(), words.split(' ').filter(Boolean).toSorted()));

/** Some that must be there, and some that must not. */
const AMONG: readonly (readonly [marked: string, there: string, absent: string])[] = [
  ['|', 'SELECT CREATE INSERT WITH', 'FROM EMIT'],
  ['SELECT 1; |', 'SELECT CREATE', 'FROM'],
  ['-- a note\nSEL|', 'SELECT CREATE', 'FROM'],
  ['CREATE |', 'STREAM TABLE MATERIALIZED', 'SELECT'],
  ['SELECT a |', 'FROM AS', 'COUNT'],
  ['SELECT a FROM t |', 'WHERE GROUP WINDOW EMIT LIMIT JOIN', 'BY COUNT'],
  ['SELECT a FROM t WHERE |', 'NOT CASE NULL UPPER', 'WHERE GROUP'],
  ['SELECT |', 'COUNT SUM SUBSTRING CASE DISTINCT', 'FROM'],
  ['select a fr|', 'from', 'FROM'],
  ['SELECT a FROM t WHERE a |', 'AND OR IS LIKE', ''],
  ['SELECT a FROM t WHERE a IS |', 'NOT NULL DISTINCT', 'AND'],
  ['SELECT key |', 'FROM', ''],
];
for (const [marked, there, absent] of AMONG)
  test(`among those offered at ${marked}`, () => {
    const found = labels(marked).map(label => label.split(' ')[0]);
    for (const word of there.split(' ').filter(Boolean)) assert.ok(found.includes(word), `${word} is missing`);
    for (const word of absent.split(' ').filter(Boolean)) assert.ok(!found.includes(word), `${word} is offered`);
  });

test('what is typed is replaced, and nothing else', () => {
  assert.equal(
    taken('-- @ferris:scal|\nSELECT 1', 'scaling.max_replicas'),
    '-- @ferris:scaling.max_replicas=\nSELECT 1',
  );
  assert.equal(taken('-- @ferris:scal|=4', 'scaling.max_replicas'), '-- @ferris:scaling.max_replicas=4');
  assert.equal(taken('-- @ferris:workload=tr| # why', 'trading'), '-- @ferris:workload=trading # why');
  assert.equal(
    taken('-- @ferris:monitoring.custom_metrics=a, que|, b', 'query_rate'),
    '-- @ferris:monitoring.custom_metrics=a, query_rate, b',
  );
  assert.equal(taken('--|\nSELECT 1', '@ferris:'), '-- @ferris:\nSELECT 1');
  assert.equal(taken('-- @fe|', '@ferris:'), '-- @ferris:');
  assert.equal(taken('select a fr|', 'from'), 'select a from');
  assert.equal(taken('SELECT CO| FROM t', 'COUNT'), 'SELECT COUNT() FROM t');
});

test('a key that the statement has is not offered again', () => {
  assert.ok(!labels('-- @ferris:workload=trading\n-- @ferris:|\nSELECT 1').includes('workload'));
});

test('every hint can be completed and has a page', () => {
  const all = offered('-- @ferris:|');
  assert.equal(all.length, hintCatalogue.length);
  for (const { label, about } of all) assert.ok(about && pageOf(about)?.includes(label), label);
});

test('a hint is described on its key and on its value', () => {
  const page = (marked: string): string => {
    const [text, offset] = at(marked);
    return describe(text, scan(text), offset)?.markdown ?? '';
  };
  assert.match(page('-- @ferris:scaling.max|_replicas=10'), /Upper bound of the autoscaler/);
  assert.match(page('-- @ferris:scaling.max_replicas=1|0'), /Upper bound of the autoscaler/);
  assert.match(page('-- @ferris:workload=tra|ding'), /^`trading`: \S/);
  assert.match(page('-- @ferris:sca|ling'), /\*\*Scaling\*\*/);
  assert.match(page('-- @ferris:scalling.max|_replicas=1'), /Meant: `scaling`/);
  assert.match(page('SELECT SU|M(a) FROM t'), /SUM\(value NUMERIC\) → NUMERIC/);
  assert.equal(page('SELECT su|m FROM t'), '');
  assert.equal(page('SELECT |1'), '');
});

test('it never throws, wherever the cursor is', () => {
  const text = '-- @ferris:sla.=\n-- @ferris:\nSELECT \'a\n"b `c` $$ d\n/* e -- @ferris:x=y\n-- @\nFROM';
  for (let offset = 0; offset <= text.length; offset++) {
    offeredAt(text, offset);
    describe(text, scan(text), offset);
  }
});

test('the grammar says what is a keyword', () => {
  const { all, unreserved } = keywords();
  for (const word of ['SELECT', 'FROM', 'WHERE', 'EMIT', 'WINDOW', 'CREATE', 'STREAM'])
    assert.ok(all.includes(word), word);
  assert.ok(unreserved.has('KEY') && !unreserved.has('SELECT'));
});
