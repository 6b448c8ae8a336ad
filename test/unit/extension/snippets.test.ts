/** Every snippet is a statement, or a block of hints, without a mistake before anything is typed over. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { snippets, untouched } from '../../../scripts/snippets.ts';
import { analyze } from '../../../src/language/analyze.ts';
import { attachHints } from '../../../src/language/hints/attach.ts';
import { WORKLOADS } from '../../../src/language/hints/define.ts';

const SOURCES = `CREATE STREAM orders (id BIGINT, region STRING, amount DECIMAL(10, 2)) WITH ('topic' = 'orders');
CREATE STREAM payments (id BIGINT) WITH ('topic' = 'payments');
CREATE STREAM large_orders (id BIGINT, region STRING, amount DECIMAL(10, 2)) WITH ('topic' = 'large_orders');
`;
const errorsIn = (text: string): readonly string[] =>
  analyze(text)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ message }) => message);

for (const [title, snippet] of Object.entries(snippets()))
  test(title, () => {
    const text = untouched(snippet);
    assert.doesNotMatch(text, /\$\{|\$\d/);
    if (snippet.prefix.startsWith('ferris-')) {
      const { scopes } = attachHints(analyze(text).pieces);
      assert.equal(`ferris-${scopes[0]?.effective.get('workload')?.value}`, snippet.prefix);
      assert.deepEqual(errorsIn(`${text}CREATE STREAM o AS SELECT * FROM orders;\n`), []);
      return;
    }
    // What it makes is not declared twice.
    const made = /CREATE (?:STREAM|TABLE) (\w+)/.exec(text)?.[1];
    const around = SOURCES.split('\n').filter(line => made === undefined || !line.startsWith(`CREATE STREAM ${made} `));
    assert.deepEqual(errorsIn(around.join('\n') + text), [], text);
    assert.equal(analyze(text).statements.length, 1);
  });

test('each workload has one', () => {
  const prefixes = Object.values(snippets()).map(({ prefix }) => prefix);
  for (const workload of WORKLOADS) assert.ok(prefixes.includes(`ferris-${workload}`));
  assert.equal(new Set(prefixes).size, prefixes.length);
});
