/** test/cases/later/*.sql: what the language accepts and no operator does yet, marked «so» in its text, and nothing else. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { laterFindings } from '../../../src/compiler/plan/later.ts';
import { analyze } from '../../../src/language/analyze.ts';
import { markedCase } from '../analysis/marked-case.ts';

const folder = path.resolve(import.meta.dirname, '../../cases/later');

for (const name of fs.readdirSync(folder)) {
  test(`later: ${name}`, () => {
    const { text, spans, expected } = markedCase(fs.readFileSync(path.join(folder, name), 'utf8'));
    const analysis = analyze(text);
    assert.deepEqual(
      analysis.diagnostics.filter(one => one.severity === 'error'),
      [],
    );
    const found = laterFindings(analysis, 'error');
    assert.deepEqual(
      found.map(one => `${one.severity} ${one.rule} «${text.slice(one.span.start, one.span.end)}»`).sort(),
      expected,
      JSON.stringify(found, undefined, 1),
    );
    assert.deepEqual(found.map(one => `${one.span.start}-${one.span.end}`).sort(), spans);
  });
}

test('what is only written is news', () => {
  const analysis = analyze(`SELECT id FROM 'kafka://broker/topic';\n`);
  assert.deepEqual(
    laterFindings(analysis, 'info').map(one => one.severity),
    ['info'],
  );
});
