/** A printed row → the texts of its cells. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { durationText, rateText, readRow } from '../../../extension/media/rows/row.ts';

test('numbers are shown to the last digit', () => {
  const { values } = readRow(
    '{"topic":"t","key":9007199254740993,"value":{"a":9007199254740993,"b":1.10,"c":-0.5,"d":[9007199254740993],"e":{"f":1}},"timestamp":0}',
  );
  assert.deepEqual(
    [...values].map(([name, { text, kind }]) => [name, text, kind]),
    [
      ['a', '9007199254740993', 'number'],
      ['b', '1.10', 'number'],
      ['c', '-0.5', 'number'],
      ['d', '[9007199254740993]', 'text'],
      ['e', '{"f":1}', 'text'],
    ],
  );
});

test('each number reads as it was printed, whatever else is in its line', () => {
  const numbers = ['0', '-0', '0.0', '1.5', '-1.50', '1e5', '1E-7', '0.0000001', '0.000001', '999999999.123456'];
  numbers.push('123456789012345', '1234567890123456', '12345678901234567890', '0.1234567', '99999999.999999', '100');
  for (const number of numbers)
    assert.equal(
      readRow(`{"topic":"t","key":null,"value":{"a":${number}},"timestamp":1}`).values.get('a')?.text,
      number,
    );
});

test('key, time and deletion are told apart', () => {
  const row = readRow('{"topic":"t","key":"ACME","value":null,"timestamp":1772461800999}');
  assert.equal(row.deletion, true);
  assert.equal(row.key.text, 'ACME');
  assert.equal(row.time.text, '2026-03-02 14:30:00.999');
  assert.equal(readRow('{"topic":"t","key":null,"value":{"a":null},"timestamp":1}').values.get('a')?.kind, 'null');
});

test('a value that is no object is one cell; a broken line is one too', () => {
  assert.equal(
    readRow('{"topic":"t","key":null,"value":12345678901234567890,"timestamp":1}').values.get('value')?.text,
    '12345678901234567890',
  );
  assert.equal(readRow('not json').values.get('value')?.text, 'not json');
});

test('durations and rates are short', () => {
  assert.deepEqual([0, 59_949, 59_950, 65_000, 7_389_000].map(durationText), [
    '0.0 s',
    '59.9 s',
    '0:59',
    '1:05',
    '2:03:09',
  ]);
  assert.deepEqual([0, 0.25, 9.99, 12_345.6].map(rateText), ['0', '0.3', '10.0', '12,346']);
});
