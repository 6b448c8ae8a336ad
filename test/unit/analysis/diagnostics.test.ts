/** test/cases/diagnostics/*.sql: every finding of a file, marked «so» in its text, and nothing else; with its severity before it where a case says that. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { analyze } from '../../../src/language/analyze.ts';
import { markedCase } from './marked-case.ts';

const folder = path.resolve(import.meta.dirname, '../../cases/diagnostics');

for (const name of fs.readdirSync(folder)) {
  test(`diagnostics: ${name}`, () => {
    const { text, spans, expected } = markedCase(fs.readFileSync(path.join(folder, name), 'utf8'));
    const severities = expected.some(one => /^[a-z]+ /.test(one));
    const found = analyze(text).diagnostics;
    assert.deepEqual(
      found
        .map(one => `${severities ? `${one.severity} ` : ''}${one.rule} «${text.slice(one.span.start, one.span.end)}»`)
        .sort(),
      expected,
      JSON.stringify(found, undefined, 1),
    );
    assert.deepEqual(found.map(one => `${one.span.start}-${one.span.end}`).sort(), spans);
  });
}
