/** The parser of good statements and the full one read the same grammar: they make the same trees, with the same places. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { AstNode } from 'langium';
import { statements } from '../../../bench/language/generate.ts';
import { FerrisSqlGrammar } from '../../../src/language/grammar/generated/grammar.ts';
import { parsePiece, spanOf, spanOfProperty } from '../../../src/language/grammar/parse.ts';
import { Place } from '../../../src/language/grammar/place.ts';
import { recovery } from '../../../src/language/grammar/recover.ts';
import { shapeOf } from '../../../src/language/grammar/shape.ts';
import { dataFiles, statementsOf } from './sound.ts';

const ambiguities: string[] = [];
const grammar = FerrisSqlGrammar();
const full = recovery(grammar, shapeOf(grammar).vocabulary, message => ambiguities.push(message));

for (const { name, text } of [...dataFiles, { name: 'generated', text: `${statements(400, 3).join(';\n')};` }])
  test(`${name}: both parsers give the same trees`, () => {
    for (const statement of statementsOf(text)) {
      const { tree, problems } = parsePiece(statement);
      assert.deepEqual(problems, [], statement);
      const other = full(statement, statement.length);
      assert.ok(other.whole, statement);
      assert.deepEqual(plain(tree), plain(other.tree), statement);
    }
  });

test('the tree builder takes every statement itself', () => {
  for (const { text } of dataFiles)
    for (const statement of statementsOf(text)) {
      const place: unknown = parsePiece(statement).tree.$cstNode;
      assert.ok(place instanceof Place, statement);
    }
});

test('no words of the data files can be read in two ways', () => {
  assert.deepEqual(ambiguities, []);
});

/** A tree as data: types, properties, and where everything stands. */
function plain(node: AstNode): unknown {
  const properties = Object.entries(node).filter(([name, value]) => !name.startsWith('$') && value !== undefined);
  return {
    type: node.$type,
    span: spanOf(node),
    ...Object.fromEntries(properties.map(([name, value]: [string, unknown]) => [name, plainValue(value)])),
    spans: Object.fromEntries(properties.map(([name]) => [name, spanOfProperty(node, name)])),
  };
}
const plainValue = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(plainValue) : isNode(value) ? plain(value) : value;
const isNode = (value: unknown): value is AstNode => typeof value === 'object' && value !== null && '$type' in value;
