/**
 * Formatting changes no meaning: of every SQL file there is, and of statements derived from the grammar with comments
 * anywhere, the tree, the words, the comments and whose each hint is stay the same; once more changes nothing.
 */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import { type Formatted, format } from '../../../src/language/format/format.ts';
import { parsePiece, tokensOf } from '../../../src/language/grammar/parse.ts';
import { attachHints } from '../../../src/language/hints/attach.ts';
import { scan } from '../../../src/language/text/scan.ts';
import { deriveStatement } from './derive.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const files = ['examples', 'test/cases', 'test/unit'].flatMap(folder =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.sql'))
    .map(name => path.join(folder, name)),
);

test('there are files to try it on', () => assert.ok(files.length > 50));

for (const file of files)
  test(`means the same: ${file}`, () => {
    const text = fs.readFileSync(path.join(root, file), 'utf8');
    checkFormatted(text, format(text));
  });

test('derived statements, with white space anywhere', () => {
  let tried = 0;
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat()), fc.boolean(), (numbers, semicolon) => {
      const draw = (limit: number): number => numbers.next().value % limit;
      const text = deriveStatement(draw)
        .map(token => token + [' ', '\n', '  ', '\n\n'][draw(4)])
        .join('');
      if (parsePiece(text).problems.length > 0) return;
      const formatted = format(semicolon ? `${text};` : text);
      if (formatted.left.length === 0) tried++;
      checkFormatted(semicolon ? `${text};` : text, formatted);
    }),
    { numRuns: 400, seed: 20260101 },
  );
  assert.ok(tried > 350, `only ${tried} statements were formatted`);
});

test('derived statements, with comments anywhere', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat()), numbers => {
      const draw = (limit: number): number => numbers.next().value % limit;
      let count = 0;
      const comment = (): string => {
        const name = `c${count++}`;
        return [
          ` /* ${name} */ `,
          ` -- ${name}\n`,
          `\n-- ${name}\n`,
          `\n\n/* ${name} */\n`,
          ` -- @ferris:sla.x=${name}\n`,
        ][draw(5)]!;
      };
      const [first, ...rest] = deriveStatement(draw);
      const text = [first, ...rest.map(token => (draw(10) === 0 ? comment() : [' ', '\n'][draw(2)]) + token)].join('');
      if (parsePiece(text).problems.length > 0) return;
      checkFormatted(text, format(text));
    }),
    { numRuns: 400, seed: 20260102 },
  );
});

function checkFormatted(text: string, formatted: Formatted): void {
  const { text: written, left } = formatted;
  for (const { span, why } of left)
    if (why === 'syntax')
      assert.ok(
        hasProblems(text, span.start) || followsProblem(text, span.start),
        `a good statement stayed as it was: ${text.slice(span.start, span.end)}`,
      );
  assert.equal(format(written).text, written, 'once more changes nothing');
  assert.deepEqual(wordsOf(written), wordsOf(text));
  assert.deepEqual(commentsOf(written), commentsOf(text));
  assert.deepEqual(hintsOf(written), hintsOf(text));
  assert.deepEqual(treesOf(written), treesOf(text));
}

const pieceAt = (text: string, start: number) => scan(text).findIndex(piece => piece.body.start === start);

function hasProblems(text: string, start: number): boolean {
  const piece = scan(text)[pieceAt(text, start)]!;
  return piece.problems.length > 0 || parsePiece(text.slice(piece.span.start, piece.span.end)).problems.length > 0;
}

/** Behind something left open nothing moves: where it ends is seen by what follows. */
const followsProblem = (text: string, start: number): boolean =>
  (scan(text)[pieceAt(text, start) - 1]?.problems.length ?? 0) > 0;

const isComment = (kind: string): boolean => kind === 'LINE_COMMENT' || kind === 'BLOCK_COMMENT' || kind === 'HINT';

/** Whatever their order: clauses move. */
const wordsOf = (text: string): readonly string[] =>
  tokensOf(text)
    .filter(({ kind }) => !isComment(kind))
    .map(({ start, end }) => text.slice(start, end).toUpperCase())
    .sort();

/** Whatever their order, and whatever white space a hint has. */
const commentsOf = (text: string): readonly string[] =>
  tokensOf(text)
    .filter(({ kind }) => isComment(kind))
    .map(({ kind, start, end }) => {
      const comment = text.slice(start, end).trimEnd();
      return kind === 'HINT' ? comment.replaceAll(/\s/g, '') : comment;
    })
    .sort();

function hintsOf(text: string) {
  const { file, scopes, misplaced } = attachHints(scan(text));
  return {
    file: file.map(({ key, value }) => `${key}=${value}`).sort(),
    scopes: scopes.map(({ effective }) => [...effective].map(([key, { value }]) => `${key}=${value}`).sort()),
    misplaced: misplaced.map(({ hint, why }) => `${why} ${hint.key}=${hint.value}`).sort(),
  };
}

/** Trees without places; clauses in one order, words in one case. */
function treesOf(text: string): readonly unknown[] {
  return scan(text)
    .filter(({ body }) => body.end > body.start)
    .map(({ span }) => bare(parsePiece(text.slice(span.start, span.end)).tree.statement));
}

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value === 'string') return value.toUpperCase();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name === '$type' || !name.startsWith('$'))
      .map(([name, inner]) => [name, name === 'clauses' && Array.isArray(inner) ? byType(inner) : bare(inner)]),
  );
}

const byType = (clauses: readonly unknown[]): readonly unknown[] =>
  clauses.map(bare).sort((a, b) => (typeOf(a) < typeOf(b) ? -1 : typeOf(a) > typeOf(b) ? 1 : 0));

const typeOf = (clause: unknown): string =>
  typeof clause === 'object' && clause !== null && '$type' in clause ? String(clause.$type) : '';
