/** ferris-sql topics: what is in a place, for people and for the editor. */
import assert from 'node:assert/strict';
import net from 'node:net';
import test from 'node:test';
import { latestRecords } from '../../../cli/sql/listing/sample.ts';
import type { TopicsReport } from '../../../cli/sql/topics.ts';
import { memoryConnector } from '../../../runtime/connectors/memory/connector.ts';
import { quickly, timeOf } from '../../quickly.ts';
import { folderWith } from './run.ts';

const FILES = {
  'data/my-trades.jsonl': '{"ticker":"A","id":9007199254740993}\n{"ticker":"B","order":true}\n',
  'data/words.jsonl': '"hello"\n',
};
const there = ['--brokers', 'jsonl:data'];

test('topics with partitions, for a person', async () => {
  using folder = folderWith(FILES);
  const { code, stdout, stderr } = await folder.run(['topics', ...there]);
  assert.deepEqual([code, stderr], [0, '']);
  assert.equal(stdout, 'my-trades  1 partition  2 records\nwords      1 partition  1 record\n');
});

test('samples keep what stands in the records, columns come from them, and the statement is quoted', async () => {
  using folder = folderWith(FILES);
  const { code, stdout } = await folder.run(['topics', 'my-trades', ...there, '--samples', '5', '--format', 'json']);
  assert.equal(code, 0);
  const { topics } = JSON.parse(stdout) as TopicsReport;
  assert.equal(topics.length, 1);
  const { partitions, samples, columns, select } = topics[0]!;
  assert.deepEqual(partitions, [{ partition: 0, earliest: 0, end: 2 }]);
  assert.deepEqual(samples?.[0]?.value, { text: '{"ticker":"A","id":9007199254740993}' });
  assert.deepEqual(
    columns?.map(({ name, type }) => `${name} ${type}`),
    ['ticker STRING', 'id BIGINT', 'order BOOLEAN'],
  );
  assert.equal(select, 'SELECT ticker, id, `order`\nFROM `my-trades`\nEMIT CHANGES;\n');
  const run = await folder.run(['execute', '--query', select!.replace(' CHANGES', ' FINAL'), ...there]);
  assert.equal(run.code, 0, run.stderr);
});

test('only the latest records, and a topic without JSON objects is selected whole', async () => {
  using folder = folderWith(FILES);
  const { stdout } = await folder.run(['topics', ...there, '--samples', '1', '--format', 'json']);
  const { topics } = JSON.parse(stdout) as TopicsReport;
  assert.deepEqual(
    topics.map(({ samples }) => samples?.map(({ offset }) => offset)),
    [[1], [0]],
  );
  assert.equal(topics[1]!.select, 'SELECT *\nFROM words\nEMIT CHANGES;\n');
});

test('offsets without records, as markers of transactions are: it is looked further back', async () => {
  const connector = memoryConnector({ topics: { t: 1 } });
  for (const offset of [0, 1, 2, 40, 50]) connector.append('t', [{ value: `{"at":${offset}}`, offset }]);
  const { signal } = new AbortController();
  const partitions = await connector.partitions('t', signal);
  const latest = async (count: number): Promise<readonly number[]> =>
    (await latestRecords(connector, 't', partitions!, count, signal)).map(({ offset }) => offset);
  assert.deepEqual(await latest(3), [2, 40, 50]);
  assert.deepEqual(await latest(9), [0, 1, 2, 40, 50]);
});

test('the embedded log: records of several partitions, bytes that are no text; nothing is made by looking', async () => {
  using folder = folderWith();
  const empty = await folder.run(['topics', '--brokers', 'dir:log']);
  assert.deepEqual([empty.code, empty.stdout], [0, `${`dir:${folder.path}/log`} has no topics\n`]);
  assert.throws(() => folder.read('log/commits'));
  const lines = ['a', 'b', 'c', 'd'].map(k => `{"k":"${k}"}`).join('\n');
  await folder.run(['produce', '--topic', 't', '--key-field', 'k', '--partitions', '3', '--brokers', 'dir:log'], {
    stdin: `${lines}\n`,
  });
  const { stdout } = await folder.run(['topics', '--brokers', 'dir:log', '--samples', '9', '--format', 'json']);
  const [topic] = (JSON.parse(stdout) as TopicsReport).topics;
  assert.equal(topic?.partitions?.length, 3);
  assert.deepEqual(topic?.samples?.map(({ value }) => value && 'text' in value && value.text).sort(), [
    '{"k":"a"}',
    '{"k":"b"}',
    '{"k":"c"}',
    '{"k":"d"}',
  ]);
});

test('names alone', async () => {
  using folder = folderWith(FILES);
  const { stdout } = await folder.run(['topics', ...there, '--names', '--format', 'json']);
  assert.deepEqual((JSON.parse(stdout) as TopicsReport).topics, [{ name: 'my-trades' }, { name: 'words' }]);
});

test('an unknown topic is told with what there is', async () => {
  using folder = folderWith(FILES);
  const { code, stderr } = await folder.run(['topics', 'my-trade', ...there]);
  assert.equal(code, 66);
  assert.match(stderr, /no topic 'my-trade'.*\n.*did you mean 'my-trades'/);
});

test('a broker that is silent, and none at all: exit 69, in the time given', async t => {
  const silent = net.createServer();
  await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
  const sockets: net.Socket[] = [];
  silent.on('connection', socket => sockets.push(socket));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    silent.close();
  });
  const { port } = silent.address() as net.AddressInfo;
  using folder = folderWith();
  for (const broker of [`127.0.0.1:${port}`, '127.0.0.1:1'])
    await quickly(4000, () =>
      timeOf(async () => {
        const { code, stderr } = await folder.run(['topics', '--brokers', broker, '--timeout', '1']);
        assert.equal(code, 69, stderr);
        assert.match(stderr, new RegExp(broker));
      }),
    );
});
