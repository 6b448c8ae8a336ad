/** INSERT INTO … VALUES writes rows to a relation's topic, once; a view's current state is what its topic holds. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { folderWith } from './run.ts';

const DECLARED = `CREATE STREAM orders (id BIGINT, who STRING, amount DECIMAL(10, 2)) WITH ('topic' = 'orders', 'format' = 'json');
CREATE TABLE people (who STRING PRIMARY KEY, city STRING) WITH ('topic' = 'people', 'format' = 'json');
`;
const VIEW = `CREATE MATERIALIZED VIEW cities AS SELECT city, COUNT(*) AS n FROM people GROUP BY city EMIT CHANGES;
`;
const INSERTS = `INSERT INTO orders VALUES (1, 'a', 10.5), (2, 'b', 3 + 4), (3, 'c', NULL);
INSERT INTO people (who, city) VALUES ('a', 'Rome'), ('b', 'Oslo'), ('a', 'Bern');
`;

test('rows are written, each once, and read by what comes after', async () => {
  using folder = folderWith({
    'insert.sql': DECLARED + INSERTS,
    'ask.sql': `${DECLARED}SELECT id, amount, (SELECT city FROM people WHERE people.who = orders.who) AS city FROM orders;`,
    'view.sql': DECLARED + VIEW,
    'ask-view.sql': `CREATE TABLE cities (city STRING PRIMARY KEY, n BIGINT) WITH ('topic' = 'cities');
SELECT city, n FROM cities;`,
    'both.sql': `${DECLARED}INSERT INTO orders (id, who) VALUES (4, 'b');\nSELECT id FROM orders;`,
  });
  const run = async (file: string, ...more: readonly string[]) => {
    const { code, stdout, stderr } = await folder.run([
      ...['execute', '--file', file, '--brokers', 'dir:log', '--format', 'json-lines', ...more],
    ]);
    assert.equal(stderr, '');
    assert.equal(code, 0);
    return stdout.trimEnd().split('\n');
  };
  await run('insert.sql');
  assert.deepEqual(await run('ask.sql'), [
    '{"id":1,"amount":10.5,"city":"Bern"}',
    '{"id":2,"amount":7,"city":"Oslo"}',
    '{"id":3,"amount":null,"city":null}',
  ]);
  await run('view.sql', '--output', 'kafka');
  assert.deepEqual((await run('ask-view.sql')).sort(), ['{"city":"Bern","n":1}', '{"city":"Oslo","n":1}']);
  // Beside the rows that are there already; the topic has them afterwards.
  const ids = [1, 2, 3, 4].map(id => `{"id":${id}}`);
  assert.deepEqual((await run('both.sql')).sort(), ids);
  assert.equal((await run('ask.sql')).length, 4);
});

test('into a topic that is not there yet; with --output kafka as well', async () => {
  using folder = folderWith({
    'insert.sql': `${DECLARED}${INSERTS}SELECT COUNT(*) AS n FROM orders;`,
    'ask.sql': `${DECLARED}SELECT COUNT(*) AS n FROM orders;`,
  });
  const place = ['--brokers', 'dir:log', '--format', 'json-lines'];
  const first = await folder.run(['execute', '--file', 'insert.sql', ...place]);
  assert.equal(first.stdout, '{"n":3}\n');
  await folder.run(['execute', '--file', 'insert.sql', ...place, '--output', 'kafka']);
  assert.equal((await folder.run(['execute', '--file', 'ask.sql', ...place])).stdout, '{"n":6}\n');
});

test('what runs on leaves it out; columns that nobody names are asked for', async () => {
  using folder = folderWith({ 'insert.sql': DECLARED + INSERTS });
  const streamed = await folder.run(['stream', '--file', 'insert.sql', '--brokers', 'dir:log']);
  assert.equal(streamed.code, 2);
  assert.match(streamed.stderr, /has nothing to run/);
  const unknown = await folder.run(['execute', '--query', 'INSERT INTO nobody VALUES (1)', '--brokers', 'dir:log']);
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /name them: INSERT INTO nobody \(a, b\) VALUES/);
});
