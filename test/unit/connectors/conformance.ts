/** What every connector must do, whatever stands behind it: one suite, run over each adapter. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { partitionOfKey } from '../../../runtime/connectors/partitioner.ts';
import {
  type Connector,
  ConnectorError,
  type OutputRecord,
  type SourceRecord,
} from '../../../runtime/connectors/port.ts';
import { quickly, timeOf } from '../../quickly.ts';

export interface Traits {
  /** How soon, in ms, a waiting reader must have what was committed. */
  readonly wakesWithin: number;
}

/** `open` gives connectors to one and the same place; the suite takes topic names of its own and closes them. */
export function conformance(name: string, open: () => Promise<Connector>, { wakesWithin }: Traits): void {
  const run = `${process.pid}-${Date.now().toString(36)}`;
  let topics = 0;
  const fresh = () => `conformance-${run}-${++topics}`;

  const check = (title: string, body: (connector: Connector, topic: string) => Promise<void>) =>
    test(`${name}: ${title}`, async () => {
      const connector = await open();
      try {
        await body(connector, fresh());
      } finally {
        await connector.close();
      }
    });

  check('a topic that is not there', async (connector, topic) => {
    assert.equal(await connector.partitions(topic, never), undefined);
    assert.ok(!(await connector.topics(never)).includes(topic));
    assert.deepEqual([...(await connector.committed('nobody', topic, never))], []);
    await assert.rejects(
      connector.reader([{ topic, partition: 0, from: 0 }]),
      error => error instanceof ConnectorError && error.kind === 'unreadable' && error.message.includes(topic),
    );
  });

  check('makes a topic once', async (connector, topic) => {
    await connector.createTopic(topic, 3, never);
    const three = [0, 1, 2].map(partition => ({ partition, earliest: 0, end: 0 }));
    assert.deepEqual(await connector.partitions(topic, never), three);
    await connector.createTopic(topic, 5, never);
    assert.deepEqual(await connector.partitions(topic, never), three);
    assert.ok((await connector.topics(never)).includes(topic));
  });

  check('makes a topic once, also when two want it at the same time', async (connector, topic) => {
    const elsewhere = await open();
    await Promise.all([connector.createTopic(topic, 2, never), elsewhere.createTopic(topic, 2, never)]);
    for (const each of [connector, elsewhere]) assert.equal((await each.partitions(topic, never))?.length, 2);
    await elsewhere.close();
  });

  check('makes a missing topic of one partition when it is written to', async (connector, topic) => {
    await writeAll(connector, [record(topic, 'k', '1')]);
    assert.equal((await connector.partitions(topic, never))?.length, 1);
    assert.deepEqual(values(await readAll(connector, topic)), ['1']);
  });

  check('gives records back as they were written', async (connector, topic) => {
    await connector.createTopic(topic, 1, never);
    const written: OutputRecord[] = [
      { topic, timestamp: 1_700_000_000_123, key: text('ключ'), value: text('{"a":[1,"ü"]}'), headers: [] },
      { topic, timestamp: 1_700_000_000_001, key: null, value: text('12345678901234567890.10'), headers: [] },
      { topic, timestamp: 1_700_000_000_002, key: text(''), value: null, headers: [] },
      {
        topic,
        timestamp: 1_700_000_000_003,
        key: text('"quoted\\ \n'),
        value: text('"\\u0041"'),
        headers: [
          ['b', text('1')],
          ['a', null],
          ['b', text('2')],
          ['7', text('')],
        ],
      },
    ];
    await writeAll(connector, written);
    const read = await readAll(connector, topic);
    assert.deepEqual(
      read.map(({ timestamp, key, value, headers }) => ({
        timestamp,
        key: asText(key),
        value: asText(value),
        headers: headers.map(([header, bytes]) => [header, asText(bytes)]),
      })),
      written.map(({ timestamp, key, value, headers }) => ({
        timestamp,
        key: asText(key),
        value: asText(value),
        headers: headers.map(([header, bytes]) => [header, asText(bytes)]),
      })),
    );
  });

  check('shows nothing before the commit, all of it after, over several topics', async (connector, topic) => {
    const other = fresh();
    await connector.createTopic(topic, 2, never);
    await connector.createTopic(other, 1, never);
    const writer = await connector.writer();
    await writer.write([record(topic, 'a', '1', 0), record(topic, 'b', '2', 1)]);
    await writer.write([record(other, 'c', '3')]);
    assert.deepEqual(values(await readAll(connector, topic)), []);
    assert.deepEqual(values(await readAll(connector, other)), []);
    await writer.commit();
    assert.deepEqual(values(await readAll(connector, topic)).sort(), ['1', '2']);
    assert.deepEqual(values(await readAll(connector, other)), ['3']);
    await writer.close();
  });

  check('drops what was aborted, and what was open at the close', async (connector, topic) => {
    await connector.createTopic(topic, 1, never);
    const writer = await connector.writer();
    await writer.write([record(topic, 'k', '1')]);
    await writer.abort();
    await writer.write([record(topic, 'k', '2')]);
    await writer.commit({ group: `g-${topic}`, offsets: [{ topic, partition: 0, offset: 1 }] });
    await writer.write([record(topic, 'k', '3')]);
    await writer.close();
    assert.deepEqual(values(await readAll(connector, topic)), ['2']);
    await assert.rejects(writer.write([record(topic, 'k', '4')]), ConnectorError);
  });

  check('an empty commit is nothing', async (connector, topic) => {
    await connector.createTopic(topic, 1, never);
    const writer = await connector.writer();
    await writer.commit();
    await writer.abort();
    await writer.commit();
    await writer.close();
    assert.deepEqual(values(await readAll(connector, topic)), []);
  });

  check('counts offsets up and starts where it is told', async (connector, topic) => {
    await connector.createTopic(topic, 1, never);
    const writer = await connector.writer();
    for (let commit = 0; commit < 3; commit++) {
      await writer.write(Array.from({ length: 10 }, (_, i) => record(topic, 'k', `${commit * 10 + i}`)));
      await writer.commit();
    }
    await writer.close();
    const all = await readAll(connector, topic);
    assert.equal(all.length, 30);
    const [{ earliest, end } = { earliest: -1, end: -1 }] = (await connector.partitions(topic, never))!;
    assert.equal(all[0]!.offset, earliest);
    assert.ok(all.every(({ offset }, i) => i === 0 || offset > all[i - 1]!.offset));
    assert.ok(end > all.at(-1)!.offset);
    for (const first of [1, 9, 10, 11, 29])
      assert.deepEqual(
        values(await readAll(connector, topic, all[first]!.offset)),
        values(all).slice(first),
        `from record ${first}`,
      );
  });

  check('stops before `to`, and says so once it is there', async (connector, topic) => {
    await connector.createTopic(topic, 2, never);
    await writeAll(
      connector,
      [0, 1].flatMap(p => Array.from({ length: 20 }, (_, i) => record(topic, 'k', `${i}`, p))),
    );
    const zero = await readAll(connector, topic, 0, 0);
    const to = zero[7]!.offset;
    const reader = await connector.reader([
      { topic, partition: 0, from: 0, to },
      { topic, partition: 1, from: 0, to: 0 },
    ]);
    const seen: SourceRecord[] = [];
    for (let batches = await reader.read(5000, never); batches; batches = await reader.read(5000, never))
      for (const { partition, records, nextOffset } of batches) {
        assert.equal(partition, 0);
        assert.ok(nextOffset > records.at(-1)!.offset && nextOffset <= to);
        seen.push(...records);
      }
    assert.deepEqual(values(seen), values(zero).slice(0, 7));
    assert.equal(await reader.read(5000, never), undefined);
    await reader.close();
  });

  check('has nothing to read in an empty partition', async (connector, topic) => {
    await connector.createTopic(topic, 1, never);
    const bounded = await connector.reader([{ topic, partition: 0, from: 0, to: 0 }]);
    assert.equal(await bounded.read(5000, never), undefined);
    await bounded.close();
    const unbounded = await connector.reader([{ topic, partition: 0, from: 0 }]);
    const before = performance.now();
    assert.deepEqual(await unbounded.read(60, never), []);
    assert.ok(performance.now() - before >= 50);
    await unbounded.close();
  });

  check('refuses a partition that is not there', async (connector, topic) => {
    await connector.createTopic(topic, 2, never);
    await assert.rejects(connector.reader([{ topic, partition: 2, from: 0 }]), ConnectorError);
    const writer = await connector.writer();
    await assert.rejects(
      (async () => {
        await writer.write([record(topic, 'k', '1', 2)]);
        await writer.commit();
      })(),
      ConnectorError,
    );
    await writer.close();
    assert.deepEqual(values(await readAll(connector, topic)), []);
  });

  check('wakes a waiting reader', async (connector, topic) => {
    await connector.createTopic(topic, 1, never);
    const elsewhere = await open();
    const reader = await connector.reader([{ topic, partition: 0, from: 0 }]);
    assert.deepEqual(await reader.read(1, never), []);
    const writer = await elsewhere.writer();
    // What a commit leaves behind it in the log may wake a reader too.
    const next = async () => {
      for (;;) {
        const records = (await reader.read(20_000, never))!.flatMap(batch => batch.records);
        if (records.length > 0) return records;
      }
    };
    for (const value of ['1', '2', '3'])
      await quickly(wakesWithin, async () => {
        const waiting = next();
        await writer.write([record(topic, 'k', value)]);
        await writer.commit();
        return await timeOf(async () => assert.deepEqual(values(await waiting), [value]));
      });
    await writer.close();
    await reader.close();
    await elsewhere.close();
  });

  check('stops waiting when aborted or closed', async (connector, topic) => {
    await connector.createTopic(topic, 1, never);
    const reader = await connector.reader([{ topic, partition: 0, from: 0 }]);
    const stop = new AbortController();
    const waiting = reader.read(20_000, stop.signal);
    setTimeout(() => stop.abort(new Error('enough')), 20);
    await assert.rejects(waiting, /enough/);
    await assert.rejects(reader.read(20_000, stop.signal), /enough/);
    const again = reader.read(20_000, never);
    setTimeout(() => reader.close(), 20);
    assert.deepEqual(await again, []);
  });

  check('lets timers have their turn while there is always something to read', async (connector, topic) => {
    await connector.createTopic(topic, 1, never);
    await writeAll(
      connector,
      Array.from({ length: 20_000 }, (_, i) => record(topic, 'k', `{"i":${i},"pad":"${'x'.repeat(200)}"}`)),
    );
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    try {
      // One pass may take less than the millisecond until the timer is due.
      for (const until = performance.now() + 50; performance.now() < until; ) {
        const reader = await connector.reader([{ topic, partition: 0, from: 0, to: 20_000 }]);
        let reads = 0;
        while ((await reader.read(1000, never)) && reads < 1000) reads++;
        await reader.close();
        assert.ok(reads > 1, 'one read took it all: nothing is shown');
      }
    } finally {
      clearInterval(timer);
    }
    assert.ok(turns > 0);
  });

  check('keeps the offsets of groups, with the records of the same commit', async (connector, topic) => {
    await connector.createTopic(topic, 3, never);
    const group = `group-${topic}`;
    const writer = await connector.writer();
    await writer.commit({ group, offsets: [{ topic, partition: 0, offset: 4 }] });
    await writer.write([record(topic, 'k', '1', 1)]);
    await writer.commit({
      group,
      offsets: [
        { topic, partition: 0, offset: 7 },
        { topic, partition: 2, offset: 9 },
      ],
    });
    await writer.write([record(topic, 'k', '2', 1)]);
    await writer.abort();
    await writer.close();
    const other = await open();
    const committed = await other.committed(group, topic, never);
    assert.deepEqual([...committed].sort(), [
      [0, 7],
      [2, 9],
    ]);
    assert.deepEqual([...(await other.committed(`${group}-other`, topic, never))], []);
    await other.close();
  });

  check('puts keys where Kafka puts them', async (connector, topic) => {
    await connector.createTopic(topic, 4, never);
    const keys = Array.from({ length: 40 }, (_, i) => `key-${i}`);
    await writeAll(
      connector,
      keys.map(key => record(topic, key, `"${key}"`)),
    );
    for (let partition = 0; partition < 4; partition++) {
      const expected = keys.filter(key => partitionOfKey(text(key), 4) === partition);
      const there = await readAll(connector, topic, 0, partition);
      assert.deepEqual(
        there.map(({ key }) => asText(key)),
        expected,
      );
    }
  });

  check('lets two readers read everything', async (connector, topic) => {
    await connector.createTopic(topic, 1, never);
    await writeAll(
      connector,
      Array.from({ length: 50 }, (_, i) => record(topic, 'k', `${i}`)),
    );
    const [one, two] = await Promise.all([readAll(connector, topic), readAll(connector, topic)]);
    assert.equal(one.length, 50);
    assert.deepEqual(values(one), values(two));
  });

  check('takes two writers at once', async (connector, topic) => {
    await connector.createTopic(topic, 1, never);
    const elsewhere = await open();
    const writers = await Promise.all([connector.writer(), elsewhere.writer()]);
    await Promise.all(
      writers.map(async (writer, w) => {
        for (let commit = 0; commit < 10; commit++) {
          await writer.write([record(topic, 'k', `"${w}-${commit}-a"`), record(topic, 'k', `"${w}-${commit}-b"`)]);
          await writer.commit();
        }
        await writer.close();
      }),
    );
    await elsewhere.close();
    const read = values(await readAll(connector, topic));
    for (const w of [0, 1])
      assert.deepEqual(
        read.filter(value => value?.startsWith(`"${w}`)),
        Array.from({ length: 10 }, (_, commit) => [`"${w}-${commit}-a"`, `"${w}-${commit}-b"`]).flat(),
      );
  });

  check('carries many records over several partitions, each in its order', async (connector, topic) => {
    await connector.createTopic(topic, 3, never);
    const writer = await connector.writer();
    for (let batch = 0; batch < 10; batch++) {
      await writer.write(
        Array.from({ length: 1000 }, (_, i) => record(topic, 'k', `{"i":${batch * 1000 + i}}`, i % 3)),
      );
      await writer.commit();
    }
    await writer.close();
    const ends = (await connector.partitions(topic, never))!;
    const reader = await connector.reader(
      ends.map(({ partition, earliest, end }) => ({ topic, partition, from: earliest, to: end })),
    );
    const last = [-1, -1, -1];
    let count = 0;
    for (let batches = await reader.read(5000, never); batches; batches = await reader.read(5000, never))
      for (const { partition, records } of batches)
        for (const { value } of records) {
          const { i } = JSON.parse(asText(value)!) as { i: number };
          assert.ok(i > last[partition]!);
          last[partition] = i;
          count++;
        }
    await reader.close();
    assert.equal(count, 10_000);
  });

  check('says where a record stands', async (connector, topic) => {
    await connector.createTopic(topic, 1, never);
    await writeAll(connector, [record(topic, 'k', '1'), record(topic, 'k', '2')]);
    assert.match(connector.locate(topic, 0, 1), new RegExp(`^${topic}.*[@:]\\d+$`));
  });
}

