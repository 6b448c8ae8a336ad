/** Columns from samples: exact types, growth, what does not fit together, torn lines, envelopes. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { type JsonNode, readJsonText } from '../../../src/language/schemas/json-tree.ts';
import { readSample } from '../../../src/language/schemas/sample.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import { parseInt64 } from '../../../src/language/types/int64.ts';
import { readJson } from '../../../src/language/types/json.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { columnsOf, problemsOf } from './show.ts';

const lines = (...records: string[]) => records.map(record => `${record}\n`).join('');
const read = (text: string, more = {}) => readSample(text, { layout: 'lines', ...more });
/** The type that values of one field give. */
const typeOf = (...values: string[]) => columnsOf(read(lines(...values.map(value => `{"a":${value}}`))))[0]?.slice(2);

test('values give their type, numbers as they are written', () => {
  assert.equal(typeOf('1', '-20'), 'BIGINT');
  assert.equal(typeOf('9223372036854775807'), 'BIGINT');
  assert.equal(typeOf('9223372036854775808'), 'DECIMAL(38, 0)');
  assert.equal(typeOf('101.5'), 'DECIMAL(18, 4)');
  assert.equal(typeOf('5', '0.1234567890'), 'DECIMAL(18, 10)');
  assert.equal(typeOf('123456789012345.25'), 'DECIMAL(23, 4)');
  assert.equal(typeOf('12345678901234567890123456789012345.25'), 'DECIMAL(38, 3)');
  assert.equal(typeOf('1234567890123456789012345678901234567.25'), 'ANY');
  assert.equal(typeOf('1e3'), 'DOUBLE');
  assert.equal(typeOf('true'), 'BOOLEAN');
  assert.equal(typeOf('"2024-02-29"'), 'DATE');
  assert.equal(typeOf('"2024-02-29"', '"2024-03-01T10:00:00.5+02:00"'), 'TIMESTAMP');
  assert.equal(typeOf('"2024-02-30"'), 'STRING');
  assert.equal(typeOf('"12:30"'), 'STRING');
  assert.equal(typeOf('{"b":1,"c":{"d":"x"}}', '{"e":null}'), 'STRUCT<b BIGINT, c STRUCT<d STRING>, e ANY>');
  assert.equal(typeOf('[]', '[1, 2.5]'), 'ARRAY<DECIMAL(18, 4)>');
  assert.equal(typeOf('[]'), 'ARRAY<ANY>');
  assert.equal(typeOf('{}'), 'JSON');
  assert.equal(typeOf('null', '7'), 'BIGINT');
  assert.equal(typeOf('null'), 'ANY');
});

test('what does not fit together is widened, with a note where the second kind came', () => {
  const text = lines(
    '{"a": 1, "t": "2024-01-01T00:00:00Z"}',
    '{"a": "x", "t": "n/a"}',
    '{"a": "y", "o": [1, true, 2e5]}',
  );
  const result = read(text);
  assert.deepEqual(columnsOf(result), ['a JSON', 't STRING', 'o ARRAY<JSON>']);
  assert.deepEqual(problemsOf(result, text), [
    `info schema/sample-type «"x"» 'a' is text here and a whole number before: it is read as JSON`,
    `info schema/sample-type «"n/a"» 't' is text here and a time before: it is read as STRING`,
    `info schema/sample-type «true» 'o[]' is true or false here and a whole number before: it is read as JSON`,
    `info schema/sample-type «2e5» 'o[]' is a number with an exponent here and a whole number before: it is read as JSON`,
  ]);
  assert.equal(typeOf('1', '1e5'), 'DOUBLE');
});

test('a sample promises nothing: columns are nullable, and say in how many records they were', () => {
  const result = read(lines('{"a":1,"b":2}', '{"a":1}', '{"a":1,"b":null}'));
  assert.deepEqual(
    result.columns.map(({ name, required, doc }) => [name, required, doc]),
    [
      ['a', false, 'in each of 3 records'],
      ['b', false, 'in 1 of 3 records'],
    ],
  );
  assert.equal(result.title, 'sample of 3 records');
});

