/** What docs/own-functions.md shows: each statement over the records after it gives the rows and the errors after those. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { runSql } from './run-sql.ts';

const page = fs.readFileSync(path.resolve(import.meta.dirname, '../../../docs/own-functions.md'), 'utf8');
const blocks = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, kind, text]) => ({
  kind: kind!,
  text: text!,
}));
const linesOf = (text: string): string[] => text.trim().split('\n');

test('there are examples', () => assert.equal(blocks.filter(({ kind }) => kind === 'sql').length, 2));

for (const [i, { kind, text }] of blocks.entries()) {
  if (kind !== 'sql') continue;
  test(`example ${i}`, async () => {
    const topic = /'topic' = '(\w+)'/.exec(text)![1]!;
    const { rows, problems } = await runSql(text, { [topic]: linesOf(blocks[i + 1]!.text) });
    assert.deepEqual(rows.toSorted(), linesOf(blocks[i + 2]!.text).toSorted());
    const errors = blocks[i + 3];
    assert.deepEqual(problems, errors?.kind === 'text' ? linesOf(errors.text) : []);
  });
}