export const never = new AbortController().signal;

const text = (string: string) => Buffer.from(string);
const asText = (bytes: Uint8Array | null) => bytes && Buffer.from(bytes).toString();
const values = (records: readonly SourceRecord[]) => records.map(({ value }) => asText(value));

export function record(topic: string, key: string, value: string, partition?: number): OutputRecord {
  const place = partition === undefined ? {} : { partition };
  return { topic, ...place, timestamp: 1_700_000_000_000, key: text(key), value: text(value), headers: [] };
}

export async function writeAll(connector: Connector, records: readonly OutputRecord[]): Promise<void> {
  const writer = await connector.writer();
  await writer.write(records);
  await writer.commit();
  await writer.close();
}

/** Everything committed in a topic, or in one partition of it, from an offset on. */
export async function readAll(connector: Connector, topic: string, from = 0, only?: number): Promise<SourceRecord[]> {
  const ends = (await connector.partitions(topic, never))!.filter(({ partition }) => partition === (only ?? partition));
  const reader = await connector.reader(ends.map(({ partition, end }) => ({ topic, partition, from, to: end })));
  const read: SourceRecord[] = [];
  for (let batches = await reader.read(5000, never); batches; batches = await reader.read(5000, never))
    for (const { records } of batches) read.push(...records);
  await reader.close();
  return read;
}
