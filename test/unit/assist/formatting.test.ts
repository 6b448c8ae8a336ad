/** Formatting in an editor: the formatter's text, in edits that keep cursors where they are. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { formatEnded, formatFile, formatSelection } from '../../../src/language/assist/formatting.ts';
import { indentNewLine } from '../../../src/language/assist/indent.ts';
import { type Edit, format } from '../../../src/language/format/format.ts';
import { smallEdits } from '../../../src/language/format/small-edits.ts';
import { scan } from '../../../src/language/text/scan.ts';

/** Also checks what editors need of edits: in order, apart, not within a line break. */
function applied(text: string, edits: readonly Edit[]): string {
  let out = '';
  let at = 0;
  for (const [i, { span, text: written }] of edits.entries()) {
    assert.ok(span.start > at || (i === 0 && span.start >= 0), 'in order and apart');
    assert.ok(span.end >= span.start && span.end <= text.length);
    for (const place of [span.start, span.end]) assert.notEqual(text.slice(place - 1, place + 1), '\r\n');
    out += text.slice(at, span.start) + written;
    at = span.end;
  }
  return out + text.slice(at);
}

/** Where a cursor at an offset is afterwards; undefined: in something that was replaced. */
function moved(offset: number, edits: readonly Edit[]): number | undefined {
  let by = 0;
  for (const { span, text } of edits) {
    if (span.end <= offset) by += text.length - (span.end - span.start);
    else if (span.start < offset) return undefined;
    else break;
  }
  return offset + by;
}

const root = path.resolve(import.meta.dirname, '../../..');
const files = ['test/cases/format', 'test/unit/robustness/data', 'examples'].flatMap(folder =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.sql'))
    .map(name => path.join(root, folder, name)),
);

for (const file of files)
  test(`as ferris-sql format does: ${path.relative(root, file)}`, () => {
    const plain = fs.readFileSync(file, 'utf8');
    for (const text of [plain, plain.replace(/\r?\n/g, '\r\n'), plain.replace(/\s+$/, '')]) {
      const edits = formatFile(text, scan(text));
      assert.equal(applied(text, edits), format(text).text);
      // A selection of everything is the same; of each statement alone, all together.
      assert.equal(applied(text, formatSelection(text, scan(text), { start: 0, end: text.length })), format(text).text);
    }
  });

test('a word that stays is not replaced: the cursor keeps its place in it', () => {
  const text = 'select  price,ticker from trades  where price>1 ;';
  const edits = formatFile(text, scan(text));
  const result = applied(text, edits);
  for (const word of ['price', 'ticker', 'trades', 'price>1']) {
    const first = word.split('>')[0]!;
    const from = text.indexOf(word) + 2;
    assert.equal(result.slice(moved(from, edits)! - 2, moved(from, edits)! - 2 + first.length), first);
  }
});

test('a clause that moves is taken out and put in; what it passes stays', () => {
  const text = "SELECT a\nFROM t\nEMIT CHANGES\nWHERE price > 100 AND ticker = 'x';\n";
  const edits = formatFile(text, scan(text));
  assert.match(applied(text, edits), /WHERE .*\nEMIT CHANGES;\n$/);
  const cursor = text.indexOf('price') + 3;
  const now = moved(cursor, edits)!;
  assert.equal(applied(text, edits).slice(now - 3, now + 2), 'price');
});

test('what is formatted needs no edits', () => {
  for (const text of ['', 'SELECT a\nFROM t;\n', '-- @ferris:workload=trading\nSELECT a\nFROM t;\n'])
    assert.deepEqual(formatFile(text, scan(text)), []);
});

test('statements with errors stay as they are, their neighbours do not', () => {
  const text = 'select a from t;\nselect  b from where  c;\nselect d from t;\n';
  const result = applied(text, formatFile(text, scan(text)));
  assert.ok(result.includes('\nselect  b from where  c;'));
  assert.ok(result.startsWith('SELECT a\nFROM t;') && result.endsWith('SELECT d\nFROM t;\n'));
});

test('small edits of very different texts are still right', () => {
  const words = (seed: number): string => Array.from({ length: 900 }, (_, i) => `w${(i * seed) % 97}`).join(i97(seed));
  const i97 = (seed: number): string => (seed % 2 ? ' ' : '\n');
  for (const [a, b] of [
    [words(7), words(12)],
    ['', words(3)],
    [words(5), ''],
    ['a b c', 'c a b'],
    ['é 𝄞 x', 'é  𝄝 x'],
  ])
    assert.equal(applied(a!, smallEdits(a!, b!)), b);
});

