/** Snapshots of a job's state: gone on from, ignored when anything about them is wrong, and never more than what was committed. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { type MemoryConnector, memoryConnector } from '../../../runtime/connectors/memory/connector.ts';
import type { Connector } from '../../../runtime/connectors/port.ts';
import { runInGroup } from '../../../runtime/jobs/in-group.ts';
import {
  DamagedSnapshot,
  openSnapshot,
  type SnapshotHead,
  writeSnapshot,
} from '../../../runtime/jobs/snapshots/file.ts';
import { snapshotFolder } from '../../../runtime/jobs/snapshots/folder.ts';
import type { SnapshotOptions } from '../../../runtime/jobs/snapshots.ts';
import { never } from '../connectors/conformance.ts';
import { planOf } from '../state/restored.ts';
import { CHANGELOG, GROUP, given, MOST, SUMS, untilAllCommitted } from './sums.ts';

const FILE = `${CHANGELOG}-0.snapshot`;
const KEPT_MS = 1000;

function folder(): Disposable & { readonly path: string } {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-snapshots-'));
  return { path: made, [Symbol.dispose]: () => fs.rmSync(made, { recursive: true, force: true }) };
}

interface Ran {
  readonly troubles: readonly string[];
  /** Offsets at which reading of the changelog began. */
  readonly from: readonly number[];
}

/** Runs until all that is there has been committed, then ends, with a snapshot of all of it. */
async function worked(
  memory: MemoryConnector,
  at: string,
  options: Partial<SnapshotOptions> = {},
  sql = SUMS,
): Promise<Ran> {
  const troubles: string[] = [];
  const from: number[] = [];
  const connector: Connector = {
    ...memory,
    deletionsKeptMs: async () => KEPT_MS,
    reader(assignments) {
      for (const one of assignments) if (one.topic === CHANGELOG && one.to !== one.from + 1) from.push(one.from);
      return memory.reader(assignments);
    },
  };
  await untilAllCommitted(memory, signal =>
    runInGroup({
      plan: planOf(sql),
      connector,
      group: GROUP,
      otherwise: 'earliest',
      commitIntervalMs: 1,
      resetState: sql !== SUMS,
      snapshots: {
        folder: snapshotFolder(at),
        now: () => 5000,
        onTrouble: why => troubles.push(why),
        least: 1,
        ...options,
      },
      onEvent: () => {},
      onProblem: () => {},
      signal,
    }),
  );
  return { troubles, from };
}

const lastRow = (memory: MemoryConnector): string => Buffer.from(memory.records('sums').at(-1)!.value!).toString();

/** A job with a snapshot of sums of a and b, and another record of a to come. */
async function begun(at: string): Promise<{ readonly memory: MemoryConnector; readonly end: number }> {
  const memory = memoryConnector({ topics: { s: 1 } });
  memory.append('s', given(['a', 1], ['b', 10]));
  const { troubles } = await worked(memory, at);
  assert.deepEqual(troubles, []);
  const { end } = (await memory.partitions(CHANGELOG, never))![0]!;
  memory.append('s', given(['a', 2]));
  return { memory, end };
}

test('only what came after a snapshot is read', async () => {
  using at = folder();
  const { memory, end } = await begun(at.path);
  const { troubles, from } = await worked(memory, at.path);
  assert.deepEqual(troubles, []);
  assert.equal(lastRow(memory), '{"k":"a","total":3}');
  assert.ok(from.length > 0 && from.every(one => one >= end), `read from ${from}, and the snapshot ended at ${end}`);
  memory.append('s', given(['b', 5]));
  await worked(memory, at.path);
  assert.equal(lastRow(memory), '{"k":"b","total":15}');
});

for (const [what, options, why] of [
  ['older than the topic keeps deletions', { now: () => 5000 + KEPT_MS }, /keeps deletions for 1000 ms/],
  ['from the future', { now: () => 4999 }, /keeps deletions for 1000 ms/],
] as const)
  test(`one that is ${what} is not believed`, async () => {
    using at = folder();
    const { memory } = await begun(at.path);
    const { troubles, from } = await worked(memory, at.path, options);
    assert.match(troubles.join('\n'), why);
    assert.equal(from[0], 0);
    assert.equal(lastRow(memory), '{"k":"a","total":3}');
  });

test('one of a topic that was deleted and made again is not believed', async () => {
  for (const more of [0, 20]) {
    using at = folder();
    await begun(at.path);
    const memory = memoryConnector({ topics: { s: 1 } });
    // Its own state, with fewer records than the snapshot and with more.
    using other = folder();
    memory.append('s', given(['a', 100]));
    await worked(memory, other.path);
    for (let i = 0; i < more; i++) {
      memory.append('s', given(['a', 0]));
      await worked(memory, other.path);
    }
    memory.append('s', given(['a', 1]));
    const { troubles } = await worked(memory, at.path);
    assert.match(troubles.join('\n'), more === 0 ? /the topic has 0 to / : /the topic is another one/);
    assert.equal(lastRow(memory), '{"k":"a","total":101}');
  }
});

