/** What can be folded: of texts, the first and last line of each fold, from 0. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { analyze } from '../../../src/language/analyze.ts';
import { foldsOf } from '../../../src/language/assist/structure/folding.ts';
import { linesOf } from '../../../src/language/text/lines.ts';

/** Folds over several lines as `first-last kind`; `)` after it when its last line closes it. */
function folds(text: string): string[] {
  const lines = linesOf(text);
  return foldsOf(text, analyze(text)).flatMap(({ kind, span, closed }) => {
    const [first, last] = [lines.positionAt(span.start).line, lines.positionAt(span.end).line];
    return last > first ? [`${first}-${last} ${kind}${closed ? ')' : ''}`] : [];
  });
}

test('statements, hint blocks and comments', () => {
  assert.deepEqual(
    folds(`-- a note
-- goes on
-- @ferris:workload=trading
-- @ferris:scaling.max_replicas=3
SELECT
  a,
  b
FROM t;

/* two
   lines */
SELECT c FROM t;
-- one line`),
    ['0-1 comment', '2-3 hints', '4-7 code', '4-6 code', '9-10 comment'],
  );
});

test('clauses, common tables and brackets', () => {
  const text = `WITH x AS (
  SELECT a
  FROM t
)
SELECT
  CASE
    WHEN a THEN b
  END
FROM x
JOIN y
  ON x.a = y.a
WHERE a
  AND b
WITH (
  'a' = 1
);`;
  assert.deepEqual(folds(text), [
    '0-15 code',
    '0-3 code)',
    '4-7 code',
    '5-7 code)',
    '8-10 code',
    '9-10 code',
    '11-12 code',
    '13-15 code)',
  ]);
});

test('MATCH_RECOGNIZE, columns and bodies of functions', () => {
  assert.deepEqual(
    folds(`SELECT * FROM t MATCH_RECOGNIZE (
  PATTERN (a)
  DEFINE a AS x
);
CREATE STREAM s (
  a INT,
  b INT
);
CREATE FUNCTION f() RETURNS INT LANGUAGE javascript AS $$
  return 1;
$$;`),
    ['0-3 code', '0-3 code)', '4-7 code', '5-6 code', '8-10 code', '8-10 code)'],
  );
});

test('broken statements fold as a whole, and hurt nobody', () => {
  const found = folds('SELECT\n  a,\n  FROM\nWHERE (;\nSELECT a\nFROM t;');
  assert.ok(found.includes('0-3 code') && found.includes('4-5 code'));
  assert.deepEqual(folds(''), []);
  assert.deepEqual(folds('\n\n'), []);
});

test('with CRLF, and after an edit in front', () => {
  assert.deepEqual(folds('-- a\r\n-- b\r\nSELECT a\r\nFROM t;'), ['0-1 comment', '2-3 code']);
});
