/** What joins keep of tables: no more than can still be asked for, and nothing that is asked for is gone. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Row } from '../../../runtime/operators/row.ts';
import { joinedRows } from '../../../runtime/state/joined-rows.ts';
import { rowsInTime } from '../../../runtime/state/rows-in-time.ts';
import { tableVersions } from '../../../runtime/state/table-versions.ts';

let offset = 0;
const row = (key: string, time: number, value: string | null, late = -Infinity): Row => ({
  values: [key, value],
  time,
  late,
  topic: 'c',
  partition: 0,
  offset: offset++,
  key,
  headers: [],
  deleted: value === null,
});
const values = (rows: Iterable<Row>): unknown[] => [...rows].map(one => one.values[1]);

test('versions that no one asks for any more are forgotten, the last of a key is not', () => {
  const table = tableVersions();
  for (let time = 0; time < 100; time += 10) table.add(row('a', time, `a${time}`), 'a');
  assert.equal(table.size, 10);
  assert.deepEqual(values(table.at(35, 'a')), ['a30']);
  table.forget(55, 100);
  assert.equal(table.size, 5);
  assert.deepEqual(values(table.at(55, 'a')), ['a50']);
  table.forget(Infinity, Infinity);
  assert.deepEqual(values(table.at(1000, 'a')), ['a90']);
  assert.equal(table.size, 1);
});

test('a deletion is kept until no row before it can come: it hides what was before', () => {
  const table = tableVersions();
  table.add(row('a', 10, 'one'), 'a');
  table.add(row('a', 20, null), undefined);
  table.forget(30, 15);
  assert.equal(table.size, 1);
  table.add(row('a', 17, 'out of order'), 'a');
  assert.deepEqual(values(table.at(30, 'a')), []);
  table.forget(31, 25);
  assert.equal(table.size, 0);
});

test('a key that is joined on something else is found by that, and by the old at the old time', () => {
  const table = tableVersions();
  table.add(row('a', 10, 'one'), 'x');
  table.add(row('a', 20, 'two'), 'y');
  assert.deepEqual(values(table.at(15, 'x')), ['one']);
  assert.deepEqual(values(table.at(15, 'y')), []);
  assert.deepEqual(values(table.at(20, 'x')), []);
  table.forget(20, 20);
  assert.deepEqual(values(table.at(20, 'y')), ['two']);
});

test('rows that were taken back are forgotten; of those alike there are as many as there were', () => {
  const rows = rowsInTime();
  const one = row('a', 10, 'one');
  rows.add(one, 'a');
  rows.add({ ...one, time: 12 }, 'a');
  rows.add({ ...one, time: 20, deleted: true }, 'a');
  assert.equal(rows.at(11, 'a').length, 1);
  assert.equal(rows.at(19, 'a').length, 2);
  assert.equal(rows.at(20, 'a').length, 1);
  rows.forget(25, 25);
  assert.equal(rows.at(25, 'a').length, 1);
  rows.add({ ...one, time: 30, deleted: true }, 'a');
  rows.forget(40, 40);
  assert.equal(rows.size, 0);
  assert.deepEqual(values(rows.at(40, 'a')), []);
});

test('rows of a side: few or many of a key, each is taken back once', () => {
  for (const count of [3, 40]) {
    const side = joinedRows();
    const all = Array.from({ length: count }, (_, i) => row('a', i, `v${i % 2}`));
    for (const one of all) side.add(['k'], one);
    side.add([null], all[0]!);
    assert.equal(side.count(['k']), count);
    assert.equal(side.count([null]), 0);
    const taken = all.map(one => side.takeBack(['k'], { ...one, values: [...one.values] })?.row.offset);
    assert.deepEqual(
      taken,
      all.map(one => one.offset),
    );
    assert.equal(side.takeBack(['k'], all[0]!), undefined);
    assert.equal([...side.of(['k'])].length, 0);
    assert.equal(side.size, 1);
    side.add(['k'], { ...all[1]!, values: ['a', 'made at 1'] });
    assert.ok(side.takeBack(['k'], { ...all[1]!, values: ['a', 'made at 2'] }));
  }
});
