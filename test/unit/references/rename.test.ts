import assert from 'node:assert/strict';
import test from 'node:test';
import { rename } from '../../../src/language/references/rename.ts';
import { Workspace } from '../../../src/language/workspace/workspace.ts';
import { after, marked, renamed } from './marked.ts';

const SOURCE = `CREATE STREAM trades (id BIGINT PRIMARY KEY, price DECIMAL(10, 2), ts TIMESTAMP, WATERMARK FOR ts AS ts) WITH ('topic' = 't');\n`;

test('a column is renamed where it is declared, through *, and where it is read', () => {
  const sql = `CREATE STREAM copies AS SELECT * FROM trades;
SELECT SUM(c.pri|ce) AS total FROM copies AS c WHERE price > 1;`;
  assert.equal(
    renamed(SOURCE + sql, 'cost'),
    SOURCE.replace('price', 'cost') + sql.replace('|', '').replaceAll('price', 'cost'),
  );
});

test('an output column that was called after it keeps its name', () => {
  assert.equal(
    renamed(`${SOURCE}SELECT id, pr|ice FROM trades ORDER BY price;`, 'cost'),
    `${SOURCE.replace('price', 'cost')}SELECT id, cost AS price FROM trades ORDER BY price;`,
  );
});

test('where nobody can see that name, none is given', () => {
  assert.equal(
    renamed(`${SOURCE}SELECT 1 AS one FROM trades t WHERE EXISTS (SELECT pr|ice FROM trades);`, 'cost'),
    `${SOURCE.replace('price', 'cost')}SELECT 1 AS one FROM trades t WHERE EXISTS (SELECT cost FROM trades);`,
  );
});

test('an output column without AS gets one, and its source keeps its name', () => {
  assert.equal(
    renamed(`${SOURCE}WITH c AS (SELECT price FROM trades) SELECT MAX(c.pr|ice) AS top FROM c;`, 'cost'),
    `${SOURCE}WITH c AS (SELECT price AS cost FROM trades) SELECT MAX(c.cost) AS top FROM c;`,
  );
});

test('an output column called after a function of the user’s own keeps its name', () => {
  const declared = 'CREATE FUNCTION fee(a BIGINT) RETURNS BIGINT LANGUAGE javascript AS $$ return a $$;\n';
  assert.equal(
    renamed(`${SOURCE}${declared}SELECT f|ee(id) FROM trades;`, 'charge'),
    `${SOURCE}${declared.replace('fee', 'charge')}SELECT charge(id) AS fee FROM trades;`,
  );
});

test('USING renames both sides', () => {
  assert.equal(
    renamed(
      `CREATE STREAM a (id BIGINT, x INT) WITH ('topic' = 'a');
CREATE STREAM b (id BIGINT, y INT) WITH ('topic' = 'b');
SELECT x, y FROM a JOIN b USING (i|d) WITHIN 5m;`,
      'key_1',
    ),
    `CREATE STREAM a (key_1 BIGINT, x INT) WITH ('topic' = 'a');
CREATE STREAM b (key_1 BIGINT, y INT) WITH ('topic' = 'b');
SELECT x, y FROM a JOIN b USING (key_1) WITHIN 5m;`,
  );
});

test('aliases, CTEs, named windows and pattern variables', () => {
  assert.equal(
    renamed(`${SOURCE}SELECT t.price FROM trades AS |t WHERE T.price > 1;`, 'x'),
    `${SOURCE}SELECT x.price FROM trades AS x WHERE x.price > 1;`,
  );
  assert.equal(
    renamed(`${SOURCE}WITH c AS (SELECT * FROM trades) SELECT c.price, c.* FROM |c;`, 'd'),
    `${SOURCE}WITH d AS (SELECT * FROM trades) SELECT d.price, d.* FROM d;`,
  );
  assert.equal(
    renamed(`${SOURCE}SELECT SUM(price) OVER |w FROM trades WINDOW w AS (ORDER BY ts);`, 'v'),
    `${SOURCE}SELECT SUM(price) OVER v FROM trades WINDOW v AS (ORDER BY ts);`,
  );
  const match = (a: string, b: string) =>
    `${SOURCE}SELECT * FROM trades MATCH_RECOGNIZE (ORDER BY ts MEASURES ${a}.price AS p AFTER MATCH SKIP TO LAST ${b} PATTERN (${a} ${b}+) DEFINE ${b} AS ${b}.price > PREV(${b}.price));`;
  assert.equal(renamed(match('A', 'B').replace('(A ', '(|A '), 'up'), match('up', 'B'));
  assert.equal(renamed(match('A', 'B').replace('DEFINE B', 'DEFINE |B'), 'down'), match('A', 'down'));
});

