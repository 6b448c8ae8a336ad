/** Functions of text at their edges: cut and put together, coded and decoded, digests against Node's. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import fc from 'fast-check';
import { functionTable } from '../../../src/language/functions/table.ts';
import { STRING } from '../../../src/language/types/sql-type.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';

/** With arguments of the types that the function takes. */
function call(name: string, ...args: Value[]): Value {
  const entry = functionTable.get(name);
  assert.ok(entry?.kind === 'scalar', name);
  return entry.evaluate(args, { now: () => 0, random: () => 0, uuid: () => '', returns: STRING });
}

const TEXT = fc.string({ unit: 'grapheme', maxLength: 30 });
const property = <Ts extends [unknown, ...unknown[]]>(
  ...args: [...arbitraries: { [K in keyof Ts]: fc.Arbitrary<Ts[K]> }, predicate: (...values: Ts) => void]
): void => fc.assert(fc.property(...args));

test('JOIN puts together what SPLIT takes apart', () => {
  property(TEXT, TEXT, (text, separator) => {
    assert.equal(call('JOIN', call('SPLIT', text, separator), separator), text);
  });
  assert.deepEqual(call('SPLIT', '', ','), ['']);
  assert.deepEqual(call('SPLIT', '', ''), []);
  assert.deepEqual(call('SPLIT', 'a, b', ', '), ['a', 'b']);
  assert.equal(call('JOIN', [], ','), '');
  assert.equal(call('JOIN', [null], ','), '');
  assert.equal(call('JOIN', [null, null], ',', ''), ',');
});

test('SPLIT_INDEX counts as SPLIT_PART does, less one', () => {
  property(TEXT, fc.nat(5), (text, index) => {
    assert.equal(call('SPLIT_INDEX', text, 'a', index), call('SPLIT_PART', text, 'a', index + 1));
  });
  assert.equal(call('SPLIT_INDEX', 'abc', '', 0), 'abc');
  assert.equal(call('SPLIT_INDEX', 'a', ',', 2n ** 60n), null);
});

test('codes lead back to the text', () => {
  property(TEXT, text => {
    assert.equal(call('FROM_HEX', call('TO_HEX', text)), text);
    assert.equal(call('URL_DECODE', call('URL_ENCODE', text)), text);
    assert.equal(call('URL_ENCODE', text), new URLSearchParams({ '': text }).toString().slice(1));
    assert.equal(call('OCTET_LENGTH', text), Buffer.byteLength(text));
  });
  assert.equal(call('TO_HEX', 0), '0');
  assert.equal(call('TO_HEX', -(2n ** 63n)), '8000000000000000');
  assert.equal(call('URL_ENCODE', '\ud800'), '%EF%BF%BD');
});

test('what is no code is a record error that shows it', () => {
  const cases: [string, string][] = [
    ['FROM_HEX', 'abc'],
    ['FROM_HEX', 'zz'],
    ['FROM_HEX', 'ff'],
    ['URL_DECODE', '%zz'],
    ['URL_DECODE', '%ff'],
  ];
  for (const [name, text] of cases)
    assert.throws(
      () => call(name, text),
      (error: unknown) => error instanceof RecordError && error.message.includes(`'${text}'`),
    );
});

test('digests are those of Node', () => {
  const hashes = { SHA1: 'sha1', SHA256: 'sha256', SHA512: 'sha512', MD5: 'md5' };
  // Around the ends of blocks of 64 and 128 bytes.
  for (const [name, hash] of Object.entries(hashes))
    for (const size of [0, 1, 55, 56, 63, 64, 65, 111, 112, 119, 120, 127, 128, 129, 300]) {
      const text = 'x'.repeat(size);
      assert.equal(call(name, text), createHash(hash).update(text).digest('hex'), `${name} of ${size} bytes`);
    }
});

test('characters are code points', () => {
  property(fc.integer({ min: 0, max: 0x10ffff }), code => {
    if (code >= 0xd800 && code <= 0xdfff) assert.throws(() => call('CHR', code), RecordError);
    else assert.equal(call('ASCII', call('CHR', code)), code);
  });
  for (const code of [-1, 0x110000, 2n ** 60n]) assert.throws(() => call('CHR', code), RecordError);
  assert.equal(call('TRANSLATE', 'a🦀b', '🦀b', 'x🦀'), 'ax🦀');
});

test('OVERLAY outside the text and over its end', () => {
  assert.equal(call('OVERLAY', '🦀bc', 'X', 2), '🦀Xc');
  assert.equal(call('OVERLAY', 'abc', 'XYZ', 3), 'abXYZ');
  assert.equal(call('OVERLAY', 'abc', 'X', 2, 2n ** 60n), 'aX');
  for (const start of [0, -1, 4]) assert.equal(call('OVERLAY', 'abc', 'X', start), 'abc');
  assert.throws(() => call('OVERLAY', 'abc', 'X', 1, -1), RecordError);
});

test('regular expressions: flags, groups, empty matches', () => {
  assert.equal(call('REGEXP_COUNT', 'a\nb\nc', '^.$', 'm'), 3);
  assert.equal(call('REGEXP_COUNT', 'ab', ''), 3);
  assert.equal(call('REGEXP_COUNT', 'ab', '', 'g'), 3);
  assert.equal(call('REGEXP_REPLACE', 'aAa', 'a', '-', 'i'), '---');
  assert.equal(call('REGEXP_REPLACE', 'aAa', 'a', '-'), '-A-');
  assert.throws(() => call('REGEXP_COUNT', 'a', 'a', 'q'), /'q' are no flags/);
  assert.throws(() => call('REGEXP_COUNT', 'a', '('), RecordError);
});
