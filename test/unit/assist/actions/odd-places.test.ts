/** Actions where texts are broken, empty, or written otherwise than expected. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { actionsAt } from '../../../../src/language/assist/actions/actions.ts';
import { withEdits } from '../../../../src/language/rules/fix-all.ts';
import { read, subjectAt } from './applying.ts';

const all = () => true;

const TEXTS: readonly string[] = [
  '',
  ';',
  '-- @ferris:workload=\n',
  'SELECT',
  'SELECT * FROM',
  'SELECT a FROM (SELECT b FROM c',
  "SELECT 'open FROM t\nSELECT * FROM t",
  'WITH a AS (SELECT 1), SELECT * FROM a;',
  'CREATE STREAM s (a BIGINT',
  'SELECT größe, `a b`.`c``d` FROM `a b` WHERE größe::INT > 1;\r\nSELECT * FROM `A B`;',
  'CREATE STREAM `a b` (`c d` BIGINT, select BIGINT); SELECT * FROM `a b` x, `a b` y;',
];

for (const text of TEXTS)
  test(`nothing breaks anywhere in ${JSON.stringify(text)}`, () => {
    for (let start = -1; start <= text.length + 3; start++)
      for (const end of [start, text.length + 5])
        for (const offer of actionsAt(subjectAt(text, { start, end }), all)) withEdits(text, offer.edits());
  });

const done = (marked: string, title: string): string => {
  const { text, at } = read(marked);
  const offers = actionsAt(subjectAt(text, at), all);
  const offer = offers.find(one => one.title === title);
  assert.ok(offer, `'${title}' is not offered, only: ${offers.map(one => one.title).join(', ')}`);
  return withEdits(text, offer.edits());
};

test('names with spaces are quoted', () => {
  assert.equal(
    done('CREATE STREAM `a b` (`c d` BIGINT, n BIGINT);\nSELECT |* FROM `a b`;', 'Expand *'),
    'CREATE STREAM `a b` (`c d` BIGINT, n BIGINT);\nSELECT `c d`, n FROM `a b`;',
  );
});

test('new lines are broken as the file does it', () => {
  assert.equal(
    done('CREATE STREAM t (a BIGINT);\r\n  SELECT a FROM (SELECT| a FROM t) AS x;', "Extract the query as 'x'"),
    'CREATE STREAM t (a BIGINT);\r\n  WITH x AS (SELECT a FROM t)\r\n  SELECT a FROM x;',
  );
});

test('what stands close to a bracket is kept apart from a word', () => {
  assert.equal(
    done('CREATE STREAM t (a BIGINT);\nSELECT x.a FROM(SELECT| a FROM t)AS x;', "Extract the query as 'x'"),
    'CREATE STREAM t (a BIGINT);\nWITH x AS (SELECT a FROM t)\nSELECT x.a FROM x;',
  );
});

test('a list of many columns stands in lines below each other', () => {
  const columns = ['the_first_one', 'the_second_one', 'the_third_one', 'the_fourth_one', 'the_fifth_one'];
  assert.equal(
    done(`CREATE STREAM t (${columns.map(one => `${one} BIGINT`).join(', ')});\nSELECT |* FROM t;`, 'Expand *').split(
      '\n',
    ).length,
    6,
  );
});

test('a second silenced rule goes into the line that is there', () => {
  assert.equal(
    done(
      'CREATE STREAM t (a STRING);\n-- ferris-ignore sql/few-values\nSELECT a FROM t WHERE a = |"x";',
      'Silence sql/double-quoted-string in this statement',
    ).split('\n')[1],
    '-- ferris-ignore sql/few-values, sql/double-quoted-string',
  );
});

test('a statement that shares its line with another one gets a line above it', () => {
  assert.equal(
    done(
      'CREATE STREAM t (a STRING); SELECT a FROM t WHERE a = |"x";',
      'Silence sql/double-quoted-string in this statement',
    ),
    'CREATE STREAM t (a STRING); \n-- ferris-ignore sql/double-quoted-string\nSELECT a FROM t WHERE a = "x";',
  );
});

test('an error is not silenced', () => {
  const { text, at } = read('CREATE STREAM t (a STRING);\nSELECT |b FROM t;');
  assert.deepEqual(
    actionsAt(subjectAt(text, at), kind => kind === 'quickfix').filter(one => one.title.startsWith('Silence')),
    [],
  );
});

test('a selection over several statements has no refactorings, but all their fixes', () => {
  const { text, at } = read('«SELECT a FROM t WHERE a = "x";\nSELECT a FROM t WHERE a = "y"»;');
  const offers = actionsAt(subjectAt(text, at), all);
  assert.equal(offers.filter(one => one.title === 'Use single quotes').length, 2);
  assert.deepEqual(
    offers.filter(one => one.kind.startsWith('refactor')),
    [],
  );
});
