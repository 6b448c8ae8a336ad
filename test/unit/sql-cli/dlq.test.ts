/** ferris-sql dlq: what a job kept aside is listed, shown, and given back once. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { type Folder, folderWith } from './run.ts';

const SQL = `CREATE STREAM readings (sensor STRING, value BIGINT) WITH (topic = 'readings', format = 'json', 'dead_letter.topic' = 'bad', failure_strategy = 'SendToDLQ');
CREATE STREAM shares AS SELECT sensor, 100 / value AS share FROM readings;
`;
const LINES = [
  '{"sensor":"a","value":4}',
  '{"sensor":"b","value":0}',
  '{"sensor":"ü","value":"many"}',
  '{"sensor":"c",',
];

interface Told {
  readonly letters: readonly {
    readonly partition: number;
    readonly offset: number;
    readonly place: { readonly topic: string; readonly offset: number };
    readonly code: string;
    readonly query: string;
    readonly value: { readonly text: string };
    readonly headers: readonly unknown[];
  }[];
}

/** A folder in which a job has kept three of four records aside. */
async function worked(): Promise<Folder> {
  const folder = folderWith({ 'q.sql': SQL });
  const lines = LINES.map(line => Buffer.from(line));
  const { logConnector } = await import('../../../runtime/connectors/log/connector.ts');
  const log = await logConnector(`${folder.path}/.ferris/log`);
  const writer = await log.writer();
  await writer.write(
    lines.map((value, i) => ({ topic: 'readings', key: null, value, timestamp: 1000 + i, headers: [] })),
  );
  await writer.commit();
  await writer.close();
  await log.close();
  const { code, stderr } = await folder.run(['run', 'q.sql', '--bounded', '--port', '0']);
  assert.equal(code, 0, stderr);
  return folder;
}

const letters = async (folder: Folder, ...args: readonly string[]): Promise<Told['letters']> => {
  const { code, stdout, stderr } = await folder.run(['dlq', ...args, '--format', 'json']);
  assert.equal(code, 0, stderr);
  return (JSON.parse(stdout) as Told).letters;
};

test('what was kept aside is listed, each with its place, its error and its bytes', async () => {
  using folder = await worked();
  const told = await letters(folder, 'list', 'bad');
  assert.deepEqual(
    told
      .map(({ place, code, query, value }) => [place.topic, place.offset, code, query, value.text])
      .toSorted((a, b) => Number(a[1]) - Number(b[1])),
    [
      ['readings', 1, 'division_by_zero', 'shares', LINES[1]],
      ['readings', 2, 'decode', 'shares', LINES[2]],
      ['readings', 3, 'decode', 'shares', LINES[3]],
    ],
  );
  assert.equal((await letters(folder, 'list', 'bad', '--code', 'division_by_zero')).length, 1);
  assert.equal((await letters(folder, 'list', 'bad', '--limit', '2')).length, 2);
  const { offset } = told.find(({ place }) => place.offset === 2)!;
  const { stdout } = await folder.run(['dlq', 'show', 'bad', '--offset', String(offset)]);
  assert.match(stdout, /^from {9}readings-0@2, 1970-01-01T00:00:01\.002Z$/m);
  assert.match(stdout, /^value {8}\{"sensor":"ü","value":"many"\}$/m);
});

test('what is given back goes to its topic as it was, and only once', async () => {
  using folder = await worked();
  const values = async (): Promise<(string | undefined)[]> => {
    const { stdout } = await folder.run(['topics', 'readings', '--samples', '100', '--format', 'json']);
    const [{ samples }] = (JSON.parse(stdout) as { topics: [{ samples: { value: { text: string } }[] }] }).topics;
    return samples.map(({ value }) => value.text).toSorted();
  };
  assert.match((await folder.run(['dlq', 'retry', 'bad', '--dry-run'])).stdout, /^would give back 3 records/);
  assert.equal((await values()).length, 4);
  assert.match((await folder.run(['dlq', 'retry', 'bad', '--limit', '2'])).stdout, /^gave back 2 records/);
  assert.match((await folder.run(['dlq', 'retry', 'bad'])).stdout, /^gave back 1 record\n/);
  assert.match((await folder.run(['dlq', 'retry', 'bad'])).stdout, /^nothing to give back/);
  assert.deepEqual(await values(), [...LINES, ...LINES.slice(1)].toSorted());
  assert.match(
    (await folder.run(['dlq', 'retry', 'bad', '--code', 'division_by_zero'])).stdout,
    /^gave back 1 record\n/,
  );
  assert.match((await folder.run(['dlq', 'retry', 'bad', '--all'])).stdout, /^gave back 3 records/);
  // Kept aside again it is a letter of its own, with the headers of the latest time only once.
  assert.equal((await folder.run(['run', 'q.sql', '--bounded', '--port', '0'])).code, 0);
  const told = await letters(folder, 'list', 'bad');
  assert.equal(told.length, 3 + 7);
  assert.equal(told.at(-1)!.headers.length, 1, 'that it was given back');
});

test('what cannot be is refused', async () => {
  using folder = await worked();
  const refused = async (args: readonly string[], code: number, said: RegExp): Promise<void> => {
    const ran = await folder.run(['dlq', ...args]);
    assert.equal(ran.code, code);
    assert.match(ran.stderr, said);
  };
  await refused(['drop', 'bad'], 64, /dlq takes list, show or retry, not 'drop'/);
  await refused(['list'], 64, /ACTION TOPIC/);
  await refused(['list', 'bda'], 66, /did you mean 'bad'/);
  await refused(['show', 'bad'], 64, /needs --offset/);
  await refused(['show', 'bad', '--offset', '1@x'], 64, /PARTITION@OFFSET/);
  await refused(['show', 'bad', '--offset', '77'], 64, /no dead letter at 0@77/);
  await refused(['list', 'bad', '--all'], 64, /for retry/);
  const { stderr, stdout } = await folder.run(['dlq', 'list', 'readings']);
  assert.equal(stdout, 'no dead letters\n');
  assert.match(stderr, /4 other records of readings are no dead letters/);
});
