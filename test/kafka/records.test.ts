/** Record batches as bytes, without a broker. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { crc32c } from '../../runtime/connectors/kafka/records/crc32c.ts';
import { decodeBatches, offsetAfter } from '../../runtime/connectors/kafka/records/decode.ts';
import { BatchEncoder } from '../../runtime/connectors/kafka/records/encode.ts';
import { UnreadableBatch } from '../../runtime/connectors/kafka/records/unreadable-batch.ts';
import { ByteReader, ByteWriter } from '../../runtime/connectors/kafka/wire/bytes.ts';
import type { SourceRecord } from '../../runtime/connectors/port.ts';

const ORIGIN = { producerId: 4_000_000_000_007, producerEpoch: 3, sequence: 99 };

const bytes = fc.option(fc.uint8Array({ maxLength: 300 }), { nil: null });
const written = fc.record({
  timestamp: fc.oneof(fc.integer({ min: 0, max: 2 ** 45 }), fc.constant(1_700_000_000_000)),
  key: bytes,
  value: bytes,
  headers: fc.array(fc.tuple(fc.string(), bytes), { maxLength: 4 }),
});

const decode = (batch: Buffer, from = 0, to = Number.POSITIVE_INFINITY): SourceRecord[] => {
  const records: SourceRecord[] = [];
  decodeBatches(batch, [], from, to, records);
  return records;
};
const plain = (part: Uint8Array | null) => part && [...part];

test('what was encoded is decoded again', () => {
  fc.assert(
    fc.property(fc.array(written, { minLength: 1, maxLength: 40 }), records => {
      const encoder = new BatchEncoder(64);
      for (const record of records) encoder.add({ topic: 't', ...record });
      const batch = encoder.seal(ORIGIN);
      assert.equal(offsetAfter(batch), records.length);
      assert.deepEqual(
        decode(batch).map(({ offset, timestamp, key, value, headers }) => ({
          offset,
          timestamp,
          key: plain(key),
          value: plain(value),
          headers: headers.map(([name, part]) => [name, plain(part)]),
        })),
        records.map(({ timestamp, key, value, headers }, offset) => ({
          offset,
          timestamp,
          key: plain(key),
          value: plain(value),
          headers: headers.map(([name, part]) => [Buffer.from(name).toString(), plain(part)]),
        })),
      );
    }),
  );
});

test('only offsets from `from` to before `to` are decoded, and a batch cut off at the end is left', () => {
  const encoder = new BatchEncoder(4096);
  for (let i = 0; i < 10; i++)
    encoder.add({ topic: 't', timestamp: i, key: null, value: Buffer.from(`${i}`), headers: [] });
  const batch = encoder.seal(ORIGIN);
  assert.deepEqual(
    decode(batch, 3, 7).map(({ offset }) => offset),
    [3, 4, 5, 6],
  );
  assert.equal(offsetAfter(batch.subarray(0, -1)), undefined);
  assert.deepEqual(decode(batch.subarray(0, -1)), []);
});

test('a damaged batch is not taken for records', () => {
  const encoder = new BatchEncoder(4096);
  encoder.add({ topic: 't', timestamp: 1, key: null, value: Buffer.from('value'), headers: [] });
  const batch = encoder.seal(ORIGIN);
  for (let at = 21; at < batch.length; at++) {
    const damaged = Buffer.from(batch);
    damaged[at]! ^= 0x10;
    assert.throws(() => decode(damaged), UnreadableBatch, `byte ${at}`);
  }
});

test('CRC-32C of what everybody has the checksum of', () => {
  assert.equal(crc32c(Buffer.from('123456789')), 0xe3069283);
  assert.equal(crc32c(Buffer.alloc(32)), 0x8a9136aa);
  assert.equal(crc32c(Buffer.alloc(32, 0xff)), 0x62a8ab43);
  assert.equal(crc32c(Buffer.from(Array.from({ length: 32 }, (_, i) => i))), 0x46dd794e);
});

test('64-bit integers keep every safe integer', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), value => {
      const written = new ByteWriter().int64(value).finish();
      assert.equal(written.readBigInt64BE(0), BigInt(value));
      assert.equal(new ByteReader(written).int64(), value);
    }),
  );
});
