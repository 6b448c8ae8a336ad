/** Every example on every function's page gives what the page says, in the type that the signature says. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { functions } from '../../../src/language/functions/table.ts';
import { equalValues } from '../../../src/language/types/compare.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import { writeJson } from '../../../src/language/types/json.ts';
import { typeText } from '../../../src/language/types/sql-type.ts';
import { Interval, SqlDate, SqlTime, Timestamp } from '../../../src/language/types/temporal.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { type Answer, evaluate, list, literal } from './example.ts';

/** The kinds of value that a column of this type may hold. */
function isOfType({ type, value }: Answer): boolean {
  if (value === null) return true;
  switch (type.kind) {
    case 'BIGINT':
      return Number.isSafeInteger(value) || typeof value === 'bigint';
    case 'DOUBLE':
      return typeof value === 'number' && !Object.is(value, -0);
    case 'DECIMAL':
      return value instanceof Decimal && value.fits(type.precision) && value.scale <= type.scale;
    case 'STRING':
      return typeof value === 'string';
    case 'BOOLEAN':
      return typeof value === 'boolean';
    case 'TIMESTAMP':
      return value instanceof Timestamp;
    case 'DATE':
      return value instanceof SqlDate;
    case 'TIME':
      return value instanceof SqlTime;
    case 'INTERVAL':
      return value instanceof Interval;
    case 'ARRAY': {
      const { element } = type;
      return Array.isArray(value) && value.every(item => isOfType({ type: element, value: item }));
    }
    case 'MAP':
      return value instanceof Map;
    default:
      return type.kind !== 'NULL';
  }
}

const same = (a: Value, b: Value): boolean => (a === null || b === null ? a === b : equalValues(a, b));

for (const entry of functions)
  test(`examples of ${entry.name}`, () => {
    assert.ok(entry.examples.length > 0, 'a page has an example');
    for (const [expression, expected] of entry.examples) {
      const answers = evaluate(expression);
      const stated = entry.kind === 'window' || entry.kind === 'table' ? list(expected) : [expected];
      assert.equal(answers.length, stated.length, `${expression} gives as many values as the page says`);
      for (const [i, answer] of answers.entries()) {
        const written = writeJson(answer.value);
        assert.ok(
          same(answer.value, literal(stated[i]!).value),
          `${expression} is ${written}, the page says ${expected}`,
        );
        assert.ok(isOfType(answer), `${expression} is ${written}, no ${typeText(answer.type)}`);
      }
    }
  });
