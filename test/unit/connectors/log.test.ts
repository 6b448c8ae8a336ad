/** The embedded log: the common suite, its speed, and what it does with broken files and full disks. */
import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { logConnector } from '../../../runtime/connectors/log/connector.ts';
import { ConnectorError } from '../../../runtime/connectors/port.ts';
import { conformance, never, readAll, record, writeAll } from './conformance.ts';

const shared = mkdtempSync(join(tmpdir(), 'ferris-log-'));
test.after(() => rmSync(shared, { recursive: true }));
conformance('log', async () => logConnector(shared), { wakesWithin: 100 });

const values = async (folder: string, topic: string) =>
  (await readAll(logConnector(folder), topic)).map(({ value }) => value && Buffer.from(value).toString());

function inFolder(title: string, body: (folder: string) => Promise<void>): void {
  test(`log: ${title}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ferris-log-'));
    try {
      await body(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

inFolder('reading makes nothing', async folder => {
  const missing = join(folder, 'not', 'there');
  const log = logConnector(missing);
  assert.deepEqual(await log.topics(never), []);
  assert.equal(await log.partitions('orders', never), undefined);
  assert.deepEqual(readdirSync(folder), []);
  await writeAll(log, [record('orders', 'k', '1')]);
  assert.deepEqual(await values(missing, 'orders'), ['1']);
});

inFolder('many records are written and committed, again and again', async folder => {
  const log = logConnector(folder);
  await log.createTopic('orders', 4, never);
  const writer = await log.writer();
  const records = Array.from({ length: 10_000 }, (_, i) =>
    record('orders', `key-${i % 500}`, `{"i":${i},"n":"${'x'.repeat(150)}"}`),
  );
  for (let run = 0; run < 5; run++) {
    await writer.write(records);
    await writer.commit();
  }
  await writer.close();
  assert.equal((await readAll(log, 'orders')).length, 50_000);
});

inFolder('segments are cut at 64 MB and read over the cut, from any offset', async folder => {
  const log = logConnector(folder);
  await log.createTopic('big', 1, never);
  const writer = await log.writer();
  const pad = 'x'.repeat(1_000_000);
  for (let i = 0; i < 150; i++) {
    await writer.write([record('big', 'k', `{"i":${i},"pad":"${pad}"}`)]);
    // Cuts fall inside a commit as well as between two.
    if (i % 40 === 39) await writer.commit();
  }
  await writer.commit();
  await writer.close();
  assert.ok(readdirSync(join(folder, 'topics', 'big', '0')).length >= 3);
  const again = logConnector(folder);
  for (const from of [0, 63, 64, 149]) {
    const offsets = (await readAll(again, 'big', from)).map(({ offset }) => offset);
    assert.deepEqual(
      offsets,
      Array.from({ length: 150 - from }, (_, i) => from + i),
      `from ${from}`,
    );
  }
});

inFolder('a commits file that has grown is summed up, under the eyes of a reader', async folder => {
  const log = logConnector(folder);
  await log.createTopic('orders', 2, never);
  const reader = await logConnector(folder).reader([0, 1].map(partition => ({ topic: 'orders', partition, from: 0 })));
  const idle = logConnector(folder);
  await idle.topics(never);
  const writer = await log.writer();
  let written = 0;
  let read = 0;
  const drain = async () => {
    while (read < written) for (const { records } of (await reader.read(5000, never)) ?? []) read += records.length;
  };
  while (readdirSync(join(folder, 'commits'))[0] !== '00000003' && written < 40_000) {
    await writer.write([record('orders', 'k', `${written}`, written % 2)]);
    await writer.commit({
      group: 'g',
      offsets: Array.from({ length: 20 }, (_, partition) => ({ topic: 'orders', partition, offset: written })),
    });
    written++;
    if (written % 1000 === 0) await drain();
  }
  assert.deepEqual(readdirSync(join(folder, 'commits')), ['00000003']);
  await drain();
  await reader.close();
  await writer.close();
  for (const connector of [idle, logConnector(folder)]) {
    assert.equal((await connector.committed('g', 'orders', never)).get(19), written - 1);
    const ends = (await connector.partitions('orders', never))!;
    assert.equal(
      ends.reduce((sum, { end }) => sum + end, 0),
      written,
    );
  }
});

inFolder('a torn last commit is not there, and the next writer cuts it off', async folder => {
  const log = logConnector(folder);
  await writeAll(log, [record('orders', 'k', '1')]);
  await writeAll(log, [record('orders', 'k', '2')]);
  const commits = join(folder, 'commits', '00000001');
  const whole = readFileSync(commits);
  const lastLine = whole.lastIndexOf(10, whole.length - 2) + 1;
  for (let cut = lastLine; cut < whole.length; cut++) {
    writeFileSync(commits, whole.subarray(0, cut));
    assert.deepEqual(await values(folder, 'orders'), ['1'], `cut at ${cut}`);
  }
  await writeAll(logConnector(folder), [record('orders', 'k', '3')]);
  assert.deepEqual(await values(folder, 'orders'), ['1', '3']);
});

inFolder("data without a commit is nobody's and is overwritten", async folder => {
  await writeAll(logConnector(folder), [record('orders', 'k', '1')]);
  appendFileSync(join(folder, 'topics', 'orders', '0', '00000000000000000000.log'), Buffer.alloc(500, 7));
  assert.deepEqual(await values(folder, 'orders'), ['1']);
  await writeAll(logConnector(folder), [record('orders', 'k', '2')]);
  assert.deepEqual(await values(folder, 'orders'), ['1', '2']);
});

inFolder('damage is said with file and byte, never read over', async folder => {
  await writeAll(logConnector(folder), [record('orders', 'k', '1')]);
  await writeAll(logConnector(folder), [record('orders', 'k', '2')]);
  const path = join(folder, 'topics', 'orders', '0', '00000000000000000000.log');
  const whole = readFileSync(path);
  for (let byte = 0; byte < whole.length; byte++) {
    const broken = Buffer.from(whole);
    broken[byte]! ^= 0x41;
    writeFileSync(path, broken);
    await assert.rejects(
      values(folder, 'orders'),
      error => error instanceof ConnectorError && error.kind === 'unreadable' && error.message.includes(path),
      `byte ${byte}`,
    );
  }
  writeFileSync(path, whole.subarray(0, whole.length - 1));
  await assert.rejects(values(folder, 'orders'), /damaged/);
  await assert.rejects(writeAll(logConnector(folder), [record('orders', 'k', '3')]), /damaged/);
  writeFileSync(path, whole);

  const commits = join(folder, 'commits', '00000001');
  const lines = readFileSync(commits, 'utf8');
  writeFileSync(commits, lines.replace('"end', '"enD'));
  await assert.rejects(values(folder, 'orders'), /does not match its checksum/);
  await assert.rejects(writeAll(logConnector(folder), [record('orders', 'k', '3')]), /does not match its checksum/);
  writeFileSync(commits, lines);
  assert.deepEqual(await values(folder, 'orders'), ['1', '2']);
});

inFolder('a place that is a file is said to be none', async folder => {
  const path = join(folder, 'file');
  writeFileSync(path, '');
  const log = logConnector(path);
  await assert.rejects(log.topics(never), error => error instanceof ConnectorError && error.message.includes(path));
  await assert.rejects(
    writeAll(log, [record('orders', 'k', '1')]),
    error => error instanceof ConnectorError && error.message.includes(path),
  );
});

inFolder('names of topics: what Kafka allows, kept apart on every file system', async folder => {
  const log = logConnector(folder);
  for (const topic of ['orders', 'Orders', 'con', 'a.b', 'x.', '__proto__'])
    await writeAll(log, [record(topic, 'k', `"${topic}"`)]);
  const folders = readdirSync(join(folder, 'topics'));
  assert.equal(new Set(folders.map(name => name.toLowerCase())).size, 6);
  for (const topic of ['orders', 'Orders', 'con', 'a.b', 'x.', '__proto__'])
    assert.deepEqual(await values(folder, topic), [`"${topic}"`]);
  for (const topic of ['', '..', 'a/b', 'ü', 'x'.repeat(250)])
    await assert.rejects(log.createTopic(topic, 1, never), /cannot be the name of a topic/);
  await assert.rejects(log.createTopic('t', 0, never), /cannot have 0 partitions/);
});

inFolder('of a topic for state the last record of each key stays, others are no longer there', async folder => {
  const log = logConnector(folder);
  await log.createChangelog!('state', 2, never);
  const pad = 'x'.repeat(20_000);
  const writer = await log.writer();
  for (let round = 0; round < 60; round++) {
    const keys = Array.from({ length: 10 }, (_, i) => `key-${i}`).filter(key => key !== 'key-7' || round < 50);
    await writer.write(keys.map(key => ({ ...record('state', key, `${round}${pad}`), partition: 1 })));
    if (round === 50) await writer.write([{ ...record('state', 'key-7', ''), value: null, partition: 1 }]);
    await writer.commit({ group: 'g', offsets: [{ topic: 'orders', partition: 0, offset: round }] });
  }
  await writer.close();
  const [, before] = (await log.partitions('state', never))!;
  const again = logConnector(folder);
  assert.equal(await again.createChangelog!('state', 2, never), 2);
  const [, after] = (await again.partitions('state', never))!;
  assert.equal(after!.earliest, before!.end);
  assert.equal(after!.end - after!.earliest, 9);
  const third = logConnector(folder);
  const found = (await readAll(third, 'state')).map(({ key, value }) => `${key} ${String(value).replaceAll('x', '')}`);
  assert.deepEqual(
    found.sort(),
    [0, 1, 2, 3, 4, 5, 6, 8, 9].map(i => `key-${i} 59`),
  );
  assert.equal((await third.committed('g', 'orders', never)).get(0), 59);
  const files = readdirSync(join(folder, 'topics', 'state', '1'));
  assert.equal(files.length, 1);
  // It is written to as before.
  const more = await third.writer();
  await more.write([{ ...record('state', 'key-1', 'new'), partition: 1 }]);
  await more.commit();
  await more.close();
  assert.equal((await readAll(logConnector(folder), 'state')).length, 10);
});
