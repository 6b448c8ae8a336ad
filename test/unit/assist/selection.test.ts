/** What a selection grows to from `|`: the texts, from inside out, without the file. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { analyze } from '../../../src/language/analyze.ts';
import { selectionsAt } from '../../../src/language/assist/structure/selection.ts';

function selections(marked: string): string[] {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const spans = selectionsAt(text, analyze(text), offset);
  assert.deepEqual(spans.at(-1), { start: 0, end: text.length }, 'the file');
  for (const [i, { start, end }] of spans.entries()) {
    const outer = spans[i + 1];
    assert.ok(start <= offset && offset <= end);
    if (outer) assert.ok(outer.start <= start && end <= outer.end && outer.end - outer.start > end - start);
  }
  return spans.slice(0, -1).map(({ start, end }) => text.slice(start, end));
}

test('word, expression, clause, query, statement, statement with its hints', () => {
  assert.deepEqual(selections('-- @ferris:workload=trading\nSELECT a FROM t WHERE x + pri|ce > 2 AND c;\nSELECT 1;'), [
    'price',
    'x + price',
    'x + price > 2',
    'x + price > 2 AND c',
    'WHERE x + price > 2 AND c',
    'SELECT a FROM t WHERE x + price > 2 AND c',
    'SELECT a FROM t WHERE x + price > 2 AND c;',
    '-- @ferris:workload=trading\nSELECT a FROM t WHERE x + price > 2 AND c;',
  ]);
});

test('an item, the select list, the query in brackets', () => {
  assert.deepEqual(selections('SELECT 1 FROM ( SELECT a, MAX(b|b) AS m FROM t ) s').slice(0, 7), [
    'bb',
    '(bb)',
    'MAX(bb)',
    'MAX(bb) AS m',
    'a, MAX(bb) AS m',
    'SELECT a, MAX(bb) AS m FROM t',
    '( SELECT a, MAX(bb) AS m FROM t )',
  ]);
});

test('strings and quoted names without and with their quotes', () => {
  assert.deepEqual(selections("SELECT 'one t|wo' FROM t").slice(0, 3), ['two', 'one two', "'one two'"]);
  assert.deepEqual(selections('SELECT `my na|me` FROM t').slice(0, 3), ['name', 'my name', '`my name`']);
});

test('hints: a part of the key, the key, the hint, the block', () => {
  assert.deepEqual(
    selections('-- @ferris:scaling.max_re|plicas=3\n-- @ferris:workload=trading\nSELECT 1;').slice(0, 5),
    [
      'max_replicas',
      'scaling.max_replicas',
      'scaling.max_replicas=3',
      '-- @ferris:scaling.max_replicas=3',
      '-- @ferris:scaling.max_replicas=3\n-- @ferris:workload=trading',
    ],
  );
});

test('comments: a word, the line, the lines together', () => {
  assert.deepEqual(selections('-- one t|wo\n-- three\n\nSELECT 1').slice(0, 3), [
    'two',
    '-- one two',
    '-- one two\n-- three',
  ]);
});

test('broken statements, empty files and places between statements', () => {
  assert.deepEqual(selections('SELECT a,, b|c FROM;').slice(0, 1), ['bc']);
  assert.deepEqual(selections('|'), []);
  assert.deepEqual(selections('SELECT 1;\n\n|\n\nSELECT 2;'), []);
  assert.deepEqual(selections('SELECT 1;|SELECT 2;').slice(0, 2), [';', 'SELECT 1;']);
  assert.deepEqual(selections('SELECT a\r\nFROM t|;').slice(0, 2), ['t', 'SELECT a\r\nFROM t']);
});
