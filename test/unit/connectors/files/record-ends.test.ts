/** Where rows of CSV end: held against rows that were put together, in pieces of any size. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import { endOfLine, endOfRow } from '../../../../runtime/connectors/files/record-ends.ts';
import { textFile } from '../../../../runtime/connectors/files/text-file.ts';
import { fieldText } from '../../../../runtime/formats/csv/line.ts';

const DIALECT = { delimiter: ',', quote: '"', escapedBy: '', nullLiteral: undefined };
const endings = () => endOfRow({ quote: Buffer.from('"'), delimiter: Buffer.from(','), escapedBy: undefined });
const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é') });
const rows = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 20 });
const lineOf = (fields: readonly string[]): string => `${fields.map(text => fieldText(text, DIALECT)).join(',')}\n`;

test('rows end where they were put together, also where a piece ends in them', () => {
  fc.assert(
    fc.property(rows, fc.nat(200), (given, cut) => {
      const lines = given.map(lineOf);
      const bytes = Buffer.from(lines.join(''));
      const piece = bytes.subarray(0, Math.min(cut, bytes.length));
      const endOf = endings();
      const found: number[] = [];
      for (let at = endOf(piece, 0); at > 0; at = at < piece.length ? endOf(piece, at) : -1) found.push(at);
      let behind = 0;
      const ends = lines.map(line => (behind += Buffer.byteLength(line)));
      assert.deepEqual(
        found,
        ends.filter(end => end <= piece.length),
      );
    }),
  );
});

test('an escape before a quote, and a quote within a field that is not quoted', () => {
  const escaped = endOfRow({ quote: Buffer.from('"'), delimiter: Buffer.from(','), escapedBy: Buffer.from('\\') });
  assert.equal(escaped(Buffer.from('"a\\"\nb",1\nnext\n'), 0), 10);
  assert.equal(endings()(Buffer.from('5" pipe,1\n"x"\n'), 0), 10);
  assert.equal(endings()(Buffer.from('"open,1\nmore\n'), 0), -1);
  assert.equal(endOfLine(Buffer.from('a\nb'), 2), -1);
});

test('a quote that never ends costs its own line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ferris-csv-'));
  try {
    const at = join(folder, 'a.csv');
    writeFileSync(at, 'a,b\n1,2\n"oops,3\n4,5');
    const file = textFile({ path: 'a.csv', at, format: { kind: 'csv' }, skipLines: 1 });
    const { records } = file.read(0, Infinity, true);
    assert.deepEqual(
      records.map(({ position, value }) => [file.locate(position), Buffer.from(value).toString()]),
      [
        ['a.csv:2', '1,2'],
        ['a.csv:3', '"oops,3'],
        ['a.csv:4', '4,5'],
      ],
    );
    file.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
