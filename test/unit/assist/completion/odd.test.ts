/** Whatever the text and wherever the cursor: an answer, in which every proposal replaces what is around the cursor. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { quickly, timeOf } from '../../../quickly.ts';
import { offeredAt } from './offered.ts';

const examples = path.resolve(import.meta.dirname, '../../../../examples');
const real = fs
  .readdirSync(examples, { recursive: true })
  .map(String)
  .filter(name => name.endsWith('.sql'))
  .map(name => fs.readFileSync(path.join(examples, name), 'utf8'));
const odd = [
  ...[
    '',
    '`',
    '"',
    "'",
    '$$',
    ';;;;',
    'é',
    'SELECT \u{1F600} FROM',
    '-- @ferris:',
    'SELECT a FROM t WHERE `',
    'SELECT 1;;  ',
  ],
  ...[
    `SELECT ${'('.repeat(500)}`,
    'SELECT a,'.repeat(500),
    'CREATE FUNCTION f() RETURNS INT LANGUAGE javascript AS $$ x',
  ],
  ...[
    'WITH a AS (WITH b AS (',
    'SELECT a FROM t GROUP BY GROUP BY',
    'FROM WHERE SELECT',
    'CASE WHEN',
    'SELECT FROM FROM',
  ],
];

function check(text: string, offset: number): void {
  for (const { label, replace, score, insert, stops = [] } of offeredAt(text, offset)) {
    const at = JSON.stringify(`${text.slice(Math.max(0, offset - 20), offset)}|${text.slice(offset, offset + 20)}`);
    assert.ok(score >= 0, `${label} at ${at}: ${score}`);
    assert.ok(replace.start <= offset && replace.end >= Math.min(offset, text.length), `${label} at ${at}`);
    for (const stop of stops) assert.ok(stop.start <= stop.end && stop.end <= insert.length, `${label} at ${at}`);
  }
}

test('odd texts', () => {
  for (const text of odd) for (const offset of [0, text.length >> 1, text.length, text.length + 5]) check(text, offset);
});

test('files, whole and cut off, with line ends of Windows', () => {
  for (const whole of real) {
    const text = whole.replaceAll('\n', '\r\n');
    for (let offset = 0; offset <= text.length; offset += 7) check(text, offset);
    for (let offset = 3; offset <= whole.length; offset += 23) check(whole.slice(0, offset), offset);
  }
});

test('a text full of errors does not take long', async () => {
  const text = 'SELECT a,'.repeat(2000);
  offeredAt(text, 0);
  await quickly(1500, () => timeOf(() => offeredAt(text, text.length)));
});
