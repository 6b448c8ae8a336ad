/** test/cases/diagnostics/*.sql: every finding of a file, marked «so» in its text, and no other error or warning. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { analyze } from '../../../src/language/analyze.ts';

const folder = path.resolve(import.meta.dirname, '../../cases/diagnostics');

for (const name of fs.readdirSync(folder)) {
  test(`diagnostics: ${name}`, () => {
    const written = fs.readFileSync(path.join(folder, name), 'utf8');
    const lines = written.split('\n');
    const expected = lines
      .map(line => /^-- expect: (\S+) at «(.*)»$/.exec(line))
      .filter(match => match !== null)
      .map(match => `${match[1]} «${match[2]}»`);
    const marked = lines.map(line => (line.startsWith('-- expect:') ? '--' : line)).join('\n');
    const spans: string[] = [];
    let text = '';
    let open = 0;
    for (const part of marked.split(/([«»])/)) {
      if (part === '«') open = text.length;
      else if (part === '»') spans.push(`${open}-${text.length}`);
      else text += part;
    }
    const found = analyze(text).diagnostics;
    assert.deepEqual(
      found.map(one => `${one.rule} «${text.slice(one.span.start, one.span.end)}»`).sort(),
      expected.sort(),
      JSON.stringify(found, undefined, 1),
    );
    assert.deepEqual(found.map(one => `${one.span.start}-${one.span.end}`).sort(), spans.sort());
  });
}
