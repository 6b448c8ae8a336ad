/** What a job remembers beyond its limits stops it, in words, with nothing more committed; and a folder that takes nothing. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { memoryConnector } from '../../../../runtime/connectors/memory/connector.ts';
import { runInGroup } from '../../../../runtime/jobs/in-group.ts';
import { SpillError, type SpillFile } from '../../../../runtime/state/memory/spill-file.ts';
import { type OpenSpillFile, sqliteFiles } from '../../../../runtime/state/memory/sqlite-file.ts';
import { type MemoryLimit, StateLimitError } from '../../../../runtime/state/memory/state-memory.ts';
import { planOf } from '../restored.ts';

const open = await sqliteFiles();
const RECORDS = 6000;
const source = `CREATE STREAM s (k STRING, v BIGINT) WITH (topic = 's');`;
const SUMS = `${source} CREATE TABLE t WITH (topic = 't') AS SELECT k, COUNT(*) AS n, SUM(v) AS total FROM s GROUP BY k EMIT CHANGES;`;
const LAST = `${source} CREATE STREAM t WITH (topic = 't') AS SELECT k, LAG(v) OVER (PARTITION BY k ORDER BY _event_time) AS before FROM s;`;

/** Each key twice, the first half of them before any comes again. */
async function job(sql: string, memory: MemoryLimit) {
  const connector = memoryConnector({ topics: { s: 1, t: 1 } });
  connector.append(
    's',
    Array.from({ length: RECORDS }, (_, i) => ({
      timestamp: i,
      value: JSON.stringify({ k: `key-${i % (RECORDS / 2)}`, v: i }),
    })),
  );
  const ending = new AbortController();
  const writer = connector.writer;
  let ended: unknown;
  try {
    await runInGroup({
      plan: planOf(sql),
      connector: {
        ...connector,
        async writer(name) {
          const one = await writer(name);
          return {
            ...one,
            async commit(inputs) {
              await one.commit(inputs);
              if (inputs?.group === 'g' && inputs.offsets[0]?.offset === RECORDS) ending.abort();
            },
          };
        },
      },
      group: 'g',
      otherwise: 'earliest',
      // After each batch, of which the first has more than there is room for.
      commitIntervalMs: 1,
      onEvent() {},
      onProblem: ({ message }) => assert.fail(message),
      signal: ending.signal,
      memory,
    });
  } catch (error) {
    ended = error;
  }
  return { ended, written: connector.records('t').length };
}

const KIB = 1024;

test('state that cannot go to disk stops the job: it says which, how much, and what to do', async () => {
  const { ended, written } = await job(LAST, { bytes: 100 * KIB, diskBytes: Infinity, open });
  assert.ok(ended instanceof StateLimitError);
  assert.match(
    ended.message,
    /^the job may remember 100 KiB in memory, and over of 't' holds [\d.]+ (KiB|MiB) that it needs there: raise .*MEMORY_LIMIT.*state\.ttl/,
  );
  assert.equal(written, 0);
});

test('more than the disk may hold stops the job', async () => {
  const { ended, written } = await job(SUMS, { bytes: 100 * KIB, diskBytes: 200 * KIB, open });
  assert.ok(ended instanceof StateLimitError);
  assert.match(ended.message, /takes \d+ KiB of disk, and may take 200 KiB: raise that \(--max-disk\)/);
  assert.equal(written, 0);
});

/** A disk on which there is room for so many rows. */
const small =
  (room: number): OpenSpillFile =>
  () => {
    const file: SpillFile = open();
    return {
      ...file,
      table() {
        const table = file.table();
        return {
          ...table,
          put(id, row) {
            if (room-- === 0) throw new SpillError('the disk is full, where state goes: /small');
            table.put(id, row);
          },
        };
      },
    };
  };

test('a full disk stops the job', async () => {
  const { ended, written } = await job(SUMS, { bytes: 100 * KIB, diskBytes: Infinity, open: small(1000) });
  assert.ok(ended instanceof SpillError);
  assert.match(ended.message, /the disk is full/);
  assert.equal(written, 0);
});

test('a folder that cannot be written to is told', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ferris-'));
  try {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    const { ended } = await job(SUMS, { bytes: 100 * KIB, diskBytes: Infinity, open: await sqliteFiles(file) });
    assert.ok(ended instanceof SpillError);
    assert.match(ended.message, new RegExp(`the disk does not work \\(.*\\), where state .* goes: ${file}`));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what there is room for is done, and leaves no file behind', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ferris-'));
  try {
    const limit = { bytes: 100 * KIB, diskBytes: Infinity, open: await sqliteFiles(path.join(folder, 'spilled')) };
    const { ended, written } = await job(SUMS, limit);
    assert.equal(ended, undefined);
    assert.equal(written, RECORDS);
    assert.deepEqual(readdirSync(path.join(folder, 'spilled')), []);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
