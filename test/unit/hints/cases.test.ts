/**
 * test/cases/hints/<case>/*.sql: what the rules find, where, and what their fixes give.
 * The first lines say what is expected, `«…»` marks where:
 *   -- expect: nothing
 *   -- expect: error hints/replica-range at «12» [says "a part of the message"][, fix gives hints.fixed.sql]
 */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { attachHints } from '../../../src/language/hints/attach.ts';
import { checkHints } from '../../../src/language/rules/hints/check.ts';
import { scan } from '../../../src/language/text/scan.ts';

const folder = path.resolve(import.meta.dirname, '../../cases/hints');
const EXPECTATION = /^-- expect: (\w+) (\S+) at «(.*?)»(?: says "(.*?)")?(?:, fix gives (\S+))?$/;

for (const name of fs.readdirSync(folder)) {
  test(`hints: ${name}`, () => {
    const { expected, text, marked } = readCase(path.join(folder, name, 'hints.sql'));
    const found = checkHints(attachHints(scan(text)));
    const show = (rule: string, severity: string, start: number, end: number): string =>
      `${severity} ${rule} at ${start} «${text.slice(start, end)}»`;
    const waiting = [...marked];
    const wanted = expected.map(one => {
      const i = waiting.findIndex(mark => text.slice(mark.start, mark.end) === one.at);
      assert.notEqual(i, -1, `«${one.at}» is expected but not marked`);
      const [mark] = waiting.splice(i, 1);
      return { ...one, start: mark!.start, end: mark!.end };
    });
    assert.deepEqual(waiting, [], 'every mark is expected');
    assert.deepEqual(
      found.map(({ rule, severity, span }) => show(rule, severity, span.start, span.end)).sort(),
      wanted.map(({ rule, severity, start, end }) => show(rule, severity, start, end)).sort(),
    );
    for (const one of wanted) {
      const diagnostic = found.find(
        ({ rule, span }) => rule === one.rule && span.start === one.start && span.end === one.end,
      )!;
      if (one.says)
        assert.ok(diagnostic.message.includes(one.says), `"${diagnostic.message}" should say "${one.says}"`);
      if (!one.fix) continue;
      const edits = [...diagnostic.fixes![0]!.edits].sort((a, b) => b.span.start - a.span.start);
      const fixed = edits.reduce((sum, { span, text }) => sum.slice(0, span.start) + text + sum.slice(span.end), text);
      assert.equal(fixed, fs.readFileSync(path.join(folder, name, one.fix), 'utf8'));
    }
  });
}

interface Expectation {
  severity: string;
  rule: string;
  at: string;
  says: string | undefined;
  fix: string | undefined;
}

function readCase(file: string) {
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  const expected: Expectation[] = [];
  while (lines[0]?.startsWith('-- expect: ')) {
    const line = lines.shift()!;
    if (line === '-- expect: nothing') continue;
    const match = EXPECTATION.exec(line);
    assert.ok(match, `cannot read '${line}'`);
    expected.push({ severity: match[1]!, rule: match[2]!, at: match[3]!, says: match[4], fix: match[5] });
  }
  let text = '';
  const marked: { start: number; end: number }[] = [];
  for (const part of lines.join('\n').split(/([«»])/)) {
    if (part === '«') marked.push({ start: text.length, end: -1 });
    else if (part === '»') marked.at(-1)!.end = text.length;
    else text += part;
  }
  return { expected, text, marked };
}
