/** What each word of a text is, for colouring: `word:type` in order, with `!` behind a declaration. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { analyze } from '../../../src/language/analyze.ts';
import { tokensEdit } from '../../../src/language/assist/tokens/edit.ts';
import { semanticTokens } from '../../../src/language/assist/tokens/file-tokens.ts';
import { TOKEN_MODIFIERS, TOKEN_TYPES } from '../../../src/language/assist/tokens/legend.ts';
import { Workspace } from '../../../src/language/workspace/workspace.ts';

interface Word {
  readonly line: number;
  readonly word: string;
  readonly type: string;
  readonly modifiers: readonly string[];
}

/** Also checks that no token overlaps the one before or passes the end of its line. */
function decode(text: string, data: readonly number[]): Word[] {
  const lines = text.split(/\r\n|\r|\n/);
  const words: Word[] = [];
  let [line, column, end] = [0, 0, 0];
  for (let i = 0; i < data.length; i += 5) {
    const [down, right, length, type, bits] = data.slice(i, i + 5) as [number, number, number, number, number];
    line += down;
    column = down > 0 ? right : column + right;
    if (down > 0) end = 0;
    assert.ok(column >= end, `overlap at ${line}:${column}`);
    end = column + length;
    const word = lines[line]!.slice(column, end);
    assert.equal(word.length, length, `past the end of line ${line}`);
    words.push({
      line,
      word,
      type: TOKEN_TYPES[type]!,
      modifiers: TOKEN_MODIFIERS.filter((_, bit) => bits & (1 << bit)),
    });
  }
  return words;
}

const wordsOf = (text: string): Word[] => decode(text, semanticTokens(text, analyze(text)));

/** Without keywords, operators and numbers, which nobody doubts. */
const said = (text: string): string =>
  wordsOf(text)
    .filter(({ type }) => type !== 'keyword' && type !== 'operator' && type !== 'number')
    .map(({ word, type, modifiers }) => `${word}:${type}${modifiers.includes('declaration') ? '!' : ''}`)
    .join(' ');

const one = (text: string, word: string): Word => {
  const found = wordsOf(text).find(other => other.word === word);
  assert.ok(found, `${word} has no token`);
  return found;
};

test('a declaration: relation, columns, types, properties', () => {
  assert.equal(
    said("CREATE STREAM trades (ticker STRING, at TIMESTAMP(3)) WITH ('topic' = 't', format = json);"),
    "trades:class! ticker:property! STRING:type at:property! TIMESTAMP:type 'topic':parameter 't':string format:parameter json:enumMember",
  );
});

test('tables are told from streams, also where they are read', () => {
  const text =
    'CREATE TABLE users (id BIGINT PRIMARY KEY);\nCREATE STREAM s (id BIGINT);\nSELECT s.id FROM s JOIN users ON s.id = users.id;';
  const read = wordsOf(text).filter(({ line }) => line === 2);
  assert.deepEqual(
    read.filter(({ word }) => word === 'users').map(({ type }) => type),
    ['struct', 'struct'],
  );
  assert.deepEqual(
    read.filter(({ word }) => word === 's').map(({ type }) => type),
    ['class', 'class', 'class'],
  );
});

test('an alias is a name of its own wherever it stands', () => {
  assert.equal(
    said('SELECT t.price AS p, t.* FROM trades AS t WHERE t.price > 1'),
    't:variable price:property p:property! t:variable trades:class t:variable! t:variable price:property',
  );
});

test('what is a keyword elsewhere is a column where it stands for one', () => {
  assert.deepEqual(one('SELECT status, key, version FROM t', 'key').type, 'property');
  assert.deepEqual(one('CREATE STREAM s (key STRING)', 'key').type, 'property');
});

test('functions: built in or the own, and windows', () => {
  const text =
    'CREATE FUNCTION half(x DOUBLE) RETURNS DOUBLE LANGUAGE javascript AS $$ return x / 2 $$;\nSELECT half(SUM(a)), CAST(b AS STRING) FROM t WINDOW TUMBLING(5m);';
  assert.deepEqual(one(text, 'half').modifiers, ['declaration']);
  assert.deepEqual(one(text, 'x').type, 'parameter');
  assert.deepEqual(one(text, 'SUM'), { line: 1, word: 'SUM', type: 'function', modifiers: ['defaultLibrary'] });
  assert.deepEqual(one(text, 'TUMBLING').modifiers, ['defaultLibrary']);
  assert.equal(one(text, 'CAST').type, 'keyword');
  assert.equal(wordsOf(text).find(({ word, line }) => word === 'half' && line === 1)?.modifiers.length, 0);
  assert.equal(said(text).includes('return'), false, 'the body is in another language');
});

