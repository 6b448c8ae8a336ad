/** The walk over JSON bytes must accept exactly what JSON.parse accepts, and cut out exactly what stands there. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  arrayElements,
  objectMembers,
  skipBlanks,
  stringAt,
  valueEnd,
} from '../../../runtime/connectors/jsonl/json-text.ts';

function accepts(text: string): boolean {
  const bytes = Buffer.from(text);
  const end = valueEnd(bytes, 0);
  return end >= 0 && skipBlanks(bytes, end) === bytes.length;
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('valueEnd: agrees with JSON.parse on chosen texts', () => {
  const texts = [
    '',
    ' ',
    '0',
    '-0',
    '01',
    '1.',
    '.1',
    '1.0',
    '1e',
    '1e+',
    '1E-07',
    '-',
    '+1',
    '1 2',
    'nul',
    'null',
    'true ',
    'falsey',
    '"',
    '""',
    '"\\"',
    '"\\u12g4"',
    '"\\u123"',
    '"\\u1234"',
    '"\\x"',
    '"\t"',
    '"é"',
    '[',
    '[]',
    '[1,]',
    '[,1]',
    '[1 2]',
    '{}',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{a:1}',
    '{"a":1}}',
    '[[[[1]]]]',
    '[{"a":[{}]}]',
    '\n[\r\t]',
    '{"a":1,"a":2}',
    '[}',
    '{]',
    "{'a':1}",
    'NaN',
    'Infinity',
    '\u00a01',
    '[1]x',
    '{"a":1 "b":2}',
    `${'['.repeat(5000)}${']'.repeat(5000)}`,
  ];
  for (const text of texts) assert.equal(accepts(text), parses(text), JSON.stringify(text));
});

test('valueEnd: agrees with JSON.parse on valid texts and on such with one character changed', () => {
  const change = fc.tuple(fc.nat(), fc.constantFrom(...'{}[]",:0-.eE\\u \n', '', 'n'));
  fc.assert(
    fc.property(fc.json(), fc.option(change), fc.boolean(), (json, changed, spaced) => {
      let text = spaced ? JSON.stringify(JSON.parse(json), undefined, 1) : json;
      if (changed) {
        const at = changed[0] % (text.length + 1);
        text = text.slice(0, at) + changed[1] + text.slice(at + 1);
      }
      assert.equal(accepts(text), parses(text), JSON.stringify(text));
    }),
    { numRuns: 3000 },
  );
});

test('objectMembers and arrayElements: cut out every member as it is written', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), object => {
      const bytes = Buffer.from(JSON.stringify(object, undefined, 1));
      const whole = objectMembers(bytes, 0);
      assert.ok(typeof whole === 'object');
      assert.equal(whole.end, bytes.length);
      const read = whole.members.map(({ name, from, to }) => [name, JSON.parse(bytes.toString('utf8', from, to))]);
      assert.deepEqual(Object.fromEntries(read), JSON.parse(bytes.toString()));
    }),
  );
  const bytes = Buffer.from(' [1.50, "a\\"]", [2]] ');
  const list = arrayElements(bytes, 1);
  assert.ok(typeof list === 'object');
  assert.deepEqual(
    list.members.map(({ from, to }) => bytes.toString('utf8', from, to)),
    ['1.50', '"a\\"]"', '[2]'],
  );
  const [, quoted] = list.members;
  assert.equal(stringAt(bytes, quoted!.from, quoted!.to), 'a"]');
});