test('columns that are named behind a relation, and by it', () => {
  const source = `CREATE STREAM s (id INT, tags ARRAY<STRING>) WITH ('topic' = 's');\n`;
  assert.equal(
    renamed(`${source}SELECT u.tag FROM s CROSS JOIN UNNEST(tags) AS u(|tag);`, 'word'),
    `${source}SELECT u.word AS tag FROM s CROSS JOIN UNNEST(tags) AS u(word);`,
  );
  assert.equal(
    renamed(`${source}SELECT tag FROM s CROSS JOIN UNNEST(tags) AS |tag;`, 'word'),
    `${source}SELECT word AS tag FROM s CROSS JOIN UNNEST(tags) AS word;`,
  );
  assert.equal(
    renamed(`SELECT v.a, v.b FROM (VALUES (1, 2), (3, 4)) AS v (|a, b);`, 'x'),
    `SELECT v.x AS a, v.b FROM (VALUES (1, 2), (3, 4)) AS v (x, b);`,
  );
  assert.equal(
    renamed(`${source}WITH c (one, two) AS (SELECT id, tags FROM s) SELECT o|ne AS n FROM c;`, 'x'),
    `${source}WITH c (x, two) AS (SELECT id, tags FROM s) SELECT x AS n FROM c;`,
  );
});

test('a stream without a topic of its own keeps the one it had, however it is written', () => {
  const cases: readonly (readonly [string, string])[] = [
    [`CREATE STREAM |s (a INT);`, `CREATE STREAM t (a INT) WITH ('topic' = 's');`],
    [
      `CREATE STREAM |s (a INT) WITH ('format' = 'json');`,
      `CREATE STREAM t (a INT) WITH ('topic' = 's', 'format' = 'json');`,
    ],
    [`CREATE STREAM |s (a INT) WITH ('s.topic' = 'x');`, `CREATE STREAM t (a INT) WITH ('t.topic' = 'x');`],
    [`CREATE STREAM |s WITH () AS SELECT 1 AS one;`, `CREATE STREAM t WITH ('topic' = 's') AS SELECT 1 AS one;`],
    [
      `START JOB j AS CREATE STREAM |s AS SELECT 1 AS one;`,
      `START JOB j AS CREATE STREAM t WITH ('topic' = 's') AS SELECT 1 AS one;`,
    ],
    [`CREATE TABLE |s AS SELECT 1 AS one;`, `CREATE TABLE t WITH ('topic' = 's') AS SELECT 1 AS one;`],
  ];
  for (const [before, expected] of cases) assert.equal(renamed(before, 't'), expected);
});

test('an undeclared stream is renamed where each statement says its topic', () => {
  const read = "SELECT t|.a FROM t INTO out WITH ('t.topic' = 'x', 't.type' = 'kafka_source', 'out.topic' = 'y');";
  assert.equal(
    renamed(read, 'u'),
    "SELECT u.a FROM u INTO out WITH ('u.topic' = 'x', 'u.type' = 'kafka_source', 'out.topic' = 'y');",
  );
  assert.match(renamed(read, 'u', { 'b.sql': 'SELECT a FROM t;' }), /name of a topic/);
});

test('streams, functions and jobs are renamed in all files', () => {
  const { workspace, text, offset } = marked(
    `${SOURCE.replace('trades', '|trades')}START JOB j AS INSERT INTO out SELECT * FROM trades;`,
    {
      'b.sql': `SELECT TRADES.price FROM Trades WITH ('trades.format' = 'json'); STOP JOB j; DROP STREAM trades;`,
    },
  );
  const result = rename(workspace, 'a.sql', offset, 'my trades');
  assert.ok('edits' in result, JSON.stringify(result));
  assert.equal(after(text, result.edits), text.replaceAll('trades', '`my trades`'));
  assert.equal(
    after(workspace.text('b.sql')!, result.edits, 'b.sql'),
    "SELECT `my trades`.price FROM `my trades` WITH ('my trades.format' = 'json'); STOP JOB j; DROP STREAM `my trades`;",
  );
  const job = rename(workspace, 'b.sql', workspace.text('b.sql')!.indexOf('JOB j') + 4, 'k');
  assert.ok('edits' in job);
  assert.deepEqual(
    job.edits.map(one => one.path),
    ['a.sql', 'b.sql'],
  );
});

test('a job takes its properties along', () => {
  assert.equal(
    renamed(`${SOURCE}START JOB |j AS SELECT * FROM trades WITH ('j.topic' = 'x'); STOP JOB j;`, 'k'),
    `${SOURCE}START JOB k AS SELECT * FROM trades WITH ('k.topic' = 'x'); STOP JOB k;`,
  );
});

