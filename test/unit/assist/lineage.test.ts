/** Lineage: what each output column is made of, through statements and files. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { lineages, type Writer } from '../../../src/language/assist/lineage/lineage.ts';
import type { Origin } from '../../../src/language/assist/lineage/origin.ts';
import { Workspace } from '../../../src/language/workspace/workspace.ts';

const SOURCE = `CREATE STREAM trades (ticker STRING, price DECIMAL(10,2), qty BIGINT, ts TIMESTAMP,
  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND) WITH (topic = 'market');`;

/** The last statement of the last file: each column with its sources in a line, and what only filters. */
function traced(...texts: string[]): { readonly columns: Record<string, string[]>; readonly filters: string[] } {
  const workspace = new Workspace();
  for (const [i, text] of texts.entries()) workspace.setFile(`${i}.sql`, text);
  const path = `${texts.length - 1}.sql`;
  const write = workspace.analysis(path)!.statements.at(-1)!.meaning!;
  assert.equal(write.kind, 'query');
  const { columns, filters } = lineages((relation, from) =>
    workspace
      .writersOf(relation.name, from)
      .flatMap(({ statement, path: where }): Writer[] =>
        statement.meaning?.kind === 'query' ? [{ write: statement.meaning, path: where }] : [],
      ),
  ).of({ write: write as Writer['write'], path });
  const told = ({ relation, column, how, via }: Origin) => [`${relation.name}.${column}`, how, ...via].join(' ');
  return {
    columns: Object.fromEntries(
      columns.map(({ item, origins }) => [(write as Writer['write']).query.items[item]!.name, origins.map(told)]),
    ),
    filters: filters.map(told),
  };
}

test('columns are followed through aliases, CTEs and aggregates; what only filters is told apart', () => {
  const { columns, filters } = traced(
    `${SOURCE}\nWITH big AS (SELECT ticker AS sym, price * 2 AS twice FROM trades WHERE qty > 100)
     SELECT sym, SUM(twice) AS total, COUNT(*) AS n, 1 AS one FROM big GROUP BY sym EMIT CHANGES;`,
  );
  assert.deepEqual(columns, {
    sym: ['trades.ticker copied big'],
    total: ['trades.price aggregated big'],
    n: [],
    one: [],
  });
  assert.deepEqual(filters, ['trades.qty filter-only']);
});

test('through the statements of other files, to the declared source', () => {
  const { columns } = traced(
    SOURCE,
    'CREATE STREAM valued AS SELECT ticker, price * qty AS value FROM trades;',
    'CREATE STREAM named AS SELECT UPPER(ticker) AS name, value FROM valued;',
    'SELECT name, value AS worth FROM named EMIT CHANGES;',
  );
  assert.deepEqual(columns, {
    name: ['trades.ticker computed valued named'],
    worth: ['trades.price computed valued named', 'trades.qty computed valued named'],
  });
});

test('both sides of a join, a star, a subquery and a frame', () => {
  const { columns, filters } = traced(
    `${SOURCE}\nCREATE STREAM quotes (symbol STRING, bid DECIMAL(10,2), venue STRING);`,
    `SELECT q.*, t.price, AVG(t.qty) OVER (PARTITION BY t.ticker ORDER BY t.ts ROWS 3 PRECEDING) AS mean
     FROM trades t JOIN quotes q ON t.ticker = q.symbol WITHIN 1m WHERE q.venue = 'X';`,
  );
  assert.deepEqual(columns, {
    symbol: ['quotes.symbol copied'],
    bid: ['quotes.bid copied'],
    venue: ['quotes.venue copied'],
    price: ['trades.price copied'],
    mean: ['trades.qty aggregated', 'trades.ticker aggregated', 'trades.ts aggregated'],
  });
  assert.deepEqual(filters, []);
});

test('a UNION has the sources of all its branches', () => {
  const { columns } = traced(
    `${SOURCE}\nSELECT ticker AS a FROM trades UNION ALL SELECT venue FROM quotes;`.replace(
      'SELECT ticker',
      'CREATE STREAM quotes (venue STRING);\nSELECT ticker',
    ),
  );
  assert.deepEqual(columns, { a: ['trades.ticker copied', 'quotes.venue copied'] });
});

test('records without declared columns: the whole record, and single fields of it', () => {
  assert.deepEqual(traced('SELECT * FROM raw;').columns, { '*': ['raw.* copied'] });
  assert.deepEqual(
    traced('CREATE STREAM kept AS SELECT * FROM raw WHERE ok;', 'SELECT field AS f FROM kept;').columns,
    { f: ['raw.field copied kept'] },
  );
});

test('a declared stream that statements insert into leads on to what they read', () => {
  const { columns } = traced(
    `${SOURCE}\nCREATE STREAM sink (name STRING);\nINSERT INTO sink SELECT LOWER(ticker) FROM trades;`,
    'SELECT name FROM sink;',
  );
  assert.deepEqual(columns, { name: ['trades.ticker computed sink'] });
});

test('streams that feed each other in a circle come to an end', () => {
  const { columns } = traced(
    `CREATE STREAM a (x BIGINT);\nCREATE STREAM b (x BIGINT);
     INSERT INTO a SELECT x FROM b;\nINSERT INTO b SELECT x FROM a;\nSELECT x FROM a;`,
  );
  assert.equal(columns.x?.length, 1);
});

test('a chain of a thousand statements, each using two columns twice', () => {
  let chain = 'CREATE STREAM s0 (a BIGINT, b BIGINT);\n';
  for (let i = 1; i <= 1000; i++) chain += `CREATE STREAM s${i} AS SELECT a + b AS a, a - b AS b FROM s${i - 1};\n`;
  const { columns } = traced(chain);
  assert.deepEqual(
    columns.a?.map(one => one.split(' ').slice(0, 2)),
    [
      ['s0.a', 'computed'],
      ['s0.b', 'computed'],
    ],
  );
});
