/** Texts that nobody writes but that arrive: noise, other line ends, enormous lines, halves of characters. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { seeded } from '../../../bench/language/random.ts';
import { assertSound, dataFiles } from './sound.ts';

test('bytes without meaning', () => {
  const random = seeded(5);
  for (let round = 0; round < 200; round++) {
    const bytes = Uint8Array.from({ length: 1 + random.whole(400) }, () => random.whole(256));
    assertSound(new TextDecoder('latin1').decode(bytes), `round ${round}`);
    assertSound(new TextDecoder().decode(bytes), `round ${round}`);
  }
});

test('words of the language in no order', () => {
  const random = seeded(6);
  const words = [...new Set(dataFiles.flatMap(({ text }) => text.split(/\s+/)))];
  for (let round = 0; round < 300; round++)
    assertSound(Array.from({ length: 1 + random.whole(60) }, () => random.of(words)).join(' '), `round ${round}`);
});

test('other line ends give the same findings', () => {
  for (const { name, text } of dataFiles) {
    const lf = text.replaceAll('\r\n', '\n');
    const rules = (one: string): readonly string[] => assertSound(one, name).diagnostics.map(({ rule }) => rule);
    assert.deepEqual(rules(lf.replaceAll('\n', '\r\n')), rules(lf), name);
    assert.deepEqual(rules(lf.replaceAll('\n', '\r')), rules(lf), name);
    assert.deepEqual(rules(`\ufeff${lf.replace('\ufeff', '')}`), rules(lf), name);
  }
});

test('a byte order mark and NUL are white space', () => {
  const { statements } = assertSound('\ufeffSELECT 1 AS a;\0\0SELECT\0 2 AS b;\0');
  assert.deepEqual(
    statements.map(one => one.bound !== undefined),
    [true, true],
  );
});

test('names and strings of other planes, whole and in halves', () => {
  for (const text of [
    "SELECT `🚢`, '😀', 名前 FROM größe;",
    'SELECT \ud83d FROM \ude00;',
    "SELECT '\ud83d', `\ude00` FROM t;",
    'SELECT a\ud83d\ud83d\ude00b FROM t -- \ud83d',
    'SELECT a\u00a0FROM\u2003t\u2028;',
  ]) {
    const { diagnostics } = assertSound(text);
    assert.ok(!diagnostics.some(one => one.rule === 'sql/syntax'), `${text}: ${diagnostics[0]?.message}`);
  }
});

const MILLION = 1_000_000;
const enormous: Readonly<Record<string, string>> = {
  'a name of a million characters': `SELECT ${'x'.repeat(MILLION)} FROM t`,
  'a string of a million characters': `SELECT '${"x''".repeat(MILLION / 3)}' AS a`,
  'an open string of a million characters': `SELECT '${'x'.repeat(MILLION)}`,
  'a comment of a million characters': `/*${'* '.repeat(MILLION / 2)}*/ SELECT 1 AS a`,
  'an open comment of a million characters': `SELECT 1 /*${' /*'.repeat(MILLION / 3)}`,
  'a number of a million digits': `SELECT ${'9'.repeat(MILLION)} AS a, 0.${'3'.repeat(MILLION)} AS b`,
  'a million semicolons': ';'.repeat(MILLION),
  'a million blanks': ' '.repeat(MILLION),
  'a million NULs': '\0'.repeat(MILLION),
  'a hint of a million characters': `-- @ferris:scaling.min_replicas=${'1'.repeat(MILLION)}\nSELECT 1 AS a`,
  'a line of a million characters': `SELECT a FROM t WHERE b IN (${'1, '.repeat(MILLION / 3)}1)`,
  'characters that mean nothing': `SELECT ${'#'.repeat(MILLION)}`,
  'open variables': '${'.repeat(MILLION / 10),
  'open bodies': '$$ '.repeat(10_001),
  'open quotes': "SELECT a FROM t WHERE b = 'x\n".repeat(2000),
  'open quotes of each kind': '\'\n"\n`\n'.repeat(10_000),
};
for (const [name, text] of Object.entries(enormous)) test(name, () => void assertSound(text, name));

test('five megabytes of noise', () => {
  const random = seeded(7);
  const alphabet = 'abc \n\t;()\'"`$-/*,.=<>|123_@#:{}[]😀';
  assertSound(Array.from({ length: 5 * MILLION }, () => alphabet[random.whole(alphabet.length)]).join(''), 'noise');
});
