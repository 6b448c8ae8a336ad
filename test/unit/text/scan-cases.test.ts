/**
 * test/cases/scan/<case>/file.sql → pieces.txt: where a file is cut, what is found in front of each statement, and whose
 * each hint is. `UPDATE_CASES=1 node --test …` writes pieces.txt anew: read the difference before you commit it.
 */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { attachHints } from '../../../src/language/hints/attach.ts';
import { type HintLine, scan } from '../../../src/language/text/scan.ts';

const folder = path.resolve(import.meta.dirname, '../../cases/scan');

for (const name of fs.readdirSync(folder)) {
  test(`scan: ${name}`, () => {
    const text = fs.readFileSync(path.join(folder, name, 'file.sql'), 'utf8');
    const expected = path.join(folder, name, 'pieces.txt');
    const actual = describe(text);
    if (process.env.UPDATE_CASES) fs.writeFileSync(expected, actual);
    assert.equal(actual, fs.readFileSync(expected, 'utf8'));
    // Line ends are no matter.
    assert.equal(describe(text.replaceAll('\n', '\r\n')).replaceAll('\\r', ''), actual);
  });
}

function describe(text: string): string {
  const pieces = scan(text);
  const attached = attachHints(pieces);
  const hint = ({ key, value }: HintLine): string => `${key}=${value ?? '?'}`;
  const cut = (start: number, end: number): string => JSON.stringify(text.slice(start, end));
  let out = '';
  for (const [i, piece] of pieces.entries()) {
    out += `${i + 1}. ${piece.words.join(' ') || '(no word)'}${piece.deployable ? ', deployable' : ''}${piece.terminated ? '' : ', not terminated'}\n`;
    if (piece.body.end > piece.body.start) out += `   body ${cut(piece.body.start, piece.body.end)}\n`;
    for (const { lines, blankAfter } of piece.hintBlocks)
      out += `   hints ${lines.map(hint).join(' ')}${blankAfter ? ' (blank after)' : ''}\n`;
    for (const stray of piece.strayHints) out += `   stray ${hint(stray)}\n`;
    for (const one of piece.annotations)
      out += `   annotation ${one.name}: ${cut(one.valueSpan.start, one.valueSpan.end)}\n`;
    for (const { span, message } of piece.problems) out += `   problem at ${cut(span.start, span.end)}: ${message}\n`;
  }
  out += `file: ${attached.file.map(hint).join(' ') || '-'}\n`;
  for (const { piece, own, effective } of attached.scopes)
    out += `${piece ? `statement ${pieces.indexOf(piece) + 1}` : 'no statement'}: own ${own.map(hint).join(' ') || '-'}, effective ${[...effective.values()].map(hint).join(' ') || '-'}\n`;
  for (const { hint: line, why } of attached.misplaced) out += `misplaced (${why}): ${hint(line)}\n`;
  return out;
}