test('what cannot be renamed is refused with the reason', () => {
  const refused = (sql: string, name: string, reason: RegExp, others = {}) =>
    assert.match(renamed(sql, name, others), reason);
  refused(`${SOURCE}SELECT * FR|OM trades;`, 'x', /there is no name/);
  refused(`${SOURCE}SELECT SU|M(price) FROM trades;`, 'x', /function of the language/);
  refused(`${SOURCE}SELECT price FROM t|rades;`, '', /no name/);
  refused(`${SOURCE}SELECT price FROM t|rades;`, 'other', /there is a stream or table 'other' already, in b.sql/, {
    'b.sql': `CREATE STREAM other (a INT) WITH ('topic' = 'o');`,
  });
  refused(`SELECT price FROM tra|des;`, 'x', /name of a topic/);
  refused(`SELECT pri|ce FROM trades;`, 'x', /a field of the records of 'trades'/);
  refused(`${SOURCE}START JOB |j AS SELECT * FROM trades;`, 'x', /topic of its name/);
  const other = `CREATE STREAM other (id BIGINT, cost INT) WITH ('topic' = 'o');\n`;
  refused(
    `${SOURCE}${other}SELECT * FROM trades AS |a JOIN other AS b ON a.id = b.id WITHIN 5m;`,
    'x',
    /'a_id' would be called 'x_id'/,
  );
  refused(
    `${SOURCE}${other}SELECT * FROM trades AS a JOIN other AS b ON a.|id = b.id WITHIN 5m;`,
    'x',
    /would be called/,
  );
  refused(
    `${SOURCE}${other}SELECT a.*, a.pri|ce AS p, b.* FROM trades AS a JOIN other AS b ON a.id = b.id WITHIN 5m;`,
    'cost',
    /would not mean the same/,
  );
  refused(
    `${SOURCE}INSERT INTO out SELECT price FROM trades; INSERT INTO out SELECT price FROM trades; SELECT pri|ce FROM out;`,
    'x',
    /several statements write/,
  );
  refused(`${SOURCE}SELECT x.i|d, price FROM trades AS x;`, 'price', /would not mean the same/);
  refused(`${SOURCE}SELECT x.id FROM trades AS |x JOIN trades AS y ON x.id = y.id WITHIN 5m;`, 'y', /two relations/);
  refused(
    `${SOURCE}WITH c AS (SELECT * FROM trades a JOIN trades b ON a.id = b.id WITHIN 5m) SELECT a_pr|ice FROM c;`,
    'x',
    /name the columns instead of \*/,
  );
  refused(
    `CREATE STREAM s WITH ('topic' = 's', 'schema.file' = 's.avsc'); SELECT a| FROM s;`,
    'x',
    /schema file s.avsc/,
    {
      's.avsc': '{"type":"record","name":"S","fields":[{"name":"a","type":"long"}]}',
    },
  );
});

test('a word of the language and odd characters get back quotes; the same name changes nothing', () => {
  assert.equal(
    renamed(`${SOURCE}SELECT price AS |p FROM trades;`, 'from'),
    `${SOURCE}SELECT price AS \`from\` FROM trades;`,
  );
  assert.equal(
    renamed(`${SOURCE}SELECT price AS |p FROM trades;`, '`a b`'),
    `${SOURCE}SELECT price AS \`a b\` FROM trades;`,
  );
  assert.equal(renamed(`${SOURCE}SELECT price AS |p FROM trades;`, 'p'), `${SOURCE}SELECT price AS p FROM trades;`);
});

test('a name in a statement with errors is renamed as far as it is understood', () => {
  assert.equal(
    renamed(`${SOURCE}SELECT x.price, nothing FROM trades AS |x WHERE x.price > 'a' AND`, 'y'),
    `${SOURCE}SELECT y.price, nothing FROM trades AS y WHERE y.price > 'a' AND`,
  );
});

test('what cannot be read refers to what is declared now, not to what was when it was first asked about', () => {
  const workspace = new Workspace();
  const broken = 'SELECT id, nothing FROM trades GROUP BY id WINDOW TUMBLING (1 MINUTE);';
  workspace.setFile('broken.sql', broken);
  const at = broken.indexOf('trades');
  assert.match(JSON.stringify(rename(workspace, 'broken.sql', at, 'sales')), /is the name of a topic/);
  workspace.setFile('source.sql', SOURCE);
  const renaming = rename(workspace, 'broken.sql', at, 'sales');
  assert.deepEqual('edits' in renaming && renaming.edits.map(({ path, text }) => [path, text]), [
    ['broken.sql', 'sales'],
    ['source.sql', 'sales'],
  ]);
});