test('system columns and constants of the language', () => {
  assert.deepEqual(one('SELECT _event_time FROM t', '_event_time').modifiers, ['readonly', 'defaultLibrary']);
  assert.equal(one('SELECT EXTRACT(YEAR FROM ts) FROM t', 'YEAR').type, 'enumMember');
  assert.equal(one("SELECT ts - INTERVAL '5' MINUTE FROM t", 'MINUTE').type, 'keyword');
  assert.deepEqual(one('SELECT "a" FROM t', '"a"').modifiers, ['deprecated']);
});

test('hints, annotations and ferris-ignore are more than comments', () => {
  assert.equal(
    said(
      '-- Version: 1.2\n-- @ferris:workload=trading  # why\n-- @ferris:scaling.max_replicas=9\n-- @ferris:sc\n-- ferris-ignore sql/star\n-- a note\nSELECT 1;',
    ),
    [
      '--:comment Version:decorator',
      '--:comment @ferris:workload:decorator trading:enumMember # why:comment',
      '--:comment @ferris:scaling.max_replicas:decorator',
      '--:comment @ferris:sc:decorator',
      '--:comment ferris-ignore:decorator sql/star:enumMember',
      '-- a note:comment',
    ].join(' '),
  );
});

test('what spans lines is a token on each', () => {
  const text = "SELECT 'a\r\nb' FROM t; /* one\n\ntwo */ SELECT 2;";
  assert.deepEqual(
    wordsOf(text)
      .filter(({ type }) => type === 'string' || type === 'comment')
      .map(({ line, word }) => [line, word]),
    [
      [0, "'a"],
      [1, "b'"],
      [1, '/* one'],
      [3, 'two */'],
    ],
  );
});

test('in a broken statement the neighbours say what a word is', () => {
  assert.equal(
    said('SELECT a.b, SUM(c FROM trades WHERE own(d'),
    'a:property b:property SUM:function c:property trades:class own:function d:property',
  );
});

test('cut anywhere, a text still has tokens that are in order and in their lines', () => {
  const text =
    "-- @ferris:workload=trading\r\nWITH c AS (SELECT `a b`, é FROM t) SELECT c.*, CAST(x AS ARRAY<INT>), 'it''s' FROM c MATCH_RECOGNIZE (PATTERN (A+) DEFINE A AS A.x > 1) AS m;";
  for (let end = 0; end <= text.length; end++) wordsOf(text.slice(0, end));
});

test('a range gives the tokens of the pieces that it touches, at their places', () => {
  const text = 'SELECT 1;\nSELECT a FROM t; SELECT b\nFROM u;\nSELECT c;';
  const all = wordsOf(text);
  const start = text.indexOf('b\n');
  const part = decode(text, semanticTokens(text, analyze(text), { start, end: start + 1 }));
  assert.deepEqual(
    part,
    all.slice(all.findIndex(({ word }) => word === 'b') - 1, all.findIndex(({ word }) => word === 'u') + 1),
  );
});

test('an edit gives what a fresh server would, and the delta is about the statement that changed', () => {
  const workspace = new Workspace();
  const line = (i: number, column: string): string => `SELECT ${column}, COUNT(*) FROM t${i} GROUP BY ${column};\n`;
  const textWith = (column: string): string =>
    Array.from({ length: 200 }, (_, i) => line(i, i === 100 ? column : 'a')).join('');
  workspace.setFile('f', textWith('a'));
  const before = semanticTokens(textWith('a'), workspace.analysis('f')!);
  workspace.setFile('f', textWith('longer'));
  const after = semanticTokens(textWith('longer'), workspace.analysis('f')!);
  assert.deepEqual(after, semanticTokens(textWith('longer'), analyze(textWith('longer'))));
  const edit = tokensEdit(before, after)!;
  assert.ok(edit.data.length <= 20 * 5, `${edit.data.length} numbers for one statement`);
  assert.deepEqual(before.toSpliced(edit.start, edit.deleteCount, ...edit.data), after);
  assert.equal(tokensEdit(after, after), undefined);
});
