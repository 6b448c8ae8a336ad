/** The examples of the special forms, through parser, binder and generated code. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { compile } from '../../../runtime/expressions/compile.ts';
import { analyze } from '../../../src/language/analyze.ts';
import { forms } from '../../../src/language/functions/forms.ts';
import { functionTable } from '../../../src/language/functions/table.ts';
import { equalValues } from '../../../src/language/types/compare.ts';
import { writeJson } from '../../../src/language/types/json.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { fixedClock } from '../runtime/plans.ts';

function answerOf(expression: string): Value {
  const { statements, diagnostics } = analyze(`SELECT ${expression} AS result;`);
  assert.deepEqual(
    diagnostics.filter(one => one.severity === 'error'),
    [],
    expression,
  );
  const meaning = statements[0]!.meaning;
  assert.ok(meaning?.kind === 'query', expression);
  return compile(meaning.query.items[0]!.expression, fixedClock)([]);
}

for (const { name, examples } of forms)
  test(`examples of ${name}`, () => {
    assert.ok(!functionTable.has(name), 'a form is no function');
    for (const [expression, expected] of examples) {
      const [value, stated] = [answerOf(expression), answerOf(expected)];
      const same = value === null || stated === null ? value === stated : equalValues(value, stated);
      assert.ok(same, `${expression} is ${writeJson(value)}, the page says ${expected}`);
    }
  });
