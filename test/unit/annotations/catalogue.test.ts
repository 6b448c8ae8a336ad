/** The catalogue of annotations holds together, and lines are read with exact ranges. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { attachAnnotations } from '../../../src/language/annotations/attach.ts';
import { annotationNames, annotations, findAnnotation } from '../../../src/language/annotations/catalogue.ts';
import { parseAnnotation } from '../../../src/language/annotations/line.ts';
import { scan } from '../../../src/language/text/scan.ts';

test('each example fits, each choice fits, each name is found and stands for one thing', () => {
  for (const entry of annotations) {
    assert.deepEqual(entry.type.check(entry.example), { ok: true }, entry.name);
    for (const { value } of entry.type.choices()) assert.ok(entry.type.check(value).ok, `${entry.name}: ${value}`);
    assert.match(entry.doc, /^[A-Z].*[.]$/s, entry.name);
    for (const name of [entry.name, ...entry.aliases])
      if (!name.includes('<')) assert.equal(findAnnotation(name), entry);
  }
  assert.equal(new Set(annotationNames.map(name => name.toLowerCase())).size, annotationNames.length);
});

test('every name of the language page is known', () => {
  for (const name of [
    'SQL Application',
    'Version',
    'Description',
    'Author',
    'Dependencies',
    'Tag',
    'JOB',
    'Name',
    'TOPIC',
  ])
    assert.ok(findAnnotation(name), name);
  for (const name of ['MEMORY_LIMIT', 'TIMEOUT', 'Property', '@Job_Mode', '@sla.latency.p99', '@data.price.type'])
    assert.ok(findAnnotation(name), name);
  for (const name of ['Timeout', 'timeout', 'Note', 'TODO', 'Phase 1', '@data.', '@sla.latency.p', 'version'])
    assert.equal(findAnnotation(name), undefined, name);
});

const LINES: readonly (readonly [comment: string, name: string, value: string, colon: boolean])[] = [
  ['-- Version: 1.0', 'Version', '1.0', true],
  ['--Version :  1.0  ', 'Version', '1.0', true],
  ['-- @job_mode: simple  # why', '@job_mode', 'simple', true],
  ['-- @job_mode: simple -- why', '@job_mode', 'simple', true],
  ['-- @job_mode: # nothing yet', '@job_mode', '', true],
  ['-- @metric_help: 50% #1', '@metric_help', '50% #1', true],
  ['-- Description: issue # 5', 'Description', 'issue # 5', true],
  ['-- Author:', 'Author', '', true],
  ['-- @name price alerts', '@name', 'price alerts', false],
  ['-- @name', '@name', '', false],
];

for (const [comment, name, value, colon] of LINES)
  test(`reads ${comment}`, () => {
    const read = parseAnnotation(comment, 10)!;
    assert.deepEqual({ name: read.name, value: read.value, colon: read.colon }, { name, value, colon });
    assert.equal(comment.slice(read.nameSpan.start - 10, read.nameSpan.end - 10), name);
    assert.equal(comment.slice(read.valueSpan.start - 10, read.valueSpan.end - 10), value);
  });

test('any other comment is none', () => {
  for (const comment of ['-- see https://example.com', '-- a b c d e: f', '-- NOTE', '--', '-- -- Tag: x', '-- 1: one'])
    assert.equal(parseAnnotation(comment, 0), undefined, comment);
});

test('whatever the comment: the ranges are where name and value stand', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('@', 'a', ' ', ':', '#', '-', '.', 'Tag', '"', '\t')), parts => {
      const comment = `--${parts.join('')}`;
      const read = parseAnnotation(comment, 0);
      if (!read) return;
      assert.equal(comment.slice(read.nameSpan.start, read.nameSpan.end), read.name);
      assert.equal(comment.slice(read.valueSpan.start, read.valueSpan.end), read.value);
    }),
  );
});

test('the head speaks of the file, other lines of the statement below', () => {
  const text = `-- SQL Application: demo
-- Version: 1
-- JOB: first
SELECT 1;
-- Version: 2
-- TIMEOUT: see the runbook
-- MEMORY_LIMIT: 512
SELECT 2;
-- @phase: production`;
  const { file, statements } = attachAnnotations(scan(text));
  const shown = (given: typeof file) => given.map(({ annotation }) => `${annotation.name}=${annotation.value}`);
  assert.deepEqual(shown(file), ['SQL Application=demo', 'Version=1', '@phase=production']);
  assert.deepEqual(
    statements.map(statement => shown(statement.own)),
    [['JOB=first'], ['Version=2', 'MEMORY_LIMIT=512']],
  );
});
