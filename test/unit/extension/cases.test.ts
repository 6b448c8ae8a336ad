/** Which files the Test Explorer takes for the tests of a SQL file. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { casesOf } from '../../../extension/src/testing/cases.ts';

const found = (...files: string[]): readonly string[] =>
  casesOf(files).map(({ sql, input, output, name }) => [sql, input, output, name].join(' '));

test('a case of the file, and others with a name', () => {
  assert.deepEqual(found('q/a.sql', 'q/b.sql', 'q/a.in.json', 'q/a.late.in.json', 'q/a.late.out.json'), [
    'q/a.sql q/a.in.json q/a.out.json a.in.json',
    'q/a.sql q/a.late.in.json q/a.late.out.json late',
  ]);
});

test('the longest name of a SQL file wins', () => {
  assert.deepEqual(found('a.sql', 'a.b.sql', 'a.b.in.json', 'a.bc.in.json'), [
    'a.b.sql a.b.in.json a.b.out.json a.b.in.json',
    'a.sql a.bc.in.json a.bc.out.json bc',
  ]);
});

test('in.json belongs to the only SQL file of its folder', () => {
  assert.deepEqual(found('x/query.sql', 'x/in.json', 'x/out.json', 'y/in.json'), [
    'x/query.sql x/in.json x/out.json in.json',
  ]);
  assert.deepEqual(found('x/a.sql', 'x/b.sql', 'x/in.json'), []);
});

test('other JSON is no test', () => {
  assert.deepEqual(found('x/main.sql', 'x/main.json', 'x/plugin.json', 'x/mainin.json', 'x/other.in.json'), []);
});
