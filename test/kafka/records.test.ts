/** Record batches as bytes, without a broker. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { COMPRESSIONS, compress, decompress } from '../../runtime/connectors/kafka/records/compression.ts';
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

/** Parts that stand there before, near and far, and parts that do not: literals and copies of every length. */
const repeating = fc
  .array(
    fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 40 }),
      fc.tuple(
        fc.constantFrom('a', 'abc', '{"id":12,"name":"', '0123456789'.repeat(30)),
        fc.integer({ min: 1, max: 400 }),
      ),
      fc.integer({ min: 1, max: 70_000 }),
    ),
    { maxLength: 30 },
  )
  .map(parts =>
    parts.reduce<Buffer>((made, part) => {
      if (part instanceof Uint8Array) return Buffer.concat([made, part]);
      if (typeof part === 'number')
        return Buffer.concat([made, made.subarray(Math.max(0, made.length - part))]).subarray(0, 300_000);
      return Buffer.concat([made, Buffer.from(part[0].repeat(part[1]))]).subarray(0, 300_000);
    }, Buffer.alloc(0)),
  );

for (const compression of COMPRESSIONS)
  test(`${compression}: what was packed is unpacked again`, () =>
    fc.assert(
      fc.property(repeating, content => {
        const { code, packed } = compress(compression, content);
        assert.ok(decompress(code, packed, 0).equals(content));
      }),
      { numRuns: 300 },
    ));

test('records that repeat become smaller, others stay as they are', () => {
  const encoder = (value: Buffer) => {
    const made = new BatchEncoder(64);
    for (let i = 0; i < 50; i++) made.add({ topic: 't', timestamp: i, key: null, value, headers: [] });
    return made;
  };
  for (const compression of COMPRESSIONS) {
    const value = Buffer.from('{"symbol":"FERR","price":150.2567}');
    const batch = encoder(value).seal(ORIGIN, compression);
    assert.ok(batch.length < encoder(value).size / 3, compression);
    assert.deepEqual(
      decode(batch).map(record => plain(record.value)),
      Array(50).fill(plain(value)),
    );
    const single = new BatchEncoder(64);
    single.add({ topic: 't', timestamp: 0, key: null, value: Buffer.of(1, 2, 3), headers: [] });
    assert.deepEqual(single.seal(ORIGIN, compression).length, single.size);
  }
});
