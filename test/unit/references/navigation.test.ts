import assert from 'node:assert/strict';
import test from 'node:test';
import { declarationsOf, type FileSpan, sourceOf } from '../../../src/language/references/declaration.ts';
import { nameAt } from '../../../src/language/references/find.ts';
import { distanceOf, symbolsLike } from '../../../src/language/references/symbols.ts';
import { highlightsAt, referencesTo } from '../../../src/language/references/uses.ts';
import { type Marked, marked } from './marked.ts';

const SOURCE = `CREATE STREAM trades (id BIGINT PRIMARY KEY, price DECIMAL(10, 2), ts TIMESTAMP, WATERMARK FOR ts AS ts) WITH ('topic' = 't');\n`;

const namesAt = ({ workspace, path, offset }: Marked) => nameAt(workspace, path, offset)?.names ?? [];

/** `file:line word` of each place. */
function shown({ workspace }: Marked, places: readonly FileSpan[]): readonly string[] {
  return places.map(({ path, span }) => {
    const text = workspace.text(path) ?? workspace.schemaText(path) ?? '';
    return `${path}:${text.slice(0, span.start).split('\n').length} ${text.slice(span.start, span.end)}`;
  });
}

const definition = (one: Marked) => shown(one, declarationsOf(one.workspace, namesAt(one)));
const source = (one: Marked) =>
  shown(
    one,
    declarationsOf(
      one.workspace,
      namesAt(one).map(name => sourceOf(one.workspace, name)),
    ),
  );

test('a column is declared by what its query calls it, and comes from its stream through all layers', () => {
  const one = marked(`${SOURCE}WITH a AS (SELECT price AS p FROM trades), b AS (
SELECT p FROM a)
SELECT b.|p FROM b;`);
  assert.deepEqual(definition(one), ['a.sql:3 p']);
  assert.deepEqual(source(one), ['a.sql:1 price']);
});

test('through *, other files, subqueries with names for columns, and UNION', () => {
  const others = { 'b.sql': `${SOURCE}CREATE STREAM copies AS SELECT * FROM trades;` };
  assert.deepEqual(definition(marked(`SELECT pri|ce FROM copies;`, others)), ['b.sql:1 price']);
  const listed = marked(`SELECT q.x| FROM (SELECT price, id FROM copies) AS q (x, y);`, others);
  assert.deepEqual(definition(listed), ['a.sql:1 x']);
  assert.deepEqual(source(listed), ['b.sql:1 price']);
  const union = marked(`SELECT |a FROM (SELECT id AS a FROM copies UNION ALL SELECT price FROM copies) AS u;`, others);
  assert.deepEqual(source(union), ['b.sql:1 id']);
});

test('the field of a schema file, also for a stream that WITH of a SELECT describes', () => {
  const avro = { 's.avsc': '{"type":"record","name":"S","fields":[{"name":"amount","type":"long"}]}' };
  const declared = marked(
    `CREATE STREAM s WITH ('topic' = 's', 'schema.file' = 's.avsc');\nSELECT MAX(x) AS m FROM (SELECT am|ount AS x FROM s) AS q;`,
    avro,
  );
  assert.deepEqual(definition(declared), ['s.avsc:1 "amount"']);
  const read = marked(`SELECT amo|unt FROM s WITH ('s.schema.file' = 's.avsc');`, avro);
  assert.deepEqual(definition(read), ['s.avsc:1 "amount"']);
});

test('what is only written to is declared where it is written; an alias stands for its relation', () => {
  const written = marked(`INSERT INTO out SELECT 1 AS a;\nSELECT a FROM o|ut;`);
  assert.deepEqual(definition(written), ['a.sql:1 out']);
  const alias = marked(`${SOURCE}SELECT |t.price FROM trades AS t;`);
  assert.deepEqual(definition(alias), ['a.sql:2 t']);
  assert.deepEqual(source(alias), ['a.sql:1 trades']);
  assert.deepEqual(definition(marked(`${SOURCE}SELECT M|AX(price) FROM trades;`)), []);
});

test('references: all files, USING, properties, names in another case and in back quotes', () => {
  const one = marked(`${SOURCE}SELECT \`price\`, Trades.PRICE FROM tra|des WITH ('trades.format' = 'json');`, {
    'b.sql': `SELECT 1 AS trades; DESCRIBE trades; INSERT INTO trades (id) VALUES (1);`,
    'c.sql': `CREATE STREAM trades (other INT) WITH ('topic' = 'u'); SELECT other FROM trades;`,
  });
  const names = namesAt(one);
  assert.deepEqual(shown(one, referencesTo(one.workspace, names, false)), [
    'a.sql:2 Trades',
    'a.sql:2 trades',
    'a.sql:2 trades',
    'b.sql:1 trades',
    'b.sql:1 trades',
  ]);
  assert.equal(referencesTo(one.workspace, names, true).length, 6);
});

test('highlights tell reads from writes, and columns called after one another are one', () => {
  const one = marked(
    `${SOURCE}WITH c AS (SELECT price FROM trades) SELECT pri|ce FROM c;\nINSERT INTO trades (id, price) SELECT id, 1 AS price FROM trades;`,
  );
  assert.deepEqual(
    highlightsAt(one.workspace, one.path, one.offset).map(
      ({ span, kind }) => `${one.text.slice(0, span.start).split('\n').length} ${kind}`,
    ),
    ['1 declaration', '2 read', '2 read', '3 write'],
  );
});

test('odd places have no name: comments, texts, numbers, keywords, beyond the end, an empty file', () => {
  for (const sql of ['-- tra|des', "SELECT 'tra|des'", 'SELECT 1|2', 'SEL|ECT 1', '|', 'SELECT 1;\r\n\r\n|']) {
    const one = marked(sql);
    assert.equal(nameAt(one.workspace, one.path, one.offset), undefined, sql);
    assert.equal(nameAt(one.workspace, one.path, one.offset + 1000), undefined, sql);
  }
});

test('no position of a broken text throws', () => {
  const text = `${SOURCE}SELECT t.price, (SELECT x FROM WHERE t.id = FROM trades t JOIN USING (id) MATCH_RECOGNIZE (PATTERN (A) DEFINE A AS A.`;
  for (let end = 0; end <= text.length; end += 3) {
    const one = marked(`${text.slice(0, end)}|`);
    for (let offset = Math.max(0, end - 12); offset <= end; offset++) {
      highlightsAt(one.workspace, one.path, offset);
      const names = nameAt(one.workspace, one.path, offset)?.names ?? [];
      declarationsOf(one.workspace, names);
    }
  }
});

test('symbols by some of their letters, the best first', () => {
  const { workspace } = marked('|', {
    'b.sql': `CREATE STREAM market_data (a INT) WITH ('topic' = 'm'); CREATE TABLE remade (a INT) WITH ('topic' = 'r'); START JOB dashboard AS INSERT INTO made SELECT a FROM market_data;`,
  });
  assert.deepEqual(
    symbolsLike(workspace, 'md').map(one => one.name),
    ['market_data', 'made', 'remade'],
  );
  assert.equal(symbolsLike(workspace, '').length, 4);
  assert.deepEqual(symbolsLike(workspace, 'zzz'), []);
  assert.equal(distanceOf('data', 'market_data'), 1);
  assert.equal(distanceOf('atad', 'market_data'), undefined);
});
