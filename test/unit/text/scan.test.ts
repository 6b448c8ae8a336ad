/** What holds for every text: pieces without gaps, spans that point where they say, no throw, linear time. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { attachHints } from '../../../src/language/hints/attach.ts';
import { checkHints } from '../../../src/language/rules/hints/check.ts';
import { type HintLine, type Piece, scan } from '../../../src/language/text/scan.ts';

const fragments = fc.constantFrom(
  "'",
  "''",
  '"',
  '`',
  '$$',
  ';',
  '--',
  '/*',
  '*/',
  '\n',
  '\r\n',
  '\r',
  '\u0000',
  '\uFEFF',
  '\u2028',
  ' ',
  '\t',
  '(',
  ')',
  '=',
  '#',
  'SELECT ',
  'CREATE STREAM s AS ',
  'INSERT INTO t ',
  'START JOB j AS ',
  'a',
  'ä',
  '😀',
  '\ud800',
  '1.5',
  '-- @ferris:',
  '-- @ferris:workload=trading\n',
  '\n-- @feris:a=b\n',
  '-- Version: 1\n',
  '-- ferris-ignore x\n',
  '/* @ferris:a=b */',
);
const texts = fc
  .array(fc.oneof({ weight: 5, arbitrary: fragments }, fc.string({ maxLength: 5, unit: 'binary' })))
  .map(parts => parts.join(''));

const hintsOf = (piece: Piece): readonly HintLine[] => [
  ...piece.hintBlocks.flatMap(block => block.lines),
  ...piece.strayHints,
];

test('whatever the text: pieces cover it, everything lies in its piece, and hints say where they are', () => {
  fc.assert(
    fc.property(texts, text => {
      const pieces = scan(text);
      let at = 0;
      for (const piece of pieces) {
        assert.equal(piece.span.start, at);
        assert.ok(piece.span.end > at);
        at = piece.span.end;
        const inside = (span: { start: number; end: number }): void => {
          assert.ok(
            span.start <= span.end && span.start >= piece.span.start && span.end <= piece.span.end,
            JSON.stringify({ span, piece: piece.span }),
          );
        };
        inside(piece.body);
        for (const one of [
          ...piece.problems,
          ...piece.annotations,
          ...piece.lookalikes,
          ...piece.ignores,
          ...piece.hintBlocks,
        ])
          inside(one.span);
        for (const { span, key, keySpan, value, valueSpan } of hintsOf(piece)) {
          inside(span);
          assert.equal(text.slice(keySpan.start, keySpan.end), key);
          assert.equal(valueSpan && text.slice(valueSpan.start, valueSpan.end), value);
        }
        for (const { value, valueSpan } of piece.annotations)
          assert.equal(text.slice(valueSpan.start, valueSpan.end), value);
        if (piece.terminated) assert.equal(text[piece.span.end - 1], ';');
        assert.ok(piece.words.length <= 4);
      }
      assert.equal(at, text.length);
      const attached = attachHints(pieces);
      assert.equal(attached.all.length, pieces.flatMap(hintsOf).length);
      // Every hint in front of a statement has an owner or is reported.
      const owned = attached.file.length + attached.scopes.reduce((sum, scope) => sum + scope.own.length, 0);
      assert.equal(owned + attached.misplaced.length, attached.all.length);
      for (const { span } of checkHints(attached))
        assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
    }),
    { numRuns: 2000 },
  );
});

test('a statement reads the same whatever closed statements stand around it', () => {
  const statements = fc.constantFrom(
    "SELECT 'a;b' FROM t;",
    'CREATE STREAM s AS SELECT 1;',
    '-- @ferris:cost.priority=low\nINSERT INTO t SELECT 2;',
    'SELECT $$ ; $$;',
  );
  fc.assert(
    fc.property(fc.array(statements, { minLength: 1 }), parts => {
      const text = parts.join('\n');
      const shape = (piece: Piece, source: string): unknown => [
        piece.words,
        piece.deployable,
        source.slice(piece.body.start, piece.body.end),
      ];
      assert.deepEqual(
        scan(text).map(piece => shape(piece, text)),
        parts.flatMap(part => scan(part).map(piece => shape(piece, part))),
      );
    }),
  );
});

test('a string may hold lines that begin like statements and comments', () => {
  for (const string of [
    "'to be read:\n-- not a comment\nSELECT what FROM it'",
    "'\nSELECT 1;\n'",
    "'it''s\nCREATE x; -- it''s'",
  ])
    for (const after of [' AS text FROM trades;', ';', ', b FROM trades;', ')::STRING;', ' = a;']) {
      const text = `SELECT a, ${string}${after}\nSELECT 'x' FROM trades;`;
      const [first, second] = scan(text);
      assert.equal(text.slice(first!.body.start, first!.body.end + 1), `SELECT a, ${string}${after}`);
      assert.deepEqual([first!.problems, second!.problems], [[], []]);
    }
});

test('an unclosed quote hurts no statement after the next line that starts one', () => {
  for (const quote of ["'", '"', '`'])
    for (const after of ['SELECT', 'create', '  INSERT', '-- remark\nSELECT']) {
      const pieces = scan(`SELECT ${quote}open FROM t;\n${after} 2;\nSELECT 3;`);
      assert.deepEqual(
        pieces.map(piece => piece.terminated),
        [true, true, true],
        `${quote} ${after}`,
      );
    }
});

test('BOM, NUL and line ends are kept and cut nothing', () => {
  const text = '\uFEFF-- @ferris:workload=trading\r\n\u0000SELECT 1\u0000;\r\rSELECT 2';
  const pieces = scan(text);
  assert.equal(pieces.length, 2);
  assert.deepEqual(
    pieces.map(piece => text.slice(piece.body.start, piece.body.end)),
    ['SELECT 1', 'SELECT 2'],
  );
  assert.equal(pieces[0]!.hintBlocks[0]!.lines[0]!.value, 'trading');
});

test('nothing is no piece', () => assert.deepEqual(scan(''), []));

test('time grows with the text and not with its square', () => {
  const worst = [
    '\'abc "x `y\n',
    '$$ a\n',
    '/* ',
    "'''",
    '-- @ferris:a=   #b   ',
    '\n\n-- @ferris:a=b',
    'CREATE TABLE t AS ',
    "SELECT '\n",
    '\t \n',
    '-- ferris  ',
    `--${' '.repeat(400)}`,
    '/*@ferris: ',
  ];
  for (const unit of worst) {
    const started = process.cpuUsage();
    const text = unit.repeat(Math.ceil(400_000 / unit.length));
    checkHints(attachHints(scan(text)));
    const { user } = process.cpuUsage(started);
    // Measured below 1 s of processor time; a quadratic scan of 400,000 characters takes minutes.
    assert.ok(user < 10_000_000, `${JSON.stringify(unit)} took ${user / 1000} ms`);
  }
});
