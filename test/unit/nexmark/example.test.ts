/** What a reader of examples/nexmark is told: the generator, its command, the queries through the command line. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { nexmarkEvents } from '../../../examples/nexmark/generator/events.ts';
import { folderWith } from '../sql-cli/run.ts';

const EXAMPLE = path.resolve(import.meta.dirname, '../../../examples/nexmark');

test('the generator: 1 person, 3 auctions, 46 bids; the same for the same seed, an event by its number alone', () => {
  const all = [...nexmarkEvents({ seed: 3 }, 5000)];
  const count = (topic: string) => all.filter(one => one.topic === topic).length;
  assert.deepEqual([count('person'), count('auction'), count('bid')], [100, 300, 4600]);
  assert.deepEqual([...nexmarkEvents({ seed: 3 }, 20, 1000)], all.slice(1000, 1020));
  assert.notDeepEqual([...nexmarkEvents({ seed: 4 }, 20)], all.slice(0, 20));
});

test('the generator: a bid is about 240 bytes; half of the bids are on hot auctions, three quarters by hot bidders', () => {
  const bids = [...nexmarkEvents({ seed: 3 }, 5000)].flatMap(one => (one.topic === 'bid' ? [one.value] : []));
  const mean = bids.reduce((sum, bid) => sum + JSON.stringify(bid).length, 0) / bids.length;
  assert.ok(Math.abs(mean - 240) < 5, `${mean}`);
  const share = (hot: (bid: (typeof bids)[number]) => boolean) => bids.filter(hot).length / bids.length;
  assert.ok(Math.abs(share(({ auction }) => auction % 100 === 0) - 0.5) < 0.05);
  assert.ok(Math.abs(share(({ bidder }) => bidder === 1001) - 0.75) < 0.05);
  assert.ok(Math.abs(share(({ channel }) => !channel.startsWith('channel-')) - 0.5) < 0.05);
});

test('the generator: out of order within groups, each time once', () => {
  const course = { seed: 3, eventsPerSecond: 1000, disorder: 100 };
  const times = Array.from(nexmarkEvents(course, 1000), one => one.time);
  const sorted = times.toSorted((a, b) => a - b);
  assert.notDeepEqual(times, sorted);
  assert.deepEqual(
    sorted,
    Array.from(nexmarkEvents({ ...course, disorder: 1 }, 1000), one => one.time),
  );
  for (let group = 0; group < 1000; group += 100)
    assert.deepEqual(times.slice(group, group + 100).sort(), sorted.slice(group, group + 100));
});

test('its command writes the topics, and a query runs on them', async () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'nexmark-'));
  try {
    const generate = (...args: string[]) =>
      execFileSync(process.execPath, [path.join(EXAMPLE, 'generate.ts'), '--out', data, ...args], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
    assert.match(generate('--events', '500', '--seed', '3'), /^10 person, 30 auction, 460 bid, 10000 side_input in /);
    const lines = fs.readFileSync(path.join(data, 'bid.jsonl'), 'utf8').trimEnd().split('\n');
    const bids = [...nexmarkEvents({ seed: 3 }, 500)].flatMap(one => (one.topic === 'bid' ? [one.value] : []));
    assert.deepEqual(
      lines.map(line => JSON.parse(line)),
      bids,
    );
    assert.throws(
      () => generate('--events', 'many'),
      (error: Error & { status?: number }) => error.status === 64,
    );
    using folder = folderWith();
    const { code, stdout, stderr } = await folder.run([
      'execute',
      '--file',
      path.join(EXAMPLE, 'q15.sql'),
      '--brokers',
      `jsonl:${data}`,
      '--format',
      'json',
    ]);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.deepEqual(
      JSON.parse(stdout).map(({ total_bids }: { total_bids: number }) => total_bids),
      [460],
    );
  } finally {
    fs.rmSync(data, { recursive: true });
  }
});

test('nothing is found in the queries, and they are written canonically', async () => {
  using folder = folderWith();
  assert.match((await folder.run(['lint', EXAMPLE, '--strict'])).stdout, /^\d+ files: nothing found\n$/);
  assert.equal((await folder.run(['format', EXAMPLE, '--check'])).code, 0);
});
