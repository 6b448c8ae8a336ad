/** The graph of a statement: its steps in order, where rows change their partition, what is kept. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { planGraph } from '../../../src/compiler/explain/graph.ts';
import { graphText } from '../../../src/compiler/explain/graph-text.ts';
import { statementsToExplain } from '../../../src/compiler/explain/statements.ts';
import { analyze } from '../../../src/language/analyze.ts';

const SOURCES = `CREATE STREAM trades (ticker STRING, price DECIMAL(10,2), qty BIGINT, ts TIMESTAMP,
  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND, PRIMARY KEY (ticker)) WITH (topic = 'market');
CREATE TABLE companies (id STRING PRIMARY KEY, name STRING);
`;

const graphOf = (sql: string, only?: number) => {
  const text = SOURCES + sql;
  const graph = planGraph({
    statements: statementsToExplain(analyze(text).statements),
    only,
    partitions: () => undefined,
  });
  const titles = new Map(graph.operators.map(one => [one.id, one.title]));
  return { ...graph, text, titles };
};

test('grouping by the declared key stays where the rows are; by anything else they are sent', () => {
  const kept = graphOf('SELECT ticker, COUNT(*) AS n FROM trades GROUP BY ticker EMIT CHANGES;');
  assert.deepEqual(
    kept.edges.map(({ kind }) => kind),
    ['forward', 'forward', 'forward'],
  );
  assert.equal(kept.stages.length, 1);
  const sent = graphOf('SELECT qty, COUNT(*) AS n FROM trades GROUP BY qty EMIT CHANGES;');
  assert.deepEqual(
    sent.edges.map(({ kind, key }) => [kind, key]),
    [
      ['repartition', ['qty']],
      ['forward', undefined],
      ['forward', undefined],
    ],
  );
  assert.equal(sent.stages.length, 2);
});

test('it is told as text, with what is kept and how long', () => {
  const graph = graphOf(
    'SELECT name, SUM(qty * 2) AS total FROM trades JOIN companies ON ticker = id WHERE price > 10 GROUP BY name WINDOW TUMBLING(1h) GRACE 10s EMIT FINAL;',
  );
  assert.equal(
    graphText(graph),
    `stage 1
  1. stream trades
       topic 'market'
       time from ts, up to 5 s out of order
       columns: ticker, price, qty, ts
  3. inner join on (ticker = id)
       rows of 2
       state: the table; rows that wait for its watermark
  4. filter (price > 10)

stage 2
  2. table companies
       topic 'companies'
       the record's time, in order
       columns: id, name

stage 3 (by name)
  5. aggregate by name
       rows of 4, sent by name
       tumbling windows of 1 h, grace 10 s
       SUM((qty * 2))
       one row per window and key, when it closes
       state: one entry per key and open window, freed when the watermark passes its end
  6. project name, total
       name
       SUM((qty * 2)) AS total
  7. rows to whoever asks
       key: name
`,
  );
});

test('each operator stands where it is written', () => {
  const { operators, text } = graphOf('SELECT ticker FROM trades WHERE qty > 100 LIMIT 5;');
  assert.deepEqual(
    operators.map(({ kind, span }) => [kind, text.slice(span.start, span.end)]),
    [
      ['source', 'trades'],
      ['filter', 'qty > 100'],
      ['project', 'ticker'],
      ['limit', 'LIMIT 5'],
      ['sink', 'SELECT ticker FROM trades WHERE qty > 100 LIMIT 5'],
    ],
  );
});

test('a statement that reads another goes on where that one ends; one is asked for with what it needs', () => {
  const sql = `CREATE STREAM big AS SELECT ticker, qty FROM trades WHERE qty > 100;
SELECT COUNT(*) AS n FROM big EMIT CHANGES;
SELECT id FROM companies EMIT CHANGES;`;
  const { edges, titles, operators } = graphOf(sql, 3);
  assert.deepEqual([...new Set(operators.map(({ statement }) => statement))], [2, 3]);
  assert.ok(
    edges.some(({ from, to }) => titles.get(from) === 'stream big' && titles.get(to) === 'aggregate by everything'),
  );
  assert.equal(operators.filter(({ kind }) => kind === 'source').length, 1);
});

test('a statement that reads what it writes reads its topic', () => {
  const { operators } = graphOf('CREATE STREAM a (x BIGINT);\nINSERT INTO a SELECT x FROM a;');
  assert.deepEqual(
    operators.map(({ kind }) => kind),
    ['source', 'project', 'sink'],
  );
});

test('a CTE that is read twice is computed once', () => {
  const { operators } = graphOf(
    'WITH x AS (SELECT ticker, COUNT(*) AS n FROM trades GROUP BY ticker) SELECT a.n FROM x a JOIN x b ON a.ticker = b.ticker WITHIN 1h;',
  );
  assert.equal(operators.filter(({ kind }) => kind === 'aggregate').length, 1);
});

test('queries inside expressions are steps beside the rows that ask them', () => {
  const { operators, titles, edges } = graphOf(
    'SELECT ticker FROM trades WHERE ticker IN (SELECT id FROM companies) AND EXISTS (SELECT 1 FROM trades AS t WHERE t.qty > trades.qty);',
  );
  const asked = operators.filter(({ kind }) => kind === 'join');
  assert.deepEqual(
    asked.map(({ title }) => title),
    ['ticker IN (query)', 'EXISTS (query of qty)'],
  );
  assert.deepEqual(
    edges.filter(({ to }) => to === asked[0]!.id).map(({ from }) => titles.get(from)),
    ['stream trades', 'project id'],
  );
});
