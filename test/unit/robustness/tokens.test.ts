/** The lexer reads by hand what the grammar's terminals say: each token is what its terminal's expression matches there. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { GrammarAST, GrammarUtils } from 'langium';
import { seeded } from '../../../bench/language/random.ts';
import { FerrisSqlGrammar } from '../../../src/language/grammar/generated/grammar.ts';
import { tokensOf } from '../../../src/language/grammar/parse.ts';
import { TERMINALS } from '../../../src/language/grammar/tokens.ts';
import { dataFiles } from './sound.ts';

const terminals = new Map(
  FerrisSqlGrammar()
    .rules.filter(GrammarAST.isTerminalRule)
    .map(rule => [rule.name, new RegExp(GrammarUtils.terminalRegex(rule).source, 'y')]),
);
/** One past what a terminal matches at a place, or -1. */
function matchEnd(name: string, text: string, at: number): number {
  const expression = terminals.get(name)!;
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : -1;
}

function assertAgrees(text: string): void {
  let end = 0;
  for (const token of tokensOf(text)) {
    const said = `${token.kind} at ${token.start} to ${token.end} of ${JSON.stringify(text.slice(0, 300))}`;
    assert.ok(token.start >= end && token.end > token.start, said);
    const gap = text.slice(end, token.start);
    assert.ok(gap === '' || matchEnd('SPACE', gap, 0) === gap.length, `white space before ${said}`);
    end = token.end;
    const image = text.slice(token.start, token.end);
    if (terminals.has(token.kind)) assert.equal(matchEnd(token.kind, text, token.start), token.end, said);
    else if (token.kind !== 'NOTHING') assert.equal(image.toUpperCase(), token.kind.toUpperCase(), said);
    // What is no token begins none. An open quote is one also where an expression would end it in the middle of a
    // doubled quote: so the scanner has it.
    else if (!/^["'`]/.test(image))
      for (const name of terminals.keys()) assert.equal(matchEnd(name, text, token.start), -1, `${name}: ${said}`);
  }
}

test('every terminal has a reader, and every reader a terminal', () => {
  assert.deepEqual([...terminals.keys()].toSorted(), [...TERMINALS].toSorted());
});

for (const { name, text } of dataFiles) test(`${name}: tokens are what the terminals say`, () => assertAgrees(text));

test('numbers, durations and names next to each other', () => {
  const random = seeded(8);
  const parts = [
    '1',
    '0',
    '.',
    'e',
    'E',
    '+',
    '-',
    's',
    'ms',
    'M',
    'w',
    'x',
    '_',
    '$',
    ' ',
    "'",
    '`',
    '5s',
    '::',
    '<=',
  ];
  for (let round = 0; round < 3000; round++) {
    const text = Array.from({ length: 1 + random.whole(8) }, () => random.of(parts)).join('');
    // Comments and `$$` that are left open run to the end, which no expression says.
    if (!text.includes('$$')) assertAgrees(text);
  }
});

test('what a text is cut into', () => {
  const kinds = (text: string): readonly string[] => tokensOf(text).map(({ kind }) => kind);
  assert.deepEqual(kinds('.5 1.5 1. 5s 5min 3e-1 1e'), [
    ...['FRACTION', 'FRACTION', 'INTEGER', '.', 'DURATION', 'INTEGER', 'ID', 'FLOATING', 'INTEGER', 'ID'],
  ]);
  assert.deepEqual(kinds('select Select SELECTS'), ['SELECT', 'SELECT', 'ID']);
  assert.deepEqual(kinds(`'a''b' "c" \`d\` $$ e; $$ \${F}`), [
    ...['STRING', 'DOUBLE_QUOTED', 'QUOTED', 'DOLLAR_BODY', 'VARIABLE'],
  ]);
  assert.deepEqual(kinds('-- x\n--@ferris:a=b\n/* y */ - -'), ['LINE_COMMENT', 'HINT', 'BLOCK_COMMENT', '-', '-']);
  assert.deepEqual(kinds('a # ?? b'), ['ID', 'NOTHING', '?', '?', 'ID']);
});