test('the last line may be torn, a line before it may not', () => {
  const torn = '{"a":1}\n{"a":"x';
  assert.deepEqual([columnsOf(read(torn)), problemsOf(read(torn), torn)], [['a BIGINT'], []]);
  const broken = lines('{"a":1}', '{"a":}', '{"a":2.5}');
  assert.deepEqual(problemsOf(read(broken), broken), [
    'warning schema/sample-json «}» This is not JSON: a value is missing',
  ]);
  assert.deepEqual(columnsOf(read(broken)), ['a DECIMAL(18, 4)']);
});

test('only so many records and characters are looked at', () => {
  const text = lines('{"a":1}', '{"b":2}', '{"c":3}');
  assert.deepEqual(columnsOf(read(text, { records: 2 })), ['a BIGINT', 'b BIGINT']);
  assert.deepEqual(columnsOf(read(text, { characters: 18 })), ['a BIGINT', 'b BIGINT']);
});

test('CRLF, a byte order mark, blank lines, and a record that is none', () => {
  const text = '\ufeff{"a":1}\r\n\r\n[1]\r\nnull\r\n';
  assert.deepEqual(columnsOf(read(text)), ['a BIGINT']);
  assert.deepEqual(problemsOf(read(text), text), [
    'warning schema/sample-json «[1]» a record is a JSON object, and this is a list',
  ]);
});

test('envelopes give their values; lines that only look so are read as they stand, with a note', () => {
  const text = lines('{"key":"k","value":{"a":1},"timestamp":5}', '{"key":"k","value":null}');
  assert.deepEqual(columnsOf(read(text, { envelope: true })), ['a BIGINT']);
  assert.deepEqual(columnsOf(read(text)), ['key STRING', 'value STRUCT<a BIGINT>', 'timestamp BIGINT']);
  assert.match(problemsOf(read(text), text)[0]!, /^info schema\/sample-envelope «"value"»/);
  const sensor = lines('{"value":21.5,"timestamp":5}');
  assert.deepEqual(problemsOf(read(sensor), sensor), []);
});

test('.json: a list, one pretty-printed object, several', () => {
  for (const text of ['[{"a": 1},\n {"a": 2.5}]', '{\n "a": 1\n}\n{\n "a": 2.5\n}'])
    assert.deepEqual(columnsOf(readSample(text, { layout: 'values' })), ['a DECIMAL(18, 4)']);
});

const valueIn = (node: JsonNode): Value => {
  switch (node.kind) {
    case 'null':
      return null;
    case 'boolean':
      return node.value;
    case 'string':
      return node.text;
    case 'array':
      return node.items.map(valueIn);
    case 'object':
      return new Map(node.members.map(({ name, value }) => [name, valueIn(value)]));
    case 'number':
      return /[eE]/.test(node.text) ? Number(node.text) : (parseInt64(node.text) ?? Decimal.parse(node.text) ?? null);
  }
};

test('the tree reader and the record reader agree on what is JSON and what it says', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"b\\n"',
    '"\\u12"',
    '1',
    '-0',
    '01',
    '1.50',
    '2e3',
    '.5',
    'true',
    'nul',
    ' ',
    '\n',
    '"',
  );
  const broken = fc.array(pieces, { maxLength: 12 }).map(list => list.join(''));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.json().map(text => text.slice(0, -1)),
        broken,
      ),
      text => {
        const tree = readJsonText(text);
        let value: Value | undefined;
        try {
          value = readJson(text);
        } catch {
          assert.ok('error' in tree, text);
          return;
        }
        assert.ok('node' in tree, text);
        assert.deepEqual(valueIn(tree.node), value);
      },
    ),
    { numRuns: 2000 },
  );
});
