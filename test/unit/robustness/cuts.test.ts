/** Statements as they are while they are typed and edited: cut off, with a token less, a token twice, two tokens swapped. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { tokensOf } from '../../../src/language/grammar/parse.ts';
import { assertSound, dataFiles, statementsOf } from './sound.ts';

interface Cut {
  readonly what: string;
  readonly of: (text: string, at: number, end: number, nextEnd: number) => string;
}
const cuts: readonly Cut[] = [
  { what: 'cut off in front of a token', of: (text, at) => text.slice(0, at) },
  { what: 'cut off in the middle of a token', of: (text, at, end) => text.slice(0, at + ((end - at) >> 1)) },
  { what: 'without a token', of: (text, at, end) => text.slice(0, at) + text.slice(end) },
  { what: 'with a token twice', of: (text, at, end) => `${text.slice(0, end)} ${text.slice(at)}` },
  {
    what: 'with two tokens swapped',
    of: (text, at, end, nextEnd) =>
      `${text.slice(0, at)}${text.slice(end, nextEnd)} ${text.slice(at, end)}${text.slice(nextEnd)}`,
  },
];

for (const { name, text } of dataFiles)
  test(`${name}: every statement, changed at every token`, () => {
    let tried = 0;
    for (const statement of statementsOf(text)) {
      const tokens = tokensOf(statement);
      for (const [i, { start, end }] of tokens.entries()) {
        // Each kind of change at every token would be five times the work: they take turns, and being cut off comes always.
        const turn = cuts[1 + (i % (cuts.length - 1))]!;
        for (const cut of [cuts[0]!, turn]) {
          assertSound(cut.of(statement, start, end, tokens[i + 1]?.end ?? end), `${name}, ${cut.what} at ${start}`);
          tried++;
        }
      }
    }
    assert.ok(tried > 50, `only ${tried} texts`);
  });

for (const { name, text } of dataFiles)
  test(`${name}: cut off behind every statement and inside the next`, () => {
    let end = 0;
    for (const statement of statementsOf(text)) {
      assertSound(text.slice(0, end + (statement.length >> 1)));
      end += statement.length;
      assertSound(text.slice(0, end));
    }
  });
