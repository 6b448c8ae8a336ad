/** Partitions must be those of every other Kafka client, or joins and keyed reads go silently wrong. */
import assert from 'node:assert/strict';
import test from 'node:test';
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

test('murmur2: bytes beyond ASCII, of every length modulo 4', () => {
  const known: readonly (readonly [string, number])[] = [
    ['ff', -311467685],
    ['fffe', 1717632651],
    ['7f80', -376099533],
    ['808182', -1975640061],
    ['f0f1f2f3', 1294099280],
    ['00000000000000', 1067877175],
    ['ffffffffffffffffffffff', 1034444555],
  ];
  for (const [key, hash] of known) assert.equal(murmur2(Buffer.from(key, 'hex')), hash, key);
});

test('partitionOfKey: the hash without its sign, modulo the number of partitions', () => {
  // -973932308 & 0x7fffffff = 1173551340
  assert.equal(partitionOfKey(Buffer.from('21'), 7), 1173551340 % 7);
  assert.equal(partitionOfKey(Buffer.from('abc'), 12), 479470107 % 12);
  assert.equal(partitionOfKey(Buffer.from('anything'), 1), 0);
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
