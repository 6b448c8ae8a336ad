/** Records that are not where their declared key belongs stop a task that rests on it, before anything comes out of them. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { partitionOfKey } from '../../../runtime/connectors/partitioner.ts';
import { inPlace, MisplacedRecord } from '../../../runtime/operators/in-place.ts';
import { NO_ROW, type Row } from '../../../runtime/operators/row.ts';
import type { PlanColumn } from '../../../src/compiler/plan/plan.ts';
import type { KeyColumns } from '../../../src/compiler/plan/tasks/key-columns.ts';
import { BIGINT, STRING } from '../../../src/language/types/sql-type.ts';
import type { Value } from '../../../src/language/types/value.ts';

const PARTITIONS = 3;
const column = (name: string, type = STRING): PlanColumn => ({
  name,
  type,
  origin: { kind: 'field', required: false, keyFallback: true },
});
const keyOf = (...declared: readonly PlanColumn[]): KeyColumns => ({
  declared,
  parts: declared.map((_, i) => new Set([i + 1])),
  byRowKey: false,
});

/** What passes of rows whose key columns are at 1, 2 …; the values of deletions are not known. */
function passed(key: KeyColumns, upserts: boolean, rows: readonly Partial<Row>[]): number {
  let count = 0;
  const next = {
    rows(batch: readonly Row[]) {
      count += batch.length;
    },
    watermark() {},
    end() {},
  };
  inPlace(key, PARTITIONS, upserts, next).rows(rows.map(row => ({ ...NO_ROW, topic: 's', ...row })));
  return count;
}

const at = (text: string): number => partitionOfKey(Buffer.from(text), PARTITIONS);
const values = (...key: readonly Value[]): readonly Value[] => ['other', ...key];

test('where they belong rows pass, as often as they come', () => {
  const texts = Array.from({ length: 50 }, (_, i) => `k${i % 20}`);
  const rows = texts.map(text => ({ values: values(text), partition: at(text) }));
  assert.equal(passed(keyOf(column('k')), false, rows), 50);
  const numbers = [0, 7, -7, 9007199254740993n].map(n => ({ values: values(n), partition: at(String(n)) }));
  assert.equal(passed(keyOf(column('k', BIGINT)), false, numbers), 4);
  const both = [{ values: values('a', 7), partition: at('{"k":"a","n":7}') }];
  assert.equal(passed(keyOf(column('k'), column('n', BIGINT)), false, both), 1);
});

const refused = (key: KeyColumns, upserts: boolean, rows: readonly Partial<Row>[], message: RegExp): void =>
  assert.throws(
    () => passed(key, upserts, rows),
    error => error instanceof MisplacedRecord && message.test(error.message),
  );

test('elsewhere they are refused, also after they were right once', () => {
  const right = at('a');
  const wrong = (right + 1) % PARTITIONS;
  const message = new RegExp(`^s-${wrong}@9: k is "a", which belongs in partition ${right} of 3`);
  const rows = [
    { values: values('b'), partition: at('b') },
    { values: values('a'), partition: wrong, offset: 9 },
  ];
  refused(keyOf(column('k')), false, rows, message);
});

test('a row without a key may be anywhere', () => {
  refused(keyOf(column('k')), false, [{ values: values(null), partition: 0, offset: 2 }], /^s-0@2: k is NULL/);
});

test('what rows of a table replace one another by must be in its place too, of deletions that alone', () => {
  const [right, key] = [at('a'), Buffer.from('a')];
  assert.equal(passed(keyOf(column('k')), true, [{ values: values('a'), key, partition: right }]), 1);
  assert.equal(passed(keyOf(column('k')), true, [{ values: values(null), key, partition: right, deleted: true }]), 1);
  const wrong = (right + 1) % PARTITIONS;
  refused(keyOf(column('k')), true, [{ values: [], key, partition: wrong, deleted: true }], /its key is "a"/);
  const other = Array.from({ length: 9 }, (_, i) => `o${i}`).find(one => at(one) !== right)!;
  refused(keyOf(column('k')), true, [{ values: values(other), key, partition: right }], /k is "o/);
});
