/** Records per second through the connector, written in transactions and read back; a floor that a regression breaks. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { never } from '../unit/connectors/conformance.ts';
import { freshTopic, open } from './broker.ts';

const RECORDS = 200_000;
const BYTES = 240;
/** Far below what any machine does, far above what a round trip per record would give. */
const FLOOR = 20_000;

test(`${RECORDS} records of ${BYTES} bytes of JSON`, async t => {
  const topic = freshTopic();
  const connector = await open();
  await connector.createTopic(topic, 4, never);
  const trade = { ticker: 'ACME', price: 123.45, quantity: 100, at: 1_700_000_000_000, venue: 'XNAS', side: 'BUY' };
  const without = JSON.stringify({ ...trade, note: '' }).length;
  const value = Buffer.from(JSON.stringify({ ...trade, note: 'x'.repeat(BYTES - without) }));
  assert.equal(value.length, BYTES);
  const batches = Array.from({ length: RECORDS / 1000 }, (_, batch) =>
    Array.from({ length: 1000 }, (_, i) => {
      const timestamp = 1_700_000_000_000 + batch * 1000 + i;
      return { topic, timestamp, key: Buffer.from(`ticker-${i % 100}`), value, headers: [] };
    }),
  );

  const writer = await connector.writer();
  const began = performance.now();
  for (const [index, batch] of batches.entries()) {
    await writer.write(batch);
    if (index % 50 === 49) await writer.commit();
  }
  await writer.close();
  const written = RECORDS / ((performance.now() - began) / 1000);

  const ends = (await connector.partitions(topic, never))!;
  const readFrom = performance.now();
  const reader = await connector.reader(ends.map(({ partition, end }) => ({ topic, partition, from: 0, to: end })));
  let first = 0;
  let count = 0;
  for (let got = await reader.read(1000, never); got; got = await reader.read(1000, never)) {
    first ||= performance.now() - readFrom;
    for (const { records } of got) count += records.length;
  }
  const read = RECORDS / ((performance.now() - readFrom) / 1000);
  await connector.close();

  assert.equal(count, RECORDS);
  const k = (perSecond: number) => `${Math.round(perSecond / 1000)} k/s`;
  t.diagnostic(
    `written ${k(written)} in commits of 50,000, read ${k(read)}, first records after ${Math.round(first)} ms`,
  );
  assert.ok(written > FLOOR && read > FLOOR);
});
