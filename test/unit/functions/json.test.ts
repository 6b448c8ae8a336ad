/** JSON texts made and looked into, beyond what the pages' examples show. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { ScalarEntry } from '../../../src/language/functions/define.ts';
import { functionTable, resolveCall } from '../../../src/language/functions/table.ts';
import { equalValues } from '../../../src/language/types/compare.ts';
import { readJson } from '../../../src/language/types/json.ts';
import { BIGINT, JSON_TYPE, STRING } from '../../../src/language/types/sql-type.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { evaluate, type Literal, literal, scalar } from './example.ts';

const entryOf = (name: string): ScalarEntry => {
  const entry = functionTable.get(name);
  assert.ok(entry?.kind === 'scalar', name);
  return entry;
};

const json = (value: Value): Literal => ({ type: JSON_TYPE, value });
const text = (value: string): Literal => ({ type: STRING, value });
const given = (name: string, ...args: Literal[]): Value => scalar(entryOf(name), args).value;
const one = (expression: string): Value => evaluate(expression)[0]!.value;

test('JSON_OBJECT takes text keys and a value for each', () => {
  assert.equal(one("JSON_OBJECT('a', 1, 'a', 2)"), '{"a":2}');
  assert.equal(one("JSON_OBJECT('id', 9007199254740993)"), '{"id":9007199254740993}');
  assert.equal(one(`JSON_OBJECT('a"b', 'c"d')`), '{"a\\"b":"c\\"d"}');
  assert.equal(
    one("JSON_OBJECT('tags', ARRAY['x', NULL], 'by', MAP['k', TRUE])"),
    '{"tags":["x",null],"by":{"k":true}}',
  );
  assert.equal(given('JSON_OBJECT', text('in'), json(readJson('{"b":[1]}'))), '{"in":{"b":[1]}}');
  assert.throws(() => one("JSON_OBJECT('a', 1, 'b')"), /keys and values in turn/);
  assert.throws(() => one("JSON_OBJECT('a', 1, 2, 3)"), /2 cannot be a key of JSON_OBJECT: CAST it to STRING/);
  assert.throws(() => one('JSON_OBJECT(NULL, 1)'), RecordError);
  const resolved = resolveCall(entryOf('JSON_OBJECT'), [{ type: BIGINT }, { type: BIGINT }]);
  assert.equal(!resolved.ok && resolved.argument, 0, 'a number as the first key is refused before it runs');
});

test('JSON_ARRAY nests arrays and maps, and quotes texts', () => {
  assert.equal(one(`JSON_ARRAY('[1]', ARRAY[1, 2], MAP['k', NULL], 1.10)`), '["[1]",[1,2],{"k":null},1.1]');
  assert.equal(one('JSON_ARRAY(NULL)'), '[null]');
});

test('looking into JSON, as text or as a value, with and without a path', () => {
  const cases: [expression: string, value: Value][] = [
    [`JSON_KEYS('{}')`, []],
    [`JSON_KEYS('{"a":{"b":1}}', 'a')`, ['b']],
    [`JSON_KEYS('{"a":1}', '$.a')`, null],
    [`JSON_KEYS('{"a":1}', '$.x')`, null],
    ['JSON_KEYS(NULL)', null],
    [`JSON_ARRAY_LENGTH('{"a":{"b":[1,2]}}', '$.a.b')`, 2],
    [`JSON_ARRAY_LENGTH('"text"')`, null],
    [`JSON_LENGTH('[]')`, 0],
    [`JSON_TYPE('null')`, 'null'],
    [`JSON_TYPE('1e3')`, 'number'],
    [`JSON_TYPE('12345678901234567890')`, 'number'],
    [`JSON_TYPE('true')`, 'boolean'],
    [`JSON_TYPE('"1"')`, 'string'],
    [`JSON_TYPE('{}')`, 'object'],
    ['JSON_TYPE(NULL)', null],
    [`JSON_EXTRACT_SCALAR('{"a":[1]}', '$.a')`, null],
    [`JSON_EXTRACT_SCALAR('{"a":true}', '$.a')`, 'true'],
    [`JSON_EXTRACT_STRING('{"a":[1,{"b":2}]}', '$.a')`, '[1,{"b":2}]'],
    [`JSON_EXTRACT_STRING('{"a":[{"b":1},{"b":2}]}', '$.a[*].b')`, '[1,2]'],
    [`JSON_EXTRACT_STRING('{}', '$.a')`, null],
    [`IS_JSON('')`, false],
    [`IS_JSON('{"a":1} x')`, false],
    [`IS_JSON(' [1, null] ')`, true],
    ['IS_JSON(NULL)', null],
  ];
  for (const [expression, value] of cases) assert.deepEqual(one(expression), value, expression);
  assert.deepEqual(given('JSON_KEYS', json(readJson('{"z":1,"a":2}'))), ['z', 'a']);
  assert.equal(given('JSON_LENGTH', json([1, null])), 2);
  assert.equal(given('JSON_LENGTH', literal('ARRAY[1, 2, 3]')), 3);
});

test('what is no JSON, or no path, is an error and never a NULL', () => {
  for (const name of ['JSON_KEYS', 'JSON_ARRAY_LENGTH', 'JSON_TYPE'])
    assert.throws(() => given(name, text('{a:1}')), RecordError, name);
  for (const name of ['JSON_KEYS', 'JSON_ARRAY_LENGTH', 'JSON_TYPE', 'JSON_EXTRACT_STRING']) {
    const resolved = resolveCall(entryOf(name), [{ type: STRING }, { type: STRING, literal: '$.a[' }]);
    assert.match(resolved.ok ? '' : resolved.message, /is not a JSON path/, name);
  }
});

test('a made object or array is read back as it was', () => {
  const value = fc.oneof(
    fc.integer(),
    fc.string({ unit: 'grapheme' }),
    fc.boolean(),
    fc.constant(null),
  ) as fc.Arbitrary<Value>;
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), value), { maxLength: 6 }), members => {
      const object = given('JSON_OBJECT', ...members.flatMap(([key, item]) => [text(key), json(item)]));
      assert.ok(equalValues(readJson(object as string), new Map(members)));
      const array = given('JSON_ARRAY', ...members.map(([, item]) => json(item))) as string;
      assert.ok(
        equalValues(
          readJson(array),
          members.map(([, item]) => item),
        ),
      );
      assert.equal(given('JSON_ARRAY_LENGTH', text(array)), members.length);
      assert.deepEqual(given('JSON_KEYS', text(object as string)), [...new Map(members).keys()]);
    }),
  );
});
