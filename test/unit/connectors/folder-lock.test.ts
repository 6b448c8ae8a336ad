/** The lock of a folder: never two holders, none waits for the dead, and who waits too long is told for whom. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { locked } from '../../../runtime/connectors/folder-lock.ts';
import { ConnectorError } from '../../../runtime/connectors/port.ts';

const folder = mkdtempSync(join(tmpdir(), 'ferris-lock-'));
/** In ms: far longer than a busy machine takes for all of it. */
const PATIENCE = 300_000;
test.after(() => rmSync(folder, { recursive: true }));
const host = hostname().replace(/[^A-Za-z0-9-]/g, '_');

test('four processes add to one number, none is lost', async () => {
  const file = join(folder, 'number');
  writeFileSync(file, '0');
  const script = `
    import { locked } from ${JSON.stringify(join(import.meta.dirname, '../../../runtime/connectors/folder-lock.ts'))};
    import { readFileSync, writeFileSync } from 'node:fs';
    for (let i = 0; i < 100; i++)
      await locked(${JSON.stringify(join(folder, 'counting'))}, () =>
        writeFileSync(${JSON.stringify(file)}, String(Number(readFileSync(${JSON.stringify(file)}, 'utf8')) + 1)),
        ${PATIENCE});`;
  const codes = await Promise.all(
    Array.from(
      { length: 4 },
      () =>
        new Promise(resolve => {
          const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
          child.on('exit', resolve);
        }),
    ),
  );
  assert.deepEqual(codes, [0, 0, 0, 0]);
  assert.equal(readFileSync(file, 'utf8'), '400');
  assert.deepEqual(readdirSync(join(folder, 'counting')), []);
});

test('files of the dead are removed: no such process, or one that started at another time', async () => {
  const locks = join(folder, 'dead');
  await locked(locks, () => {});
  writeFileSync(join(locks, `${host}~4194399~123.0.0`), '');
  writeFileSync(join(locks, `${host}~${process.pid}~1.0.0`), '');
  assert.equal(await locked(locks, () => 'held', PATIENCE), 'held');
  assert.deepEqual(readdirSync(locks), []);
});

test('who waits too long is told for whom', async () => {
  const locks = join(folder, 'elsewhere');
  await locked(locks, () => {});
  writeFileSync(join(locks, 'other-host~7~1.0.0'), '');
  await assert.rejects(
    locked(locks, () => assert.fail('held by another'), 100),
    error =>
      error instanceof ConnectorError && error.kind === 'refused' && error.message.includes('process 7 on other-host'),
  );
});

test('what the critical part throws comes out, and the lock is free again', async () => {
  const locks = join(folder, 'throwing');
  await assert.rejects(
    locked(locks, () => {
      throw new Error('inside');
    }),
    /inside/,
  );
  assert.deepEqual(readdirSync(locks), []);
});
