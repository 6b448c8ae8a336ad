/** Files as sources and sinks, through execute: what is read of them, what is written, and what is told. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { folderWith } from './run.ts';

const SOURCE = (more = '', columns = 'ticker STRING, price DECIMAL(10,2)') =>
  `CREATE STREAM trades (${columns}) WITH (type = 'file_source'${more});`;
const SHOWN = ['--format', 'json-lines'];

async function rowsOf(
  files: Readonly<Record<string, string>>,
  sql: string,
): Promise<{ code: number; out: string[]; err: string }> {
  using folder = folderWith({ ...files, 'q/q.sql': sql });
  const { code, stdout, stderr } = await folder.run(['execute', '--file', 'q/q.sql', ...SHOWN]);
  return { code, out: stdout.split('\n').filter(line => line !== ''), err: stderr.replaceAll(folder.path, '') };
}

const ALL = 'SELECT ticker, price FROM trades;';

test('columns of CSV are found by their names; rows may go on in the next line; the last needs no line end', async () => {
  const { code, out, err } = await rowsOf(
    {
      'q/d/b.csv': '\ufeffPRICE,note,ticker\r\n1.50,"a, ""b""\nc",X\r\n\r\n2,,"Y"',
      'q/d/a.csv': 'ticker,price\nZ,3\n',
      'q/d/empty.csv': '',
      'q/d/names.csv': 'ticker,price\n',
    },
    `${SOURCE(", path = 'd/*.csv'")} SELECT ticker, price, _partition, _offset FROM trades;`,
  );
  assert.equal(err, '');
  assert.equal(code, 0);
  // Files are partitions in the order of their names; offsets are bytes.
  assert.deepEqual(out.toSorted(), [
    '{"ticker":"X","price":1.5,"_partition":1,"_offset":22}',
    '{"ticker":"Y","price":2,"_partition":1,"_offset":45}',
    '{"ticker":"Z","price":3,"_partition":0,"_offset":13}',
  ]);
});

test('tabs, another delimiter, no header, lines to pass over, Latin 1', async () => {
  const tsv = await rowsOf({ 'q/t.tsv': 'ticker\tprice\nA,B\t1\n' }, `${SOURCE(", path = 't.tsv'")}${ALL}`);
  assert.deepEqual(tsv.out, ['{"ticker":"A,B","price":1}']);
  const other = await rowsOf(
    { 'q/t.txt': '# made by hand\nA;1\nB;2\n' },
    `${SOURCE(", path = 't.txt', format = 'csv', delimiter = ';', header = false, 'skip.lines' = 1")}${ALL}`,
  );
  assert.deepEqual(other.out, ['{"ticker":"A","price":1}', '{"ticker":"B","price":2}']);
  using folder = folderWith();
  fs.writeFileSync(path.join(folder.path, 't.csv'), Buffer.from('ticker,price\nÄÖ,1\n', 'latin1'));
  const sql = `${SOURCE(", path = 't.csv', encoding = 'iso-8859-1'")}${ALL}`;
  const { stdout } = await folder.run(['execute', '--query', sql, ...SHOWN]);
  assert.equal(stdout, '{"ticker":"ÄÖ","price":1}\n');
});

test('an address after FROM: names from the header, numbers as they are written', async () => {
  const { out } = await rowsOf(
    { 'q/t.csv': 'ticker,price\nA,1.10\nB,2\n' },
    "SELECT ticker, price * 2 AS twice FROM 'file://t.csv' WHERE price > 1;",
  );
  assert.deepEqual(out, ['{"ticker":"A","twice":2.2}', '{"ticker":"B","twice":4}']);
  const lines = await rowsOf({ 'q/t.jsonl': '{"a":9007199254740993}\n\n{"a":2}' }, "SELECT a FROM 'file://t.jsonl';");
  assert.deepEqual(lines.out, ['{"a":9007199254740993}', '{"a":2}']);
});

test('rows that are none are named by file and line, and the rest is read', async () => {
  const { code, out, err } = await rowsOf(
    { 'q/t.csv': 'ticker,price\nA,1\nB\nC,x\nD,"4\nE,5\n' },
    `${SOURCE(", path = 't.csv'")}${ALL}`,
  );
  assert.deepEqual(out, ['{"ticker":"A","price":1}', '{"ticker":"E","price":5}']);
  assert.equal(code, 0);
  assert.match(err, /^t\.csv:3: The line has 1 field, and the first line of its file names 2$/m);
  assert.match(err, /^t\.csv:4: 'price'/m);
  assert.match(err, /^t\.csv:5: Field 2 begins with " and does not end with it$/m);
});

test('what cannot be read is told before anything runs', async () => {
  const told = async (files: Readonly<Record<string, string>>, more: string, columns?: string) => {
    const { code, out, err } = await rowsOf(files, `${SOURCE(more, columns)}${ALL}`);
    assert.deepEqual(out, []);
    return `${code} ${err}`;
  };
  assert.match(await told({}, ", path = 'no.csv'"), /^66 .*cannot read no\.csv: it does not exist/);
  assert.match(
    await told({ 'q/d/a.csv': '' }, ", path = 'd/*.tsv'"),
    /^66 .*reads 'd\/\*\.tsv' \(in \/q\), and there is no such file/,
  );
  assert.match(await told({ 'q/d/x/y': '' }, ", path = 'd'"), /^66 .*there is no such file/);
  assert.match(
    await told({ 'q/t.csv': 'ticker,prize\nA,1\n' }, ", path = 't.csv'"),
    /^66 .*t\.csv:1: the first line names no column 'price': it names ticker, prize/,
  );
  assert.match(
    await told({ 'q/t.csv': 'price,ticker,price\n' }, ", path = 't.csv'"),
    /^66 .*names the column 'price' twice/,
  );
  assert.match(
    await told({ 'q/t.csv': '\u001f\u008bx' }, ", path = 't.avro'"),
    /^66 .*cannot read t\.avro: it does not exist/,
  );
  assert.match(await told({ 'q/t.avro': 'text' }, ", path = 't.avro'"), /^66 .*t\.avro: it is no Avro file/);
  assert.match(await told({}, ''), /^2 .*says that there are files, and no path where/s);
  assert.match(await told({}, ", path = 't.bin', format = 'protobuf'"), /^2 .*cannot be told apart in a file/s);
});

const COPY = (sink: string, where = '') =>
  `${SOURCE(", path = 't.csv'")} CREATE STREAM copy WITH (type = 'file_sink', ${sink}) AS SELECT ticker, price FROM trades ${where};`;
const TRADES = 'ticker,price\n"A, B",1.10\nC,2\n"D ""x""",3.5\n';
const written = ['execute', '--file', 'q.sql', '--output', 'kafka'];

test('a file takes the place of the one before as a whole, and nothing else is left', async () => {
  for (const [sink, expected] of [
    ["path = 'out/c.csv'", 'ticker,price\n"A, B",1.1\nC,2\n"D ""x""",3.5\n'],
    ["path = 'out/c.csv', header = false", '"A, B",1.1\nC,2\n"D ""x""",3.5\n'],
    [
      "path = 'out/c.jsonl'",
      '{"ticker":"A, B","price":1.1}\n{"ticker":"C","price":2}\n{"ticker":"D \\"x\\"","price":3.5}\n',
    ],
  ] as const) {
    using folder = folderWith({ 't.csv': TRADES, 'q.sql': COPY(sink) });
    const file = /out\/c\.\w+/.exec(sink)![0];
    fs.mkdirSync(path.join(folder.path, 'out'));
    fs.writeFileSync(path.join(folder.path, file), 'what was there\n');
    // Of a process that is gone.
    fs.writeFileSync(path.join(folder.path, `out/.${path.basename(file)}.${2 ** 30}-01234567.tmp`), 'half');
    const { code, stderr } = await folder.run(written);
    assert.equal(stderr, '');
    assert.equal(code, 0);
    assert.equal(folder.read(file), expected);
    assert.deepEqual(fs.readdirSync(path.join(folder.path, 'out')), [path.basename(file)]);
  }
});

test('no rows: an empty file with its head', async () => {
  for (const [file, size] of [
    ['c.csv', 13],
    ['c.jsonl', 0],
  ] as const) {
    using folder = folderWith({
      't.csv': TRADES,
      [file]: 'old',
      'q.sql': COPY(`path = '${file}'`, 'WHERE price > 100'),
    });
    assert.equal((await folder.run(written)).code, 0);
    assert.equal(folder.read(file).length, size);
  }
});

test('what fails leaves the file that was there', async () => {
  using folder = folderWith({
    't.csv': `${TRADES}E,x\n`,
    'c.csv': 'old\n',
    'q.sql': COPY("path = 'c.csv', failure_strategy = 'FailBatch'"),
  });
  assert.equal((await folder.run(written)).code, 1);
  assert.equal(folder.read('c.csv'), 'old\n');
  assert.deepEqual(
    fs.readdirSync(folder.path).filter(name => name.endsWith('.tmp')),
    [],
  );
});

test('append keeps what was there, and refuses other columns', async () => {
  using folder = folderWith({
    't.csv': TRADES,
    'c.csv': 'ticker,price\nold,0',
    'q.sql': COPY("path = 'c.csv', append = true"),
  });
  assert.equal((await folder.run(written)).code, 0);
  assert.equal(folder.read('c.csv'), 'ticker,price\nold,0\n"A, B",1.1\nC,2\n"D ""x""",3.5\n');
  fs.writeFileSync(path.join(folder.path, 'c.csv'), 'price,ticker\n');
  const { code, stderr } = await folder.run(written);
  assert.equal(code, 66);
  assert.match(stderr, /it has other columns/);
  assert.equal(folder.read('c.csv'), 'price,ticker\n');
});

test('parts by rows go on with the next number, and only so many are kept', async () => {
  using folder = folderWith({ 't.csv': TRADES, 'q.sql': COPY("path = 'out/', rotation_rows = 2, format = 'csv'") });
  assert.equal((await folder.run(written)).code, 0);
  assert.equal((await folder.run(written)).code, 0);
  const names = () => fs.readdirSync(path.join(folder.path, 'out'));
  assert.deepEqual(
    names(),
    [1, 2, 3, 4].map(i => `part-0000000${i}.csv`),
  );
  assert.equal(folder.read('out/part-00000001.csv'), 'ticker,price\n"A, B",1.1\nC,2\n');
  assert.equal(folder.read('out/part-00000004.csv'), 'ticker,price\n"D ""x""",3.5\n');
  fs.writeFileSync(
    path.join(folder.path, 'q.sql'),
    COPY("path = 'out/', rotation_rows = 1, format = 'csv', 'max.files' = 2"),
  );
  assert.equal((await folder.run(written)).code, 0);
  assert.deepEqual(names(), ['part-00000006.csv', 'part-00000007.csv']);
});

test('Avro is read as it was written, by every codec; one that is cut says where', async () => {
  for (const codec of ['null', 'deflate', 'snappy', 'zstandard']) {
    using folder = folderWith({ 't.csv': TRADES, 'q.sql': COPY(`path = 'c.avro', 'avro.codec' = '${codec}'`) });
    assert.equal((await folder.run(written)).code, 0);
    const read = ['execute', '-q', "SELECT * FROM 'file://c.avro'", ...SHOWN];
    const { stdout } = await folder.run(read);
    assert.equal(
      stdout,
      '{"ticker":"A, B","price":1.1}\n{"ticker":"C","price":2}\n{"ticker":"D \\"x\\"","price":3.5}\n',
      codec,
    );
    const file = path.join(folder.path, 'c.avro');
    const bytes = fs.readFileSync(file);
    // The same block once more, without its last byte.
    const block = bytes.subarray(bytes.indexOf(bytes.subarray(-16)) + 16);
    fs.writeFileSync(file, Buffer.concat([bytes, block.subarray(0, -1)]));
    const cut = await folder.run(read);
    assert.equal(cut.code, 66);
    assert.equal(cut.stdout, stdout);
    assert.match(
      cut.stderr,
      new RegExp(`c\\.avro: it is cut off: the block at byte ${bytes.length} should go on .* the 3 records`),
    );
    const damaged = Buffer.concat([bytes.subarray(0, -1), Buffer.from([bytes.at(-1)! ^ 1])]);
    fs.writeFileSync(file, damaged);
    assert.match((await folder.run(read)).stderr, /it is damaged/);
  }
});

test('a column that an Avro file does not have', async () => {
  using folder = folderWith({ 't.csv': TRADES, 'q.sql': COPY("path = 'c.avro'") });
  await folder.run(written);
  const sql = `${SOURCE(", path = 'c.avro'", 'ticker STRING, cost DOUBLE')}SELECT cost FROM trades;`;
  const { code, stderr } = await folder.run(['execute', '-q', sql]);
  assert.equal(code, 2);
  assert.match(stderr, /has no field 'cost': it has ticker, price/);
});

test('what a file cannot keep is refused', async () => {
  const run = async (sql: string, command = ['execute', '--output', 'kafka']) => {
    using folder = folderWith({ 't.csv': TRADES, 'q.sql': `${SOURCE(", path = 't.csv'")}${sql}` });
    const { code, stderr } = await folder.run([...command, '--file', 'q.sql']);
    return `${code} ${stderr}`;
  };
  const twice =
    "CREATE STREAM a WITH (type='file_sink', path='o.csv') AS SELECT * FROM trades; CREATE STREAM b WITH (type='file_sink', path='./o.csv') AS SELECT ticker FROM trades;";
  assert.match(await run(twice), /^66 .*'a' and 'b' would be written to the same file/);
  const table =
    "CREATE TABLE a WITH (type='file_sink', path='o.csv') AS SELECT ticker, COUNT(*) AS n FROM trades GROUP BY ticker;";
  assert.match(await run(table, ['stream', '--output', 'kafka']), /^66 .*'a' is a TABLE, whose rows change/);
  assert.match(await run(table), /^0 /);
  const pattern = "CREATE STREAM a WITH (type='file_sink', path='*.csv') AS SELECT ticker FROM trades;";
  assert.match(await run(pattern), /^2 .*is a pattern: it does not say what to write/s);
});
