/**
 * Writers killed with SIGKILL at any moment: every commit that was answered is there, none is there by half, and
 * whoever comes next goes on. Twice the same for the embedded log (also two writers at once) and the .jsonl folder.
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

/** Lets a writer commit for a while after its first commit, kills it, gives the number it printed last. */
async function runAndKill(place: string, name: string, first: number, lifeMs: number): Promise<number> {
  const child = spawn(process.execPath, [script, place, name, `${first}`], { stdio: ['ignore', 'pipe', 'inherit'] });
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
  assert.equal(signal, 'SIGKILL', `${name} ended by itself with ${code}`);
  const numbers = printed.split('\n').filter(line => line !== '');
  return numbers.length === 0 ? first - 1 : Number(numbers.at(-1));
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

function crashes(kind: 'dir' | 'jsonl', writers: readonly string[], rounds: number): void {
  test(`${kind}: ${rounds} rounds of killing ${writers.length} writer(s)`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ferris-crash-'));
    const place = `${kind}:${folder}`;
    const next = new Map(writers.map(name => [name, 1]));
    try {
      for (let round = 0; round < rounds; round++) {
        const printed = await Promise.all(
          // Any moment: the lives are spread over a commit's length and more.
          writers.map(name => runAndKill(place, name, next.get(name)!, Math.random() * 40)),
        );
        const connector = await openConnector(place, { onProblem: ({ message }) => assert.fail(message) });
        for (const [w, name] of writers.entries()) {
          const last = await lastWholeTransaction(connector, name);
          assert.ok(last >= printed[w]!, `${name} was told that ${printed[w]} is committed, there is ${last}`);
          assert.ok(last <= printed[w]! + 1);
          next.set(name, last + 1);
        }
        await connector.close();
      }
      assert.ok(Math.min(...next.values()) > rounds, 'nothing was committed');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

crashes('dir', ['one'], 20);
crashes('dir', ['one', 'two'], 10);
crashes('jsonl', ['one'], 20);
