/** Annotations at a cursor, marked `|`: what is offered, and what is said of them. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { describe } from '../../../src/language/assist/describe.ts';
import { scan } from '../../../src/language/text/scan.ts';
import { labels, taken } from './completion/offered.ts';

function hover(marked: string) {
  const [text, offset] = [marked.replace('|', ''), marked.indexOf('|')];
  const found = describe(text, scan(text), offset);
  return found && { of: text.slice(found.span.start, found.span.end), markdown: found.markdown };
}

test('a name is completed with its colon, or without when it is there', () => {
  assert.equal(taken('-- @job|', '@job_mode'), '-- @job_mode: ');
  assert.equal(taken('-- @|\nSELECT 1', '@job_mode'), '-- @job_mode: \nSELECT 1');
  assert.equal(taken('-- @job|_x: simple', '@job_mode'), '-- @job_mode: simple');
  assert.equal(taken('-- SQL|', 'SQL Application'), '-- SQL Application: ');
  assert.equal(taken('-- MEM|\nSELECT 1', 'MEMORY_LIMIT'), '-- MEMORY_LIMIT: \nSELECT 1');
  assert.equal(taken('-- @|', '@ferris:'), '-- @ferris:');
});

test('comments are left alone', () => {
  for (const marked of [
    '-- A|',
    '-- a comment|',
    '-- Timeout and so on|',
    '-- @see that|',
    'SELECT 1 -- @job|',
    '-- Note: x|',
  ])
    assert.deepEqual(labels(marked), [], marked);
});

test('a name that the statement has is not offered again, unless it adds up', () => {
  const names = labels('-- @job_mode: simple\n-- @metric: a\n-- @m|\nSELECT 1');
  assert.ok(!names.includes('@job_mode'));
  assert.ok(names.includes('@metric') && names.includes('@batch_size'));
});

test('values are completed', () => {
  assert.deepEqual(labels('-- @job_mode: |'), ['simple', 'transactional', 'adaptive']);
  assert.equal(taken('-- @job_mode: tr|  # why', 'transactional'), '-- @job_mode: transactional  # why');
  assert.deepEqual(labels('-- MEMORY_LIMIT: 1|\nSELECT 1'), ['2048']);
  assert.deepEqual(labels('-- @job_mode: simple  # wh|y'), []);
});

test('name and value are described, prose is not', () => {
  assert.equal(hover('-- @job_|mode: simple')?.of, '@job_mode');
  assert.equal(hover('-- @job_mode: sim|ple')?.of, 'simple');
  assert.match(hover('-- MEMORY_LIMIT: 10|24')?.markdown ?? '', /most memory.*Takes a whole number of megabytes/s);
  assert.match(hover('-- SQL App|lication: Demo of prices')?.markdown ?? '', /Also written `@app`/);
  assert.equal(hover('-- TIMEOUT: see the run|book'), undefined);
  assert.equal(hover('-- No|te: x'), undefined);
});
