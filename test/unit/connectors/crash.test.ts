/**
 * Writers killed with SIGKILL, at every step of a commit and at any moment: every commit that was answered is there,
 * none is there by half, and whoever comes next goes on.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { openConnector } from '../../../runtime/connectors/open.ts';
import type { Connector } from '../../../runtime/connectors/port.ts';
import { never, readAll } from './conformance.ts';
import { crashTopics, recordsOf } from './crash-transactions.ts';

const script = join(import.meta.dirname, 'crash-writer.ts');

interface Run {
  /** The number printed last, 0 for none. */
  readonly printed: number;
  readonly killed: boolean;
}

/** Runs a writer to its end, or kills it so long after its first commit. */
async function run(args: readonly string[], lifeMs: number, options: { env?: NodeJS.ProcessEnv } = {}): Promise<Run> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], ...options });
  let printed = '';
  let timer: NodeJS.Timeout | undefined;
  child.stdout.setEncoding('utf8').on('data', chunk => {
    printed += chunk;
    timer ??= setTimeout(() => child.kill('SIGKILL'), lifeMs);
  });
  const [code, signal] = await new Promise<[number | null, string | null]>(resolve =>
    child.on('close', (...how) => resolve(how)),
  );
  clearTimeout(timer);
  assert.ok(signal === 'SIGKILL' || code === 0, `ended with ${code}`);
  return { printed: Number(printed.trimEnd().split('\n').at(-1)), killed: signal === 'SIGKILL' };
}

interface Found {
  readonly writer: string;
  readonly number: number;
  readonly i: number;
}

/** Every transaction found must be whole, in its order in each partition, and the group's offset that of the last one. */
async function lastWholeTransaction(connector: Connector, name: string): Promise<number> {
  const found = new Map<number, number>();
  for (const topic of crashTopics)
    for (const { partition } of (await connector.partitions(topic, never)) ?? []) {
      let before = { number: 0, i: -1 };
      for (const { value, timestamp } of await readAll(connector, topic, 0, partition)) {
        const text = Buffer.from(value!).toString();
        const { writer, number, i } = JSON.parse(text) as Found;
        if (writer !== name) continue;
        assert.equal(text, Buffer.from(recordsOf(name, number)[i]!.value!).toString());
        assert.equal(timestamp, number);
        assert.ok(number > before.number || (number === before.number && i > before.i), `${topic}: order`);
        before = { number, i };
        found.set(number, (found.get(number) ?? 0) + 1);
      }
    }
  const last = Math.max(0, ...found.keys());
  for (let number = 1; number <= last; number++)
    assert.equal(
      found.get(number),
      recordsOf(name, number).length,
      `transaction ${number} of ${name} is there by half`,
    );
  const committed = (await connector.committed(name, crashTopics[0]!, never)).get(0) ?? 0;
  assert.equal(committed, last, `${name}: group offset and records disagree`);
  return last;
}

/** Opens the place as the next one does, checks it, and gives the last transaction of a writer. */
async function check(place: string, name: string, printed: number): Promise<number> {
  const connector = await openConnector(place, { onProblem: ({ message }) => assert.fail(message) });
  const last = await lastWholeTransaction(connector, name);
  assert.ok(last >= printed, `${name} was told that ${printed} is committed, there is ${last}`);
  await connector.close();
  return last;
}

function killedAtRandom(kind: 'dir' | 'jsonl', writers: readonly string[], rounds: number): void {
  inFolder(`${kind}: ${rounds} rounds of killing ${writers.length} writer(s) at any moment`, async folder => {
    const place = `${kind}:${folder}`;
    const next = new Map(writers.map(name => [name, 1]));
    for (let round = 0; round < rounds; round++) {
      const runs = await Promise.all(
        writers.map(name => run([script, place, name, `${next.get(name)}`, 'Infinity'], Math.random() * 40)),
      );
      for (const [w, name] of writers.entries()) {
        const { printed } = runs[w]!;
        const last = await check(place, name, printed);
        assert.ok(last <= Math.max(printed, next.get(name)! - 1) + 1);
        next.set(name, last + 1);
      }
    }
    assert.ok(Math.min(...next.values()) > rounds, 'nothing was committed');
  });
}

/** The random moments seldom hit the middle of a commit; these hit every step of it. */
function killedAtEveryStep(kind: 'dir' | 'jsonl'): void {
  inFolder(`${kind}: a writer killed at each of its changes to files`, async folder => {
    const place = `${kind}:${folder}`;
    let next = 1;
    let steps = 0;
    for (let isKilled = true; isKilled; steps++) {
      // Transactions of few and of many records, so that a step is met with and without leavings of the one before.
      const args = [
        '--import',
        join(import.meta.dirname, 'crash-at-call.ts'),
        script,
        place,
        'one',
        `${next}`,
        `${next + 1}`,
      ];
      const { printed, killed } = await run(args, 10_000, { env: { ...process.env, FERRIS_CRASH_AT: `${steps + 1}` } });
      isKilled = killed;
      next = (await check(place, 'one', printed)) + 1;
    }
    assert.ok(steps > 20, `only ${steps} steps`);
  });
}

function inFolder(title: string, body: (folder: string) => Promise<void>): void {
  test(title, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ferris-crash-'));
    try {
      await body(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

killedAtEveryStep('dir');
killedAtEveryStep('jsonl');
killedAtRandom('dir', ['one'], 20);
killedAtRandom('dir', ['one', 'two'], 10);
killedAtRandom('jsonl', ['one'], 10);
