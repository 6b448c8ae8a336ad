/** Folders of .jsonl files: the common suite, the two forms of lines, growing, large and broken files. */
import assert from 'node:assert/strict';
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { jsonlConnector } from '../../../runtime/connectors/jsonl/connector.ts';
import { type Connector, ConnectorError, type Problem } from '../../../runtime/connectors/port.ts';
import { conformance, never, readAll, record, writeAll } from './conformance.ts';

const shared = mkdtempSync(join(tmpdir(), 'ferris-jsonl-'));
test.after(() => rmSync(shared, { recursive: true }));
const onProblem = ({ place, message }: Problem) => assert.fail(`${place}: ${message}`);
conformance('jsonl', () => jsonlConnector({ folder: shared, onProblem }), { wakesWithin: 100 });

interface Given {
  readonly folder: string;
  readonly problems: string[];
  readonly open: () => Promise<Connector>;
  readonly file: (name: string, content: string) => string;
}

function inFolder(title: string, body: (given: Given) => Promise<void>): void {
  test(`jsonl: ${title}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ferris-jsonl-'));
    const problems: string[] = [];
    const report = ({ place, message }: Problem) => problems.push(`${place}: ${message}`);
    const file = (name: string, content: string) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    try {
      await body({ folder, problems, file, open: () => jsonlConnector({ folder, onProblem: report }) });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

const asText = (bytes: Uint8Array | null) => bytes && Buffer.from(bytes).toString();

inFolder('a plain line is a value, byte by byte; blank lines count as lines', async ({ open, file }) => {
  const path = file('orders.jsonl', '\uFEFF{"a": 1}\n\n  \r\n {"b":0.10}\r\nnot json\n12345678901234567890');
  utimesSync(path, 1_700_000_000, 1_700_000_000.5);
  const connector = await open();
  assert.deepEqual(await connector.topics(never), ['orders']);
  const read = await readAll(connector, 'orders');
  assert.deepEqual(
    read.map(({ offset, key, value, timestamp }) => [offset, key, asText(value), timestamp]),
    [
      [0, null, '{"a": 1}', 1_700_000_000_500],
      [1, null, ' {"b":0.10}', 1_700_000_000_500],
      [2, null, 'not json', 1_700_000_000_500],
      [3, null, '12345678901234567890', 1_700_000_000_500],
    ],
  );
  assert.deepEqual(
    [0, 1, 2, 3, 4].map(offset => connector.locate('orders', 0, offset)),
    ['orders.jsonl:1', 'orders.jsonl:4', 'orders.jsonl:5', 'orders.jsonl:6', 'orders-0@4'],
  );
});

inFolder('an envelope keeps the spelling of its values', async ({ open, file, problems }) => {
  file(
    'orders.envelope.jsonl',
    [
      '{"value":{"id":12345678901234567890,"price": 0.10, "s":"\\u00e9}"}}',
      '{"key":"k\\u00e9","value":null,"timestamp":1700000000001,"partition":2}',
      '{"offset":7,"key":[1, 2.50],"value":"x","headers":{"a":"1","b":null,"a":{"n":1.0}},"timestamp":null}',
      '{"key":null,"value":1e400,"headers":[["a","1"],["a"],["b",2]],"value":[]}',
    ].join('\n'),
  );
  const connector = await open();
  assert.deepEqual(
    (await connector.partitions('orders', never))!.map(({ end }) => end),
    [3, 0, 1],
  );
  const modified = Math.trunc(statSync(join(connector.place.slice(6), 'orders.envelope.jsonl')).mtimeMs);
  assert.deepEqual(
    (await readAll(connector, 'orders')).map(({ offset, key, value, timestamp, headers }) => [
      offset,
      asText(key),
      asText(value),
      timestamp,
      headers.map(([name, bytes]) => [name, asText(bytes)]),
    ]),
    [
      [0, null, '{"id":12345678901234567890,"price": 0.10, "s":"\\u00e9}"}', modified, []],
      [
        1,
        '[1, 2.50]',
        '"x"',
        modified,
        [
          ['a', '1'],
          ['b', null],
          ['a', '{"n":1.0}'],
        ],
      ],
      [
        2,
        null,
        '[]',
        modified,
        [
          ['a', '1'],
          ['a', null],
          ['b', '2'],
        ],
      ],
      [0, 'ké', null, 1_700_000_000_001, []],
    ],
  );
  assert.deepEqual(problems, []);
});

inFolder(
  'lines that are no envelope are reported once, with file and line, and take no offset',
  async ({ open, file, problems }) => {
    file(
      'orders.envelope.jsonl',
      [
        '{"value":1}',
        '{"value":1',
        '[1]',
        '',
        '{"value":2} x',
        '{"vlaue":1}',
        '{"value":1,"partition":-1}',
        '{"value":1,"partition":"0"}',
        '{"value":1,"timestamp":1.5}',
        '{"value":1,"headers":7}',
        '{"value":1,"headers":[["a","b","c"]]}',
        '{"value":01}',
        '{"value":2}',
        'torn',
      ].join('\n'),
    );
    const connector = await open();
    const read = await readAll(connector, 'orders');
    await readAll(connector, 'orders');
    assert.deepEqual(
      read.map(({ offset, value }) => [offset, asText(value), connector.locate('orders', 0, offset)]),
      [
        [0, '1', 'orders.envelope.jsonl:1'],
        [1, '2', 'orders.envelope.jsonl:13'],
      ],
    );
    assert.deepEqual(problems, [
      'orders.envelope.jsonl:2: this is not valid JSON from column 11 on',
      'orders.envelope.jsonl:3: an envelope must be a JSON object',
      'orders.envelope.jsonl:5: there is more behind the JSON object, from column 13 on',
      'orders.envelope.jsonl:6: an envelope needs a "value" (null for a deletion)',
      'orders.envelope.jsonl:7: "partition" must be a whole number from 0 to 9999',
      'orders.envelope.jsonl:8: "partition" must be a whole number from 0 to 9999',
      'orders.envelope.jsonl:9: "timestamp" must be a whole number of milliseconds since 1970',
      'orders.envelope.jsonl:10: "headers" must be an object, or an array of [name, value] pairs',
      'orders.envelope.jsonl:11: "headers" must be an object, or an array of [name, value] pairs',
      'orders.envelope.jsonl:12: this is not valid JSON from column 11 on',
      'orders.envelope.jsonl:14: an envelope must be a JSON object',
    ]);
  },
);

inFolder('a file of nothing but broken lines is reported too', async ({ open, file, problems }) => {
  file('a.envelope.jsonl', '{');
  file('b.envelope.jsonl', '{\n{');
  const connector = await open();
  assert.deepEqual(await readAll(connector, 'a'), []);
  assert.deepEqual(await readAll(connector, 'b'), []);
  assert.deepEqual(
    problems.map(problem => problem.split(': ')[0]),
    ['a.envelope.jsonl:1', 'b.envelope.jsonl:1', 'b.envelope.jsonl:2'],
  );
});

inFolder('a growing file is followed; a line is taken when it is whole', async ({ open, file }) => {
  const path = file('orders.jsonl', '1\n2');
  const connector = await open();
  const reader = await connector.reader([{ topic: 'orders', partition: 0, from: 0 }]);
  const next = async (ms = 5000) =>
    (await reader.read(ms, never))!.flatMap(({ records }) =>
      records.map(({ offset, value }) => [offset, asText(value)]),
    );
  assert.deepEqual(await next(), [[0, '1']]);
  assert.deepEqual(await next(100), []);
  appendFileSync(path, '0\n3');
  assert.deepEqual(await next(), [[1, '20']]);
  appendFileSync(path, '\n\n4\n');
  assert.deepEqual(await next(), [
    [2, '3'],
    [3, '4'],
  ]);
  assert.equal(connector.locate('orders', 0, 3), 'orders.jsonl:5');
  await reader.close();
});

inFolder('a bounded read takes the last line as it is, once', async ({ open, file }) => {
  const path = file('orders.jsonl', '1\n2');
  const connector = await open();
  const reader = await connector.reader([{ topic: 'orders', partition: 0, from: 0, to: 4 }]);
  const next = async () =>
    (await reader.read(5000, never))?.flatMap(({ records }) =>
      records.map(({ offset, value }) => [offset, asText(value)]),
    );
  assert.deepEqual(await next(), [
    [0, '1'],
    [1, '2'],
  ]);
  appendFileSync(path, '\n3\n4\n5\n');
  assert.deepEqual(await next(), [
    [2, '3'],
    [3, '4'],
  ]);
  assert.equal(await next(), undefined);
});

inFolder(
  'a file that is cut or rewritten under a reader is said, and read anew by the next',
  async ({ open, file }) => {
    const path = file('orders.jsonl', '1\n2\n3\n');
    const connector = await open();
    const reader = await connector.reader([{ topic: 'orders', partition: 0, from: 0 }]);
    await reader.read(1000, never);
    truncateSync(path, 2);
    await assert.rejects(reader.read(1000, never), /orders\.jsonl was rewritten while it was being read/);
    assert.deepEqual(
      (await readAll(connector, 'orders')).map(({ value }) => asText(value)),
      ['1'],
    );
  },
);

inFolder('a large file is read in pieces, with an index', async ({ open, file }) => {
  const path = file('big.envelope.jsonl', '');
  const out = openSync(path, 'a');
  const pad = 'x'.repeat(800);
  const total = 300_000;
  for (let i = 0; i < total; i += 10_000)
    writeSync(
      out,
      Array.from(
        { length: 10_000 },
        (_, j) => `{"key":"k","value":{"i":${i + j},"pad":"${pad}"},"partition":${(i + j) % 2}}\n`,
      ).join(''),
    );
  closeSync(out);
  const connector = await open();
  const before = process.memoryUsage().rss;
  let peak = before;
  const reader = await connector.reader(
    (await connector.partitions('big', never))!.map(({ partition, end }) => ({
      topic: 'big',
      partition,
      from: 0,
      to: end,
    })),
  );
  let count = 0;
  for (let batches = await reader.read(1000, never); batches; batches = await reader.read(1000, never)) {
    for (const { records } of batches) count += records.length;
    peak = Math.max(peak, process.memoryUsage().rss);
  }
  assert.equal(count, total);
  const size = statSync(path).size;
  assert.ok(size > 240e6);
  assert.ok(
    peak - before < 200e6,
    `${Math.round((peak - before) / 1e6)} MB more for a file of ${Math.round(size / 1e6)} MB`,
  );
  assert.equal(connector.locate('big', 1, 100_000), 'big.envelope.jsonl:200002');
  const tail = await readAll(connector, 'big', total / 2 - 1, 1);
  assert.deepEqual(
    tail.map(({ value }) => JSON.parse(asText(value)!).i),
    [total - 1],
  );
});

inFolder('a line longer than a piece is read', async ({ open, file }) => {
  const long = `"${'y'.repeat(3_000_000)}"`;
  file('orders.jsonl', `1\n${long}\n2`);
  assert.deepEqual(
    (await readAll(await open(), 'orders')).map(({ value }) => value!.length),
    [1, long.length, 1],
  );
});

inFolder('writes to the file that is there, else to a new envelope file', async ({ open, folder, file }) => {
  file('plain.jsonl', '1');
  const connector = await open();
  await writeAll(connector, [
    record('plain', 'k', '{\n "a": 1.50}'),
    record('plain', 'k', 'any text'),
    record('made', 'k', '{"a":1.50}'),
  ]);
  assert.equal(readFileSync(join(folder, 'plain.jsonl'), 'utf8'), '1\n{  "a": 1.50}\nany text\n');
  assert.equal(
    readFileSync(join(folder, 'made.envelope.jsonl'), 'utf8'),
    '{"key":"k","value":{"a":1.50},"timestamp":1700000000000}\n',
  );
  const value = Buffer.from('1');
  const whole = { topic: 'made', timestamp: 5, key: null, value, headers: [] };
  const refused: [Parameters<typeof writeAll>[1][number], RegExp][] = [
    [{ ...whole, value: Buffer.from('text') }, /its value is not JSON/],
    [{ ...whole, key: Buffer.from([0xff]) }, /its key is not UTF-8/],
    [{ ...whole, headers: [['h', Buffer.from([0xff])]] }, /a header of it is not UTF-8/],
    [{ ...whole, topic: 'plain', value: null }, /a deletion needs a file named \.envelope\.jsonl/],
    [{ ...whole, topic: 'plain', value: Buffer.from('a\nb') }, /its value is several lines/],
    [{ ...whole, topic: 'plain', value: Buffer.from(' ') }, /its value is blank/],
    [{ ...whole, topic: 'plain', partition: 1 }, /has no partition 1, it has only partition 0/],
    [{ ...whole, topic: 'x.envelope' }, /the ending \.envelope says how a file is read/],
    [{ ...whole, topic: '../up' }, /cannot be the name of a topic/],
  ];
  for (const [bad, message] of refused) await assert.rejects(writeAll(connector, [whole, bad]), message);
  assert.equal((await readAll(connector, 'made')).length, 1);
});

inFolder('says which file is twice, missing or unreadable', async ({ open, folder, file }) => {
  const isUnreadable = (part: string) => (error: unknown) =>
    error instanceof ConnectorError && error.kind === 'unreadable' && error.message.includes(part);
  await assert.rejects(jsonlConnector({ folder: join(folder, 'none'), onProblem }), isUnreadable(join(folder, 'none')));
  const path = file('twice.jsonl', '1\n');
  await assert.rejects(jsonlConnector({ folder: path, onProblem }), isUnreadable(path));
  file('twice.envelope.jsonl', '{"value":1}\n');
  mkdirSync(join(folder, 'folder.jsonl'));
  const connector = await open();
  assert.deepEqual(await connector.topics(never), ['twice']);
  await assert.rejects(connector.partitions('twice', never), isUnreadable("topic 'twice' twice"));
  assert.equal(await connector.partitions('folder', never), undefined);
  assert.equal(await connector.partitions('../etc/passwd', never), undefined);
});

inFolder('a commit that a killed process left half is not seen, and cut back', async ({ open, folder, file }) => {
  const a = file('a.jsonl', '1\n2\n3\n');
  file('b.envelope.jsonl', '{"value":1}\n{"val');
  file('.ferris-offsets.json', '{"groups":{"g":{"a":{"0":9}}}}');
  file(
    '.ferris-undo.json',
    JSON.stringify({
      files: { 'a.jsonl': [2, 8], 'b.envelope.jsonl': [12, 40] },
      state: { groups: { g: { a: { 0: 1 } } } },
    }),
  );
  const connector = await open();
  for (const topic of ['a', 'b'])
    assert.deepEqual(
      (await readAll(connector, topic)).map(({ value }) => asText(value)),
      ['1'],
    );
  assert.equal(readFileSync(a, 'utf8'), '1\n');
  assert.equal((await connector.committed('g', 'a', never)).get(0), 1);
  assert.deepEqual(
    readdirSync(folder).filter(name => name.startsWith('.ferris')),
    ['.ferris-locks', '.ferris-offsets.json'],
  );
});

inFolder('while a commit is under way readers see the files as before it', async ({ open, file, folder }) => {
  file('a.jsonl', '1\n');
  const connector = await open();
  file('.ferris-undo.json', JSON.stringify({ files: { 'a.jsonl': [2, 6] }, state: {} }));
  appendFileSync(join(folder, 'a.jsonl'), '2\n3\n');
  const read = async () => (await readAll(connector, 'a')).map(({ value }) => asText(value));
  assert.deepEqual(await read(), ['1']);
  rmSync(join(folder, '.ferris-undo.json'));
  assert.deepEqual(await read(), ['1', '2', '3']);
});

inFolder('what another program wrote behind an interrupted commit is left', async ({ open, file, problems }) => {
  const path = file('a.jsonl', '1\n2\nwritten by hand\n');
  file('.ferris-undo.json', JSON.stringify({ files: { 'a.jsonl': [2, 4] }, state: {} }));
  await open();
  assert.equal(readFileSync(path, 'utf8'), '1\n2\nwritten by hand\n');
  assert.match(problems.join(), /^a\.jsonl: another program has written/);
});
