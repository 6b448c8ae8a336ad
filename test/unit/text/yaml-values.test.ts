/** YAML that cannot be had as values: every reader of settings says the same about it. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { parseDocument } from 'yaml';
import { yamlValues } from '../../../src/language/text/yaml-values.ts';

const read = (text: string) => yamlValues(parseDocument(text), text);

/** Each line stands for nine of the line before. */
const bomb = ['a0: &a0 [x]', ...[1, 2, 3, 4, 5, 6, 7].map(n => `a${n}: &a${n} [${`*a${n - 1}, `.repeat(9)}]`)].join(
  '\n',
);

test('aliases of aliases are refused before they fill the memory', () =>
  assert.deepEqual(read(bomb), { ok: false, line: 1, message: 'its aliases stand for too much' }));

test('an alias of nothing is told with its line', () =>
  assert.deepEqual(read('brokers: here\nkafka: *there\n'), {
    ok: false,
    line: 2,
    message: "there is no anchor '&there' before the alias '*there'",
  }));

test('what is no YAML is told with its line', () => {
  const broken = read('brokers: here\nrules: [a\n');
  assert.ok(!broken.ok && broken.line >= 2);
  assert.match(broken.message, /^this is not YAML: [^\n]+[^:\n]$/);
});

test('names of JavaScript are names like others', () => {
  const known = read('__proto__:\n  polluted: 1\nconstructor: 2\n');
  assert.ok(known.ok);
  assert.deepEqual(Object.keys(known.value as object), ['__proto__', 'constructor']);
  assert.equal(Reflect.get({}, 'polluted'), undefined);
});

test('aliases as people use them are read', () =>
  assert.deepEqual(read('a: &a {b: 1}\nc: *a\nd: [*a, *a]\n'), {
    ok: true,
    value: { a: { b: 1 }, c: { b: 1 }, d: [{ b: 1 }, { b: 1 }] },
  }));
