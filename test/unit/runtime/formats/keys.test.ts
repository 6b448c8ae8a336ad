/** Keys: columns of a PRIMARY KEY out of them, Kafka's own serializers, lines of CSV, and records without the key they need. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { type BytesRecord, runBytes } from './bytes.ts';

const long = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
};
const short = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const double = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
};

const run = (sql: string, records: readonly BytesRecord[]) => runBytes(sql, {}, { t: records });
const table = (columns: string, more = '') =>
  `CREATE TABLE t (${columns}) WITH ('topic' = 't'${more}); SELECT * FROM t;`;

test('an explicit null of a PRIMARY KEY column is read from the key, like one that is missing', async () => {
  const { values, problems } = await run(table('id BIGINT PRIMARY KEY, v INT'), [
    { key: '7', value: '{"id": null, "v": 1}' },
    { key: '8', value: '{"v": 2}' },
    { key: '9', value: '{"id": 9, "v": 3}' },
  ]);
  assert.deepEqual(problems, []);
  assert.deepEqual(values, ['{"id":7,"v":1}', '{"id":8,"v":2}', '{"id":9,"v":3}']);
});

for (const format of ['', ", 'key.format' = 'json'"])
  test(`of a key of several columns each is a member, and one without it is a bad record${format}`, async () => {
    const { values, problems, counts } = await run(table('a STRING, b BIGINT, v INT, PRIMARY KEY (a, b)', format), [
      { key: '{"a": "x", "b": 9223372036854775807}', value: '{"v": 1}' },
      { key: '{"a": "y", "b": 2}', value: '{"a": null, "v": 2}' },
      { key: '{"a": "z", "b": null}', value: '{"a": "z", "b": null, "v": 3}' },
      { key: '{"a": "q"}', value: '{"a": "q", "v": 4}' },
    ]);
    assert.deepEqual(values, [
      '{"a":"x","b":9223372036854775807,"v":1}',
      '{"a":"y","b":2,"v":2}',
      '{"a":"z","b":null,"v":3}',
    ]);
    assert.equal(counts.failed, 1);
    assert.match(problems[0]!, /'b' is of the PRIMARY KEY, and neither the value nor the key has it/);
  });

test('a JSON object as key without the PRIMARY KEY column is a bad record, a deletion by it is none', async () => {
  const { values, problems } = await run(table('id BIGINT PRIMARY KEY, v INT', ", 'key.format' = 'json'"), [
    { key: '{"id": 1}', value: '{"v": 1}' },
    { key: '{"other": 2}', value: '{"v": 2}' },
    { key: '{"other": 3}', value: '{"id": 3, "v": 3}' },
    { key: '{"other": 3}', value: null },
    { key: '4', value: '{"v": 4}' },
  ]);
  assert.equal(problems.length, 1);
  assert.match(problems[0]!, /'id' is of the PRIMARY KEY/);
  assert.deepEqual(values.toSorted(), ['{"id":1,"v":1}', '{"id":4,"v":4}']);
});

test('without a key all columns of the PRIMARY KEY must be there', async () => {
  const { values, problems } = await run(table('a STRING, b BIGINT, v INT, PRIMARY KEY (a, b)'), [
    { value: '{"a": "x", "b": 1, "v": 1}' },
    { value: '{"a": "x", "b": null, "v": 2}' },
    { value: '{"v": 3}' },
  ]);
  assert.deepEqual(values, ['{"a":"x","b":1,"v":1}']);
  assert.match(problems[0]!, /'b' of its PRIMARY KEY is NULL/);
  assert.match(problems[1]!, /'a' of its PRIMARY KEY is NULL/);
});

test("kafka: by the column's type, as Kafka's own serializers; 4 bytes are an INT", async () => {
  const kafka = ", 'key.format' = 'kafka'";
  const whole = await run(table('id BIGINT PRIMARY KEY, v INT', kafka), [
    { key: long(9223372036854775807n), value: '{"v": 1}' },
    { key: short(-5), value: '{"v": 2}' },
    { key: Buffer.from('abc'), value: '{"v": 3}' },
  ]);
  assert.deepEqual(whole.values, ['{"id":9223372036854775807,"v":1}', '{"id":-5,"v":2}']);
  assert.match(whole.problems[0]!, /whole number of 8 bytes is expected, and there are 3/);
  const fraction = await run(table('id DOUBLE PRIMARY KEY, v INT', kafka), [{ key: double(0.1), value: '{"v": 1}' }]);
  assert.deepEqual(fraction.values, ['{"id":0.1,"v":1}']);
  const text = await run(table('id STRING PRIMARY KEY, v INT', kafka), [{ key: 'zwölf', value: '{"v": 1}' }]);
  assert.deepEqual(text.values, ['{"id":"zwölf","v":1}']);
  await assert.rejects(run(table('id DECIMAL(9, 2) PRIMARY KEY, v INT', kafka), []), /not of DECIMAL\(9, 2\)/);
  await assert.rejects(
    run(table('a INT, b INT, PRIMARY KEY (a, b)', kafka), []),
    /is one column, and there are 2: a, b/,
  );
});

test('kafka: what is written is what Java reads', async () => {
  const written = async (type: string, key: string) => {
    const sql = `CREATE STREAM t (k ${type}) WITH ('topic' = 't');
CREATE TABLE o WITH ('key.format' = 'kafka') AS SELECT k, COUNT(*) AS n FROM t GROUP BY k;`;
    return (await run(sql, [{ value: `{"k": ${key}}` }])).written[0]!.key;
  };
  assert.deepEqual(await written('BIGINT', '-2'), long(-2n));
  assert.deepEqual(await written('DOUBLE', '2.5'), double(2.5));
  assert.deepEqual(await written('STRING', '"a"'), Buffer.from('a'));
});

test('delimited: the columns of the PRIMARY KEY in their order', async () => {
  const delimited = ", 'key.format' = 'delimited', 'key.delimiter' = '|'";
  const { values, problems } = await run(table('a STRING, b BIGINT, v INT, PRIMARY KEY (a, b)', delimited), [
    { key: 'x|1', value: '{"v": 1}' },
    { key: '"p|q"|2', value: '{"v": 2}' },
    { key: 'x', value: '{"v": 3}' },
  ]);
  assert.deepEqual(values, ['{"a":"x","b":1,"v":1}', '{"a":"p|q","b":2,"v":2}']);
  assert.match(problems[0]!, /The key has 1 fields, and the PRIMARY KEY 2: a, b/);
  const sole = await run(table('a BIGINT PRIMARY KEY, v INT', ", 'key.format' = 'csv'"), [
    { key: '5', value: '{"v": 1}' },
  ]);
  assert.deepEqual(sole.values, ['{"a":5,"v":1}']);
  assert.deepEqual(sole.written[0]!.key?.toString(), '5');
});

test('a TABLE needs keys: none is refused with a reason, of a STREAM it is obeyed', async () => {
  const none = ", 'key.format' = 'none'";
  const reason = /'t' is a TABLE, whose rows replace each other by their keys: key\.format 'none'/;
  await assert.rejects(run(table('id STRING PRIMARY KEY', none), []), reason);
  await assert.rejects(
    run(
      `CREATE STREAM s (a INT) WITH ('topic' = 's'); CREATE TABLE t WITH ('key.format' = 'none') AS SELECT a, COUNT(*) AS n FROM s GROUP BY a;`,
      [],
    ),
    reason,
  );
  const stream = `CREATE STREAM t (a INT) WITH ('topic' = 't'${none}); SELECT a, _key FROM t;`;
  assert.deepEqual((await run(stream, [{ key: 'k', value: '{"a": 1}' }])).values, ['{"a":1,"_key":null}']);
});
