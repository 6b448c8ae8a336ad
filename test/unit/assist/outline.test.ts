/** What an outline lists, as text: kind, name and detail, indented by what they are in. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { analyze } from '../../../src/language/analyze.ts';
import { type OutlineEntry, outlineOf } from '../../../src/language/assist/structure/outline.ts';

const outline = (text: string): readonly OutlineEntry[] => outlineOf(text, analyze(text));

const lines = (entries: readonly OutlineEntry[], indent = ''): string[] =>
  entries.flatMap(({ kind, name, detail, children }) => [
    `${indent}${kind} ${name}${detail === undefined ? '' : ` (${detail})`}`,
    ...lines(children, `${indent}  `),
  ]);

const shown = (text: string): string[] => lines(outline(text));

test('declared columns with their types, keys as keys', () => {
  assert.deepEqual(
    shown(
      'CREATE STREAM trades (id bigint PRIMARY KEY, price\n decimal(10, 2) NOT NULL);\ncreate table q (a INT, b INT, primary key (a));',
    ),
    [
      'stream trades (STREAM)',
      '  key id (bigint, key)',
      '  column price (decimal(10, 2))',
      'table q (TABLE)',
      '  key a (INT, key)',
      '  column b (INT)',
    ],
  );
});

test('common tables and the columns that come out, with their types as far as they are known', () => {
  assert.deepEqual(
    shown(`CREATE STREAM trades (ticker STRING, price DECIMAL(10, 2));
CREATE TABLE best AS
WITH dear AS (SELECT ticker, price FROM trades WHERE price > 1)
SELECT ticker PRIMARY KEY, MAX(price) AS best, COUNT(*) FROM dear GROUP BY ticker;`).slice(3),
    [
      'table best (TABLE AS SELECT)',
      '  cte dear',
      '    column ticker (STRING)',
      '    column price (DECIMAL(10, 2))',
      '  key ticker (STRING)',
      '  column best (DECIMAL(10, 2))',
      '  column COUNT(*) (BIGINT)',
    ],
  );
});

test('what has no name is called by what it is about', () => {
  assert.deepEqual(
    shown(`SELECT * FROM trades t JOIN quotes q ON t.k = q.k WITHIN 5s INTO alerts;
(SELECT 1);
INSERT INTO \`my topic\` SELECT t.* FROM 'kafka://b/t' t;
SHOW STREAMS; SET 'a.b' = 1; STOP JOB j; DROP STREAM x; EXPLAIN SELECT a FROM b; DESCRIBE x;`),
    [
      'query SELECT FROM trades, quotes INTO alerts',
      '  column *',
      'query SELECT',
      '  column 1 (BIGINT)',
      'insert INSERT INTO my topic',
      '  column t.*',
      'command SHOW STREAMS',
      'command SET a.b',
      'command STOP JOB j',
      'command DROP STREAM x',
      'command EXPLAIN SELECT FROM b',
      '  column a',
      'command DESCRIBE x',
    ],
  );
});

test('jobs, views and functions', () => {
  assert.deepEqual(
    shown(`START JOB j AS SELECT a FROM t;
DEPLOY JOB j VERSION '2' AS INSERT INTO x SELECT a FROM t;
CREATE MATERIALIZED VIEW v AS SELECT a FROM t;
CREATE AGGREGATE FUNCTION f(x DOUBLE) RETURNS DOUBLE LANGUAGE javascript AS $$ 1; $$;`),
    [
      'job j (JOB)',
      '  column a',
      'job j (JOB version 2)',
      '  column a',
      'view v (MATERIALIZED VIEW AS SELECT)',
      '  column a',
      'function f (AGGREGATE FUNCTION)',
      '  parameter x (DOUBLE)',
    ],
  );
});

test('hints are told with their statement, those of the file by themselves', () => {
  assert.deepEqual(
    shown(`-- @ferris:scaling.max_replicas=3
-- @ferris:workload=trading

SELECT a FROM t;
-- @ferris:scaling.max_replicas=5
CREATE STREAM x AS SELECT a FROM t;`),
    [
      'hints @ferris (@ferris:workload=trading, 1 more hint)',
      'query SELECT FROM t',
      '  column a',
      'stream x (STREAM AS SELECT · @ferris:scaling.max_replicas=5)',
      '  column a',
    ],
  );
});

test('statements with errors are listed as far as they can be read', () => {
  assert.deepEqual(shown('CREATE STREAM trades (a INT, b'), [
    'stream trades (STREAM)',
    '  column a (INT)',
    '  column b',
  ]);
  assert.deepEqual(shown('SELEC a FROM b;\nSELECT a,, b FROM c;').slice(0, 2), [
    'command SELEC a FROM b',
    'query SELECT FROM c',
  ]);
  assert.deepEqual(shown(''), []);
  assert.deepEqual(shown('-- a note\n'), []);
});

test('a name is selected where it stands, in its statement', () => {
  const text = '-- @ferris:workload=trading\n\ncreate stream `my trades` (a int);\nselect b as c from d';
  const check = (entries: readonly OutlineEntry[], from: number, to: number): void => {
    for (const { name, span, nameSpan, children } of entries) {
      assert.notEqual(name, '');
      assert.ok(from <= span.start && span.start <= nameSpan.start && nameSpan.end <= span.end && span.end <= to, name);
      check(children, span.start, span.end);
    }
  };
  check(outline(text), 0, text.length);
  const [, stream, query] = outline(text);
  assert.equal(text.slice(stream!.nameSpan.start, stream!.nameSpan.end), '`my trades`');
  assert.equal(text.slice(query!.children[0]!.nameSpan.start, query!.children[0]!.nameSpan.end), 'c');
});