test('damaged anywhere, or cut off anywhere, it is told and the topic alone is read', async () => {
  using at = folder();
  const { memory } = await begun(at.path);
  const file = path.join(at.path, FILE);
  const whole = fs.readFileSync(file);
  for (let i = 0; i < whole.length; i++) {
    for (const broken of [whole.subarray(0, i), Buffer.from(whole.map((byte, j) => (j === i ? byte ^ 4 : byte)))]) {
      fs.writeFileSync(file, broken);
      await assert.rejects(readWhole(at.path), DamagedSnapshot);
    }
  }
  fs.writeFileSync(file, whole.subarray(0, -1));
  const { troubles, from } = await worked(memory, at.path);
  assert.match(troubles.join('\n'), /job-sums-changelog-0\.snapshot cannot be read: its end is missing/);
  assert.equal(from[0], 0);
  assert.equal(lastRow(memory), '{"k":"a","total":3}');
});

test('what a process that was killed has left unfinished is nothing', async () => {
  using at = folder();
  const { memory } = await begun(at.path);
  const file = path.join(at.path, FILE);
  fs.renameSync(file, `${file}.1-1.unfinished`);
  const { troubles, from } = await worked(memory, at.path);
  assert.deepEqual([troubles, from[0]], [[], 0]);
  assert.equal(lastRow(memory), '{"k":"a","total":3}');
});

test('a disk that cannot be written to is told, and the job goes on', async () => {
  using at = folder();
  const file = path.join(at.path, 'no-folder');
  fs.writeFileSync(file, '');
  const memory = memoryConnector({ topics: { s: 1 } });
  memory.append('s', given(['a', 1]));
  const { troubles } = await worked(memory, file);
  assert.match(troubles.join('\n'), /cannot be (read|written): E/);
  assert.equal(lastRow(memory), '{"k":"a","total":1}');
});

test('state that is dropped does not come back from a snapshot', async () => {
  using at = folder();
  const { memory } = await begun(at.path);
  await worked(memory, at.path, {}, MOST);
  assert.equal(lastRow(memory), '{"k":"a","total":2}');
  memory.append('s', given(['b', 1]));
  await worked(memory, at.path, {}, MOST);
  assert.equal(lastRow(memory), '{"k":"b","total":1}');
});

test('it says which topic it is of, by a record of it', async () => {
  using at = folder();
  const { memory } = await begun(at.path);
  assert.ok(fs.existsSync(path.join(at.path, FILE)));
  const { head } = await readWhole(at.path);
  assert.notEqual(head.id, '');
  const said = memory.records(CHANGELOG).find(({ offset }) => offset === head.idAt);
  assert.ok(Buffer.from(said!.value!).includes(head.id));
});

test('many entries, long ones and none come back as they were', async () => {
  using at = folder();
  const disk = snapshotFolder(at.path);
  const head = { topic: CHANGELOG, partition: 0, of: 1, offset: 7, at: 1, id: '<1>', idAt: 0, about: 3 };
  const entries = [
    ...Array.from({ length: 20_000 }, (_, i) => [`k${i}`, Buffer.from(`value ${i}`)] as const),
    ['long', Buffer.alloc(600_000, 7)] as const,
    ['\u00ff\u0000', Buffer.alloc(0)] as const,
  ];
  async function* parts() {
    yield entries.slice(0, 5);
    yield [];
    yield entries.slice(5);
  }
  await writeSnapshot(disk, FILE, head, parts());
  const found = await readWhole(at.path);
  assert.deepEqual(found.head, head);
  assert.deepEqual(
    found.entries.map(([name, value]) => [name, Buffer.from(value)]),
    entries,
  );
  assert.equal(await openSnapshot(disk, 'another'), undefined);
});

test('a snapshot that version 1 of the form has written is read', async () => {
  using at = folder();
  const written =
    'AAAAimW7WNh7Im1hZ2ljIjoiZmVycmlzLXNxbCBzbmFwc2hvdCIsImZvcm0iOjEsInRvcGljIjoiam9iLXN1bXMtY2hhbmdlbG9nIiwicGFydGl0aW9uIjowLCJvZiI6MSwib2Zmc2V0Ijo3LCJhdCI6MSwiaWQiOiI8MT4iLCJpZEF0IjowLCJhYm91dCI6M30AAAAV9IYfPwAAAAEAAAADYW9uZQAAAAEAAAAAYgAAAAAAAAAAAAAAC981rbV7ImNvdW50IjoyfQ==';
  fs.writeFileSync(path.join(at.path, FILE), Buffer.from(written, 'base64'));
  const { head, entries } = await readWhole(at.path);
  assert.deepEqual(head, { topic: CHANGELOG, partition: 0, of: 1, offset: 7, at: 1, id: '<1>', idAt: 0, about: 3 });
  assert.deepEqual(
    entries.map(([name, value]) => [name, Buffer.from(value).toString()]),
    [
      ['a', 'one'],
      ['b', ''],
    ],
  );
});

async function readWhole(at: string): Promise<{ head: SnapshotHead; entries: (readonly [string, Uint8Array])[] }> {
  const open = await openSnapshot(snapshotFolder(at), FILE);
  assert.ok(open);
  try {
    const entries: (readonly [string, Uint8Array])[] = [];
    for await (const part of open.parts()) entries.push(...part);
    return { head: open.head, entries };
  } finally {
    await open.close();
  }
}
