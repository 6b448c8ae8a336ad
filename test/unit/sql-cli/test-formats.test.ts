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
