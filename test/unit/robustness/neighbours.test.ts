/** A broken statement is reported where it is broken, and the statements around it are analysed as if it were not there. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertSound } from './sound.ts';

const BEFORE = `CREATE STREAM trades (symbol STRING, price DECIMAL(10, 2), at TIMESTAMP) WITH ('topic' = 'trades');
SELECT symbol, price FROM trades WHERE price > 1;
`;
const AFTER = `
SELECT symbol, MAX(price) AS top FROM trades GROUP BY symbol WINDOW TUMBLING(1m);
SELECT nothing FROM trades;
`;

const broken: readonly (readonly [string, string])[] = [
  ['a clause without its end', 'SELECT symbol FROM trades WHERE;'],
  ['a misspelt clause', 'SELECT symbol FORM trades;'],
  ['an open bracket', 'SELECT (symbol FROM trades;'],
  ['a bracket too many', 'SELECT symbol) FROM trades;'],
  ['nothing but a word', 'SELECT;'],
  ['words in no order', 'FROM WHERE trades SELECT = ( ;'],
  ['an open string', "SELECT symbol FROM trades WHERE symbol = 'abc;"],
  ['an open double-quoted string', 'SELECT symbol FROM trades WHERE symbol = "abc;'],
  ['an open quoted name', 'SELECT `symbol FROM trades;'],
  ['characters that mean nothing', 'SELECT symbol # FROM ?? trades;'],
  ['an open CASE', 'SELECT CASE WHEN price > 1 THEN 2 FROM trades;'],
  ['an open WITH block', "SELECT symbol FROM trades WITH ('topic' = 'x';"],
  ['ten thousand brackets', `SELECT ${'('.repeat(10_000)}1;`],
  ['ten thousand commas', `SELECT symbol ${','.repeat(10_000)} FROM trades;`],
];

for (const [name, statement] of broken)
  test(`one statement with ${name} leaves the others whole`, () => {
    const { statements, diagnostics } = assertSound(BEFORE + statement + AFTER, name);
    assert.equal(statements.length, 5);
    assert.deepEqual(
      statements.map(one => one.bound !== undefined),
      [true, true, false, true, false],
      JSON.stringify(diagnostics.map(one => one.message)),
    );
    const start = BEFORE.length;
    const end = start + statement.length;
    const errors = diagnostics.filter(one => one.severity === 'error');
    const inside = errors.filter(({ span }) => span.start >= start && span.end <= end);
    assert.equal(inside.length, 1, 'one error for the broken statement');
    assert.match(inside[0]!.rule, /^sql\/(syntax|too-deep)$/);
    assert.deepEqual(
      errors.filter(one => !inside.includes(one)).map(one => one.rule),
      ['sql/unknown-column'],
      'what is wrong elsewhere is still found',
    );
  });

test('a body left open ends before the next statement', () => {
  const { statements } = assertSound(
    `CREATE FUNCTION f(a INT) RETURNS INT LANGUAGE javascript AS $$ return a;\n${BEFORE}`,
  );
  assert.deepEqual(
    statements.map(one => one.bound !== undefined),
    [false, true, true],
  );
});