/** `[` and `]` around the selection. */
function selected(marked: string): string {
  const start = marked.indexOf('[');
  const end = marked.indexOf(']') - 1;
  const text = marked.replace('[', '').replace(']', '');
  return applied(text, formatSelection(text, scan(text), { start, end }));
}

test('a selection formats the statements it has a part of', () => {
  const other = 'select  x from y;';
  assert.equal(selected(`${other}\n\n[select a from t;]\n\n${other}\n`), `${other}\n\nSELECT a\nFROM t;\n\n${other}\n`);
  assert.equal(selected(`${other}\n\nselect a f[]rom t;\n\n${other}\n`), `${other}\n\nSELECT a\nFROM t;\n\n${other}\n`);
  assert.equal(
    selected(`sel[ect a from t;\n\nselect b ]from t;\n\n${other}\n`),
    `SELECT a\nFROM t;\n\nSELECT b\nFROM t;\n\n${other}\n`,
  );
});

/** `|` behind what was typed. */
function ended(marked: string): string {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const edits = formatEnded(text, scan(text), offset);
  const result = applied(text, edits);
  const cursor = moved(offset, edits)!;
  return `${result.slice(0, cursor)}|${result.slice(cursor)}`;
}

test('a ; formats the statement it ends, and the cursor stays behind it', () => {
  assert.equal(ended('select a from t where b=1;|'), 'SELECT a\nFROM t\nWHERE b = 1;|');
  assert.equal(ended('select x;\nselect a from t ;|\nselect y;'), 'select x;\nSELECT a\nFROM t;|\nselect y;');
  assert.equal(
    ended('--  a   note\n-- @ferris:workload = x\nselect a from t;| -- b'),
    '--  a   note\n-- @ferris:workload = x\nSELECT a\nFROM t;| -- b',
  );
  assert.equal(ended('select a from t;|'.replaceAll(' ', '\r\n')), 'SELECT a\r\nFROM t;|');
});

test('a ; that ends nothing formats nothing', () => {
  for (const text of [
    "select 'a;| b' from t;",
    '-- a;|\nselect  b;',
    'select  a /* ;| */;',
    'select  from where;|',
    ';|',
    "select 'a;|\nselect  b;",
  ])
    assert.equal(ended(text), text);
});

/** `|` at the end of the white space of the new line. */
function indented(marked: string): string {
  const text = marked.replace('|', '');
  return applied(text, indentNewLine(text, scan(text), marked.indexOf('|')));
}

test('a new line is indented by what is open above it', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['SELECT\n|', 'SELECT\n  '],
    ['SELECT a,\n|', 'SELECT a,\n  '],
    ['SELECT\n    a,\n|', 'SELECT\n    a,\n    '],
    ['SELECT a\n  |FROM t', 'SELECT a\nFROM t'],
    ['SELECT a FROM t\n    |', 'SELECT a FROM t\n'],
    ['CREATE STREAM s (\n|', 'CREATE STREAM s (\n  '],
    ['CREATE STREAM s (\n  a INT,\n|', 'CREATE STREAM s (\n  a INT,\n  '],
    ['CREATE STREAM s (\n|)', 'CREATE STREAM s (\n)'],
    ['WITH a AS (\n  SELECT x,\n|', 'WITH a AS (\n  SELECT x,\n    '],
    ['WITH a AS (\n  SELECT x\n|', 'WITH a AS (\n  SELECT x\n  '],
    ['SELECT CASE\n|', 'SELECT CASE\n  '],
    ['SELECT CASE\n  WHEN a THEN b\n|END', 'SELECT CASE\n  WHEN a THEN b\nEND'],
    ['SELECT a;\n  |', 'SELECT a;\n'],
    ['SELECT a WHERE x AND\r\n|', 'SELECT a WHERE x AND\r\n  '],
    ['SELECT é,\n|', 'SELECT é,\n  '],
  ];
  for (const [marked, expected] of cases) assert.equal(indented(marked), expected, marked);
});

test('a new line in a string, a comment, a function or above a statement is left alone', () => {
  for (const text of [
    "SELECT 'a\n   |b' FROM t",
    'SELECT /* a\n   |b */ c',
    '-- a note\n   |\nSELECT a',
    '   |',
    '|',
    'CREATE FUNCTION f() RETURNS INT LANGUAGE javascript AS $$\n   |return 1;\n$$;',
    "SELECT 'open\n   |",
  ])
    assert.equal(indented(text), text.replace('|', ''), text);
});
