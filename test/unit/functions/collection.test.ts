/** Functions of arrays and maps where NULL elements, places outside and mixed types meet them. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { ScalarEntry } from '../../../src/language/functions/define.ts';
import { functionTable, resolveCall } from '../../../src/language/functions/table.ts';
import { compareValues, equalValues } from '../../../src/language/types/compare.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import { writeJson } from '../../../src/language/types/json.ts';
import { Timestamp } from '../../../src/language/types/temporal.ts';
import { parseType } from '../../../src/language/types/type-text.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { evaluate, type Literal, literal, scalar } from './example.ts';

const entryOf = (name: string): ScalarEntry => {
  const entry = functionTable.get(name);
  assert.ok(entry?.kind === 'scalar', name);
  return entry;
};

const typed = (type: string, value: Value): Literal => ({ type: parseType(type)!, value });
const given = (name: string, ...args: Literal[]): Value => scalar(entryOf(name), args).value;

const gives = (cases: readonly (readonly [expression: string, json: string])[]): void => {
  for (const [expression, json] of cases) assert.equal(writeJson(evaluate(expression)[0]!.value), json, expression);
};

const fails = (expression: string, message: RegExp): void =>
  assert.throws(
    () => evaluate(expression),
    error => error instanceof RecordError && message.test(error.message),
    expression,
  );

test('NULL arguments give NULL, NULL elements are elements', () => {
  gives([
    ['ARRAY_LENGTH(NULL)', 'null'],
    ['ARRAY_LENGTH(ARRAY[NULL, NULL])', '2'],
    ['ARRAY_CONTAINS(ARRAY[1, NULL], 1)', 'true'],
    ['ARRAY_CONTAINS(ARRAY[1, NULL], NULL)', 'true'],
    ['ARRAY_CONTAINS(ARRAY[1, NULL], 2)', 'false'],
    ['ARRAY_CONTAINS(ARRAY[], 1)', 'false'],
    ['ARRAY_POSITION(ARRAY[NULL, 2], 2)', '2'],
    ['ARRAY_POSITION(ARRAY[NULL], NULL)', 'null'],
    ['ARRAY_APPEND(NULL, 1)', 'null'],
    ['ARRAY_PREPEND(ARRAY[1], NULL)', '[null,1]'],
    ['ARRAY_CONCAT(ARRAY[1], NULL)', 'null'],
    ['ARRAY_CONCAT(ARRAY[NULL])', '[null]'],
    ['ARRAY_REMOVE(ARRAY[1, NULL, 2], 2)', '[1,null]'],
    ['ARRAY_REMOVE(NULL, 2)', 'null'],
    ['ARRAY_UNION(ARRAY[NULL], ARRAY[1, NULL])', '[null,1]'],
    ['ARRAY_INTERSECT(ARRAY[NULL, 1], ARRAY[NULL])', '[null]'],
    ['ARRAY_EXCEPT(ARRAY[NULL, 1], ARRAY[NULL])', '[1]'],
    ['ARRAY_EXCEPT(ARRAY[1], NULL)', 'null'],
    ['ARRAY_MAX(ARRAY[NULL, NULL])', 'null'],
    ["ARRAY_JOIN(ARRAY[NULL], ',')", '""'],
    ["ARRAY_JOIN(ARRAY['a'], NULL)", 'null'],
    ["ARRAY_JOIN(ARRAY['a', NULL], ',', '')", '"a,"'],
    ["MAP_UNION(MAP['a', 1], NULL)", 'null'],
    ["ELEMENT_AT(MAP['a', NULL], 'a')", 'null'],
    ["MAP_CONTAINS_KEY(MAP['a', 1], NULL)", 'null'],
  ]);
});

test('places count from 1, from the end when negative', () => {
  gives([
    ['ARRAY_SLICE(ARRAY[1, 2, 3], 0)', '[1,2,3]'],
    ['ARRAY_SLICE(ARRAY[1, 2, 3], 0, 0)', '[1]'],
    ['ARRAY_SLICE(ARRAY[1, 2, 3], 2, 99)', '[2,3]'],
    ['ARRAY_SLICE(ARRAY[1, 2, 3], -99, 2)', '[1,2]'],
    ['ARRAY_SLICE(ARRAY[1, 2, 3], -99, -98)', '[]'],
    ['ARRAY_SLICE(ARRAY[1, 2, 3], 4)', '[]'],
    ['ARRAY_SLICE(ARRAY[1, 2, 3], 1, -2)', '[1,2]'],
    ['ARRAY_SLICE(ARRAY[1, 2, 3], 9223372036854775807)', '[]'],
    ['ARRAY_SLICE(ARRAY[], 1, 1)', '[]'],
    ['ELEMENT_AT(ARRAY[1, 2], -2)', '1'],
    ['ELEMENT_AT(ARRAY[1, 2], -3)', 'null'],
    ['ELEMENT_AT(ARRAY[1, 2], 9223372036854775807)', 'null'],
  ]);
  fails('ELEMENT_AT(ARRAY[1], 0)', /counts elements from 1/);
});

test('what is put together has the type in common, and so have its elements', () => {
  for (const expression of [
    'ARRAY_CONCAT(ARRAY[1], ARRAY[2.50])',
    'ARRAY_APPEND(ARRAY[1], 2.50)',
    'ARRAY_PREPEND(ARRAY[2.50], 1)',
    'ARRAY_UNION(ARRAY[1], ARRAY[2.50])',
  ]) {
    const [{ type, value } = assert.fail()] = evaluate(expression);
    assert.equal(type.kind === 'ARRAY' && type.element.kind, 'DECIMAL', expression);
    assert.ok(
      (value as readonly Value[]).every(element => element instanceof Decimal),
      expression,
    );
  }
  const union = evaluate("MAP_UNION(MAP['a', 1], MAP['b', 2.5], MAP['a', 3])")[0]!.value as ReadonlyMap<string, Value>;
  assert.deepEqual([...union.keys()], ['a', 'b']);
  assert.ok([...union.values()].every(value => value instanceof Decimal));
  assert.equal(String(union.get('a')), '3');
});

test('numbers are the same by value, whatever their type', () => {
  gives([
    ['ARRAY_CONTAINS(ARRAY[1.0, 2.5], 1)', 'true'],
    ['ARRAY_POSITION(ARRAY[1, 2], 2.0)', '2'],
    ['ARRAY_REMOVE(ARRAY[1, 2], 2.0)', '[1]'],
    ['ARRAY_INTERSECT(ARRAY[1, 2], ARRAY[2.0])', '[2]'],
    ['ARRAY_CONTAINS(ARRAY[9007199254740993], 9007199254740992)', 'false'],
  ]);
  const moment = Timestamp.parse('2024-05-01T00:00:00Z')!;
  const appended = given('ARRAY_APPEND', typed('ARRAY<TIMESTAMP>', []), literal("'2024-05-01'")) as readonly Value[];
  assert.ok(equalValues(appended[0]!, moment), 'a text becomes what the elements are');
  const prices = literal('ARRAY[1.50]');
  assert.equal(given('ARRAY_CONTAINS', prices, literal("'1.5'")), true, "a text is read as the elements' type");
});

test('maps keep their keys as text and give them back in their type', () => {
  assert.deepEqual(given('MAP_KEYS', typed('MAP<BIGINT, STRING>', new Map([['7', 'a']]))), [7]);
  assert.equal(given('ELEMENT_AT', typed('MAP<BIGINT, STRING>', new Map([['7', 'a']])), literal('7')), 'a');
  assert.equal(
    given(
      'SIZE',
      typed(
        'STRUCT<x BIGINT, y BIGINT>',
        new Map([
          ['x', 1],
          ['y', 2],
        ]),
      ),
    ),
    2,
  );
  assert.equal(given('ARRAY_SIZE', typed('JSON', [1, 2])), 2);
  assert.equal(given('CARDINALITY', typed('JSON', new Map([['a', 1]]))), 1);
  fails("MAP_FROM_ARRAYS(ARRAY['a'], ARRAY[1, 2])", /1 keys and 2 values/);
  fails('MAP_FROM_ARRAYS(ARRAY[NULL], ARRAY[1])', /cannot be NULL/);
  gives([["MAP_FROM_ARRAYS(ARRAY['a', 'a'], ARRAY[1, 2])", '{"a":2}']]);
});

test('what is no collection is refused: before it runs where the type is known, else for the record', () => {
  const refused = (name: string, ...types: string[]): string => {
    const resolved = resolveCall(
      entryOf(name),
      types.map(type => ({ type: parseType(type)! })),
    );
    return resolved.ok ? assert.fail(`${name} takes ${types}`) : resolved.message;
  };
  assert.match(refused('ARRAY_LENGTH', 'STRING'), /ARRAY_LENGTH/);
  assert.match(refused('ELEMENT_AT', 'BIGINT', 'BIGINT'), /ELEMENT_AT/);
  assert.match(refused('MAP_KEYS', 'ARRAY<BIGINT>'), /MAP_KEYS/);
  assert.match(refused('ARRAY_SLICE', 'ARRAY<STRING>', 'STRING'), /ARRAY_SLICE/);
  for (const name of ['ARRAY_LENGTH', 'MAP_KEYS', 'ARRAY_DISTINCT'])
    assert.throws(() => given(name, typed('JSON', 7)), RecordError, name);
  assert.throws(() => given('ARRAY_CONTAINS', typed('JSON', ['x']), typed('JSON', 1)), RecordError);
  assert.match(refused('ARRAY_REMOVE', 'ARRAY<STRING>', 'BIGINT'), /no type in common: STRING, BIGINT/);
});

const element = fc.option(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom('a', 'b', '🦀')), { nil: null });
const elements = fc.array<Value>(element, { maxLength: 12 });
const json = (value: Value): Literal => typed('ARRAY<JSON>', value);
const sorted = (array: Value): Value => (array as readonly Value[]).toSorted(compareValues);

test('sets: what is in one array is shared or not, once', () => {
  fc.assert(
    fc.property(elements, elements, (a, b) => {
      const [shared, rest, all, both] = ['ARRAY_INTERSECT', 'ARRAY_EXCEPT', 'ARRAY_DISTINCT', 'ARRAY_UNION'].map(
        name => (name === 'ARRAY_DISTINCT' ? given(name, json(a)) : given(name, json(a), json(b))),
      ) as readonly (readonly Value[])[];
      assert.deepEqual(sorted([...shared!, ...rest!]), sorted(all!));
      assert.deepEqual(both, given('ARRAY_DISTINCT', json([...a, ...b])));
      assert.equal(all!.length, new Set(a).size);
    }),
  );
});

test('a slice is the elements at its places', () => {
  const place = fc.integer({ min: -15, max: 15 }).filter(n => n !== 0);
  fc.assert(
    fc.property(elements, place, place, (array, first, last) => {
      const from = first > 0 ? first : array.length + 1 + first;
      const to = last > 0 ? last : array.length + 1 + last;
      const expected = array.filter((_, i) => i + 1 >= from && i + 1 <= to);
      assert.deepEqual(given('ARRAY_SLICE', json(array), typed('BIGINT', first), typed('BIGINT', last)), expected);
    }),
  );
});

test('sorting orders what is there, NULLs where they are wanted, and agrees with the least and the greatest', () => {
  fc.assert(
    fc.property(elements, fc.boolean(), fc.boolean(), (array, ascending, nullsFirst) => {
      const flags = [typed('BOOLEAN', ascending), typed('BOOLEAN', nullsFirst)];
      const result = given('ARRAY_SORT', json(array), ...flags) as readonly Value[];
      assert.deepEqual(sorted(result), sorted(array));
      const known = result.filter(value => value !== null);
      assert.deepEqual(result.indexOf(null), known.length === result.length ? -1 : nullsFirst ? 0 : known.length);
      const least = known.at(ascending ? 0 : -1) ?? null;
      assert.ok(equalValues(given('ARRAY_MIN', json(array)), least));
      assert.ok(equalValues(given('ARRAY_MAX', json(array)), known.at(ascending ? -1 : 0) ?? null));
    }),
  );
});
