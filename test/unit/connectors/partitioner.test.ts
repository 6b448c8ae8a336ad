/** Partitions must be those of every other Kafka client, or joins and keyed reads go silently wrong. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import test from 'node:test';
import fc from 'fast-check';
import { murmur2, partitioner, partitionOfKey } from '../../../runtime/connectors/partitioner.ts';

test('murmur2: the values Kafka itself tests with', () => {
  const known: readonly (readonly [string, number])[] = [
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
    ['', 275646681],
    ['1', -1993445489],
    ['12', 126087238],
    ['123', -267702483],
    ['1234', -1614185708],
    ['12345', -1188365604],
  ];
  for (const [key, hash] of known) assert.equal(murmur2(Buffer.from(key)), hash, key);
});

test('partitionOfKey: agrees with the partitioner of kafkajs on any bytes', () => {
  const kafkajs = createRequire(import.meta.url)('kafkajs') as typeof import('kafkajs');
  const theirs = kafkajs.Partitioners.DefaultPartitioner();
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 64 }), (bytes, count) => {
      const key = Buffer.from(bytes);
      const partitionMetadata = Array.from({ length: count }, (_, partitionId) => ({
        partitionErrorCode: 0,
        partitionId,
        leader: 0,
        replicas: [],
        isr: [],
        offlineReplicas: [],
      }));
      const message = { key, value: null };
      assert.equal(partitionOfKey(key, count), theirs({ topic: 't', partitionMetadata, message }));
    }),
  );
});

test('records without a key: a batch stays together, the next goes one further', () => {
  const partitions = partitioner('here');
  const keyless = { topic: 't', timestamp: 0, key: null, value: null, headers: [] };
  const keyed = { ...keyless, key: Buffer.from('21') };
  const chosen: number[][] = [];
  for (let batch = 0; batch < 4; batch++) {
    partitions.nextBatch();
    chosen.push([keyless, keyless, keyed].map(record => partitions.choose(record, 3)));
  }
  const its = partitionOfKey(keyed.key, 3);
  assert.deepEqual(chosen, [
    [0, 0, its],
    [1, 1, its],
    [2, 2, its],
    [0, 0, its],
  ]);
  assert.throws(() => partitions.choose({ ...keyless, partition: 3 }, 3), /topic 't' at here has no partition 3/);
});
