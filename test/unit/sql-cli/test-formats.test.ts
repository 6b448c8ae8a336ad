/** ferris-sql test on topics of Protobuf, CSV and raw values: given and compared as JSON, lines and values, through their bytes. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { folderWith } from './run.ts';

const SQL = `CREATE STREAM orders (id INT, name STRING, price DECIMAL(10, 2), tags ARRAY<STRING>) WITH (
  'topic' = 'orders', 'format' = 'protobuf', 'schema.registry.url' = 'http://registry'
);
CREATE STREAM doubled WITH ('format' = 'protobuf', 'schema.registry.url' = 'http://registry') AS
SELECT name, price * 2 AS price, tags FROM orders;
CREATE STREAM lines (id INT, name STRING) WITH ('topic' = 'lines', 'format' = 'delimited');
CREATE STREAM turned WITH ('format' = 'delimited') AS SELECT name, id FROM lines;
CREATE STREAM numbers (v BIGINT) WITH ('topic' = 'numbers', 'format' = 'kafka');
CREATE STREAM more WITH ('format' = 'kafka') AS SELECT v + 1 AS v FROM numbers;
`;
const INPUT = {
  inputs: [
    { topic: 'orders', value: { id: 1, name: 'a', price: 1.5, tags: ['x'] } },
    { topic: 'lines', value: '1,a' },
    { topic: 'lines', value: { id: 2, name: 'b,c' } },
    { topic: 'lines', value: '1,a,b' },
    { topic: 'numbers', value: 5 },
    { topic: 'numbers', value: { v: 6 } },
  ],
};
const OUTPUT = {
  outputs: [
    { topic: 'doubled', value: { name: 'a', price: 3, tags: ['x'] } },
    { topic: 'turned', value: 'a,1' },
    { topic: 'turned', value: '"b,c",2' },
    { topic: 'more', value: 6 },
    { topic: 'more', value: 7 },
  ],
};

test('what goes in and comes out is as in the topics, as far as a person can read it', async () => {
  using folder = folderWith({
    'a.sql': SQL,
    'in.json': JSON.stringify(INPUT),
    'out.json': JSON.stringify(OUTPUT),
    'other.json': JSON.stringify({ outputs: [...OUTPUT.outputs.slice(0, 4), { topic: 'more', value: 8 }] }),
  });
  const run = (output: string) => folder.run(['test', '--sql', 'a.sql', '--input', 'in.json', '--output', output]);
  const { code, stderr } = await run('out.json');
  assert.equal(code, 0, stderr);
  assert.match(stderr, /lines-0@2: The line has 3 fields and 2 columns are declared/);
  const other = await run('other.json');
  assert.equal(other.code, 1);
  assert.match(other.stderr, /more\[1\]\.value: expected 8, found 7/);
});

test('what is no value of a raw topic fails, and no number comes out of its JSON', async () => {
  using folder = folderWith({
    'a.sql': `CREATE TABLE numbers (id STRING PRIMARY KEY, v BIGINT) WITH ('topic' = 'numbers', 'format' = 'raw');
CREATE STREAM given (v BIGINT) WITH ('topic' = 'given');
CREATE TABLE doubled AS SELECT id, v * 2 AS v FROM numbers;
CREATE STREAM keyless WITH ('key.format' = 'none') AS SELECT v FROM given;
`,
    'in.json': JSON.stringify({
      inputs: [
        { topic: 'numbers', key: 'a', value: 4 },
        { topic: 'numbers', key: 'b', value: 'abcdef' },
        { topic: 'given', key: 'k', value: { v: 1 } },
      ],
    }),
    'out.json': JSON.stringify({
      outputs: [
        { topic: 'doubled', key: 'a', value: { id: 'a', v: 8 } },
        { topic: 'keyless', key: null, value: { v: 1 } },
      ],
    }),
  });
  const { code, stderr } = await folder.run(['test', '--sql', 'a.sql', '--input', 'in.json', '--output', 'out.json']);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /inputs\[1\] is no record of the format of 'numbers'/);
});

test('columns that Protobuf has no name for are refused, as when the job runs', async () => {
  using folder = folderWith({
    'a.sql': `CREATE STREAM given (v BIGINT) WITH ('topic' = 'given');
CREATE STREAM out WITH ('format' = 'protobuf') AS SELECT v AS \`a b\` FROM given;
`,
    'in.json': JSON.stringify({ inputs: [{ topic: 'given', value: { v: 1 } }] }),
  });
  const { code, stderr } = await folder.run(['test', '--sql', 'a.sql', '--input', 'in.json']);
  assert.equal(code, 2, stderr);
  assert.match(stderr, /out: 'a b' is no name for a field of Protobuf/);
});

test('what a Debezium topic gets is shown as its changes: a row that goes is no row that comes', async () => {
  using folder = folderWith({
    'a.sql': `CREATE STREAM i (a INT, v INT) WITH ('topic' = 'i');
CREATE TABLE o WITH ('format' = 'debezium-json') AS
SELECT a, SUM(v) AS s FROM i GROUP BY a HAVING SUM(v) < 5 EMIT CHANGES;
`,
    'in.json': JSON.stringify({
      inputs: [
        { topic: 'i', value: { a: 1, v: 2 } },
        { topic: 'i', value: { a: 1, v: 3 } },
      ],
    }),
    'out.json': JSON.stringify({
      outputs: [
        { topic: 'o', key: 1, value: { before: null, after: { a: 1, s: 2 }, op: 'c' } },
        { topic: 'o', key: 1, value: { before: { a: 1, s: 2 }, after: null, op: 'd' } },
      ],
    }),
  });
  const { code, stderr } = await folder.run(['test', '--sql', 'a.sql', '--input', 'in.json', '--output', 'out.json']);
  assert.equal(code, 0, stderr);
});

test('what is neither a line nor a row of a CSV topic fails', async () => {
  using folder = folderWith({
    'a.sql': `CREATE STREAM c (v BIGINT) WITH ('topic' = 'c', 'format' = 'csv');
CREATE STREAM o AS SELECT v FROM c;
`,
    'in.json': JSON.stringify({ inputs: [5, '6'].map(value => ({ topic: 'c', value })) }),
    'out.json': JSON.stringify({ outputs: [{ topic: 'o', value: { v: 6 } }] }),
  });
  const { code, stderr } = await folder.run(['test', '--sql', 'a.sql', '--input', 'in.json', '--output', 'out.json']);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /inputs\[0\] is no record of the format of 'c'/);
});
