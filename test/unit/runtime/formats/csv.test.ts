/** CSV and raw topics: fields by their place, quotes, NULLs, exact numbers, and lines that are wrong. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { fieldsOf, fieldText } from '../../../../runtime/formats/csv/line.ts';
import { type BytesRecord, runBytes } from './bytes.ts';

const given = (...lines: readonly string[]): readonly BytesRecord[] => lines.map(value => ({ value }));
const text = (bytes: Uint8Array | null): string | null => bytes && Buffer.from(bytes).toString();
const quote = (property: string) => property.replaceAll("'", "''");

const SOURCE = (more = '', columns = 'a INT, b STRING, c DECIMAL(30, 10), d DOUBLE, e TIMESTAMP, f BOOLEAN') =>
  `CREATE STREAM t (${columns}) WITH ('topic' = 't', 'format' = 'csv'${more});`;

test('fields are columns by their place; numbers are exact', async () => {
  const outcome = await runBytes(
    `${SOURCE()} SELECT f, c, a, b, d, e FROM t;`,
    {},
    {
      t: given(
        '9223372036854775807,"a ""b"", c",0.1234567890,1e3,2024-02-29T12:00:00.123456Z,true',
        '-1, x ,12345678901234567890.0000000001,-0.5,2024-02-29 12:00:00,FALSE\r\n',
        ',,,,,',
      ),
    },
  );
  assert.deepEqual(outcome.problems, []);
  assert.deepEqual(outcome.values, [
    '{"f":true,"c":0.123456789,"a":9223372036854775807,"b":"a \\"b\\", c","d":1000,"e":"2024-02-29T12:00:00.123456Z"}',
    '{"f":false,"c":12345678901234567890.0000000001,"a":-1,"b":" x ","d":-0.5,"e":"2024-02-29T12:00:00Z"}',
    '{"f":null,"c":null,"a":null,"b":"","d":null,"e":null}',
  ]);
});

test('lines that are wrong fail and are named', async () => {
  const outcome = await runBytes(
    `${SOURCE('', 'a INT, b STRING')} SELECT a, b FROM t;`,
    {},
    {
      t: given('1', '1,2,3', 'x,2', '1,"open', '1,"a"b', '1.5,a', '1,a\nb', '2,ok', ''),
    },
  );
  assert.deepEqual(outcome.values, ['{"a":2,"b":"ok"}']);
  assert.deepEqual(
    outcome.problems.map(problem => problem.replace(/^.*?: (?=Field|The|There|')/, '')),
    [
      'The line has 1 fields and 2 columns are declared',
      'The line has 3 fields and 2 columns are declared',
      "'a': cannot read 'x' as BIGINT",
      'Field 2 begins with " and does not end with it',
      'There is text behind the closing " of field 2',
      "'a': cannot read '1.5' as BIGINT",
      'Field 2 goes on in the next line without quotes: a record is one line',
      'The line has 1 fields and 2 columns are declared',
    ],
  );
});

test('another delimiter, quote, escape, and a text that is NULL', async () => {
  const outcome = await runBytes(
    `${SOURCE(`, 'delimiter' = '|', 'quote' = '${quote("'")}', 'escape' = '\\', 'null.literal' = 'n/a'`, 'a INT, b STRING, c ARRAY<INT>')}
     SELECT a, b, c FROM t;`,
    {},
    { t: given("1|'a|\\'b'|1;2;3", 'n/a|n/a|n/a', "2|'n/a'|", '3|a\\|b|7;n/a') },
  );
  assert.deepEqual(outcome.problems, []);
  assert.deepEqual(outcome.values, [
    `{"a":1,"b":"a|'b","c":[1,2,3]}`,
    '{"a":null,"b":null,"c":null}',
    '{"a":2,"b":"n/a","c":null}',
    '{"a":3,"b":"a|b","c":[7,null]}',
  ]);
});

test('tabs, Latin 1, a key that is not in the line, structures as JSON', async () => {
  const outcome = await runBytes(
    `CREATE TABLE t (k STRING PRIMARY KEY, a INT, b STRUCT<x INT>) WITH ('topic' = 't', 'format' = 'tsv', 'encoding' = 'iso-8859-1', 'key.format' = 'string');
     SELECT k, a, b FROM t;`,
    {},
    {
      t: [
        { key: 'one', value: '1\t{"x":5}' },
        { key: 'two', value: Buffer.from('zw\u00f6lf\t2\t', 'latin1') },
      ],
    },
  );
  assert.deepEqual(outcome.problems, []);
  assert.deepEqual(outcome.values, ['{"k":"one","a":1,"b":{"x":5}}', '{"k":"zw\u00f6lf","a":2,"b":null}']);
});

test('written lines, and read again', async () => {
  const sql = `CREATE STREAM t (a INT, b STRING, c DECIMAL(20, 4), d ARRAY<STRING>) WITH ('topic' = 't');
    CREATE STREAM out WITH ('format' = 'csv', 'null.literal' = '') AS SELECT b, a, c, d FROM t;`;
  const outcome = await runBytes(
    sql,
    {},
    {
      t: given(
        '{"a":9007199254740993,"b":"say \\"hi\\", x","c":1.5000,"d":["p","q"]}',
        '{"a":null,"b":null,"c":null,"d":null}',
        '{"a":1,"b":"","c":-0.0001,"d":["p;q"]}',
        '{"a":1,"b":"","c":-0.0001,"d":["p"]}',
      ),
    },
  );
  assert.deepEqual(
    outcome.written.map(({ value }) => text(value)),
    ['"say ""hi"", x",9007199254740993,1.5,p;q', ',,,', '"",1,-0.0001,p'],
  );
  assert.match(outcome.problems[0]!, /'d': "p;q" cannot stand in a list of CSV, whose items are apart by ;/);
});

test('CSV without columns, and with columns that nobody knows, does not start', async () => {
  await assert.rejects(
    runBytes(`CREATE STREAM t WITH ('format' = 'csv'); SELECT * FROM t;`, {}, { t: [] }),
    /t: a line of CSV has no names: declare the columns/,
  );
  await assert.rejects(
    runBytes(
      `CREATE STREAM t WITH ('topic' = 't'); CREATE STREAM out WITH ('format' = 'csv') AS SELECT * FROM t;`,
      {},
      { t: [] },
    ),
    /out: which columns a line of CSV has must be known/,
  );
});

test('any fields, with any delimiter, quote and escape, are read as they were written', () => {
  const nasty = fc.string({ unit: fc.constantFrom('a', ',', '"', '|', "'", '\\', '\n', '\r', 'ä', '\t', 'N') });
  fc.assert(
    fc.property(
      fc.array(fc.option(nasty), { minLength: 1 }),
      fc.constantFrom(',', '|', '\t', 'N'),
      fc.constantFrom('"', "'"),
      fc.constantFrom('', '\\', '|'),
      fc.constantFrom('', 'N', 'a'),
      (fields, delimiter, quoting, escapedBy, nullLiteral) => {
        fc.pre(escapedBy !== delimiter && nullLiteral !== delimiter);
        const dialect = { delimiter, quote: quoting, escapedBy, nullLiteral };
        const line = fields
          .map(field => (field === '' && nullLiteral === '' ? quoting.repeat(2) : fieldText(field, dialect)))
          .join(delimiter);
        const read = fieldsOf(line, dialect).map(field =>
          !field.quoted && field.text === nullLiteral ? null : field.text,
        );
        assert.deepEqual(read, fields, JSON.stringify(line));
      },
    ),
    { numRuns: 2000 },
  );
});

test('raw: text, bytes, and numbers of a fixed size in both orders', async () => {
  const bytes = (...numbers: number[]) => ({ value: Buffer.from(numbers) });
  const read = async (type: string, more: string, ...records: BytesRecord[]) => {
    const outcome = await runBytes(
      `CREATE STREAM t (v ${type}) WITH ('topic' = 't', 'format' = 'raw'${more}); SELECT v FROM t;`,
      {},
      { t: records },
    );
    return [...outcome.values, ...outcome.problems.map(problem => problem.replace(/^.*?'v'/, "'v'"))];
  };
  assert.deepEqual(await read('STRING', '', { value: 'hé' }, bytes(0xff)), [
    '{"v":"hé"}',
    "'v': the bytes are no text: they are not UTF-8",
  ]);
  assert.deepEqual(await read('STRING', ", 'raw.charset' = 'iso-8859-1'", bytes(0xe9)), ['{"v":"é"}']);
  assert.deepEqual(await read('BYTES', '', bytes(1, 2, 255)), ['{"v":"AQL/"}']);
  assert.deepEqual(await read('BIGINT', '', bytes(0x80, 0, 0, 0, 0, 0, 0, 0), bytes(0, 0, 1, 0), bytes(1, 2, 3)), [
    '{"v":-9223372036854775808}',
    '{"v":256}',
    "'v': 3 bytes are no BIGINT, which is 8 or 4 or 2 or 1 bytes",
  ]);
  assert.deepEqual(await read('BIGINT', ", 'raw.endianness' = 'little-endian'", bytes(1, 0, 0, 0, 0, 0, 0, 0)), [
    '{"v":1}',
  ]);
  assert.deepEqual(await read('DOUBLE', '', bytes(0x3f, 0xf8, 0, 0, 0, 0, 0, 0)), ['{"v":1.5}']);
  assert.deepEqual(await read('BOOLEAN', '', bytes(1), bytes(0)), ['{"v":true}', '{"v":false}']);
  const outcome = await runBytes(
    `CREATE STREAM t (a INT) WITH ('topic' = 't'); CREATE STREAM out WITH ('format' = 'raw') AS SELECT a FROM t;`,
    {},
    { t: given('{"a":-2}', '{"a":null}') },
  );
  assert.deepEqual(
    outcome.written.map(({ value }) => Buffer.from(value!).toString('hex')),
    ['fffffffffffffffe'],
  );
  assert.match(outcome.problems[0]!, /'a' is NULL/);
  await assert.rejects(
    runBytes(
      `CREATE STREAM t (a INT, b INT) WITH ('topic' = 't'); CREATE STREAM out WITH ('format' = 'raw') AS SELECT a, b FROM t;`,
      {},
      { t: [] },
    ),
    /out: raw holds one column, and there are 2: a, b/,
  );
});

test('a raw table: its PRIMARY KEY is the record key, and not the value', async () => {
  const table = `CREATE TABLE t (id STRING PRIMARY KEY, v STRING) WITH ('topic' = 't', 'format' = 'raw', 'key.format' = 'string');`;
  const records = {
    t: [
      { key: 'one', value: 'a' },
      { key: 'two', value: 'b' },
      { key: 'one', value: null },
    ],
  };
  const outcome = await runBytes(`${table} SELECT id, v FROM t;`, {}, records);
  assert.deepEqual(outcome.problems, []);
  assert.deepEqual(outcome.values, ['{"id":"two","v":"b"}']);
  const keys = await runBytes(`${table} SELECT id FROM t;`, {}, records);
  assert.deepEqual(keys.values, ['{"id":"two"}']);
});

test('a raw stream with two columns does not start, instead of giving both the same bytes', async () => {
  await assert.rejects(
    runBytes(
      `CREATE STREAM t (a STRING, b STRING) WITH ('topic' = 't', 'format' = 'raw'); SELECT a, b FROM t;`,
      {},
      { t: [{ value: 'x' }] },
    ),
    /t: raw holds one column, and there are 2: a, b/,
  );
});

test('a PRIMARY KEY that is NULL in the line is the record key', async () => {
  const outcome = await runBytes(
    `CREATE TABLE t (id INT PRIMARY KEY, v STRING) WITH ('topic' = 't', 'format' = 'csv'); SELECT id, v FROM t;`,
    {},
    {
      t: [
        { key: '5', value: ',a' },
        { key: '6', value: '6,b' },
      ],
    },
  );
  assert.deepEqual(outcome.problems, []);
  assert.deepEqual(outcome.values, ['{"id":5,"v":"a"}', '{"id":6,"v":"b"}']);
});

test('a delimiter that is the quote or the escape too does not start', async () => {
  for (const more of [`'delimiter' = '"'`, `'delimiter' = '|', 'escape' = '|'`])
    await assert.rejects(
      runBytes(`${SOURCE(`, ${more}`, 'a STRING, b STRING')} SELECT a FROM t;`, {}, { t: [] }),
      /t: 'delimiter' and '(quote|escape)' are both/,
    );
});

test('raw with a list, a map or a struct does not start', async () => {
  await assert.rejects(
    runBytes(
      `CREATE STREAM t (v ARRAY<INT>) WITH ('topic' = 't', 'format' = 'raw'); SELECT v FROM t;`,
      {},
      { t: [{ value: '[1]' }] },
    ),
    /t: 'v' is ARRAY<BIGINT>, and raw holds one value without parts/,
  );
  await assert.rejects(
    runBytes(
      `CREATE STREAM t (a INT) WITH ('topic' = 't'); CREATE STREAM out WITH ('format' = 'raw') AS SELECT ARRAY[a] AS v FROM t;`,
      {},
      { t: [] },
    ),
    /out: 'v' is ARRAY<BIGINT>, and raw holds one value without parts/,
  );
});
