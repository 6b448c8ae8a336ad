/** The memory connector: the common suite, and what only tests need of it. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { memoryConnector } from '../../../runtime/connectors/memory/connector.ts';
import { conformance, never, readAll } from './conformance.ts';

const shared = memoryConnector();
conformance('memory', async () => shared, { wakesWithin: 50 });

test('memory: records put in by hand keep partition, timestamp and offset', async () => {
  const memory = memoryConnector({ topics: { orders: 2 } });
  memory.append('orders', [
    { value: '1', timestamp: 5 },
    { value: null, key: 'k', partition: 1 },
    { value: '2', offset: 10 },
    { value: '3' },
  ]);
  assert.deepEqual(await memory.partitions('orders', never), [
    { partition: 0, earliest: 0, end: 12 },
    { partition: 1, earliest: 0, end: 1 },
  ]);
  assert.deepEqual(
    memory.records('orders').map(({ partition, offset, timestamp }) => [partition, offset, timestamp]),
    [
      [0, 0, 5],
      [1, 0, 0],
      [0, 10, 0],
      [0, 11, 0],
    ],
  );
  assert.throws(() => memory.append('orders', [{ value: '4', offset: 3 }]), /offset 3 is below/);
  assert.throws(() => memory.append('orders', [{ value: '4', partition: 2 }]), /has no partition 2/);
});

test('memory: a gap is passed over, and `to` in a gap is reached', async () => {
  const memory = memoryConnector();
  memory.append('gaps', [{ value: '1' }, { value: '2', offset: 100 }]);
  assert.deepEqual(
    (await readAll(memory, 'gaps', 1)).map(({ offset }) => offset),
    [100],
  );
  const reader = await memory.reader([{ topic: 'gaps', partition: 0, from: 0, to: 50 }]);
  assert.equal((await reader.read(0, never))?.[0]?.nextOffset, 50);
  assert.equal(await reader.read(0, never), undefined);
  const inside = await memory.reader([{ topic: 'gaps', partition: 0, from: 10, to: 50 }]);
  assert.equal(await inside.read(0, never), undefined);
});
