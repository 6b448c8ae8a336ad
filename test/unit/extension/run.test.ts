/** A run from start to end, with the real ferris-sql as its process. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { startProblem } from '../../../extension/src/run/process.ts';
import { type Run, startRun } from '../../../extension/src/run/run.ts';
import { quickly, timeOf } from '../../quickly.ts';
import { queryCommand, TRADES } from './query.ts';

/** A test that fails leaves its run, which would keep this process. */
const runs: Run[] = [];
after(() => {
  for (const run of runs) run.stop();
});

/** Resolves when the run is so, or fails after two minutes. */
function until(sql: string, isSo: (run: Run) => boolean): Promise<Run> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (!isSo(run) && !run.isOver()) return;
      clearTimeout(timer);
      if (isSo(run)) resolve(run);
      else fail();
    };
    const fail = (): void => {
      run.stop();
      reject(new Error(`${run.state}, ${run.rows.total} rows, ${run.failure}\n${run.messages.join('\n')}`));
    };
    const run = startRun(queryCommand(sql), () => queueMicrotask(look));
    runs.push(run);
    const timer = setTimeout(fail, 120_000);
  });
}

const linesOf = ({ rows }: Run): readonly string[] =>
  rows
    .since(0, Number.POSITIVE_INFINITY)
    .blocks.flatMap(({ lines }) => new TextDecoder().decode(lines).trimEnd().split('\n'));

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('stopping ends the process at once', async () => {
  await quickly(1000, async () => {
    const run = await until(`${TRADES}SELECT ticker FROM trades EMIT CHANGES;`, ({ rows }) => rows.total === 3);
    return await timeOf(async () => {
      run.stop();
      await run.over;
    });
  });
});

test('rows arrive as they are; a run that was stopped has no process, and its time stands still', async () => {
  const run = await until(`${TRADES}SELECT ticker, volume FROM trades EMIT CHANGES;`, ({ rows }) => rows.total === 3);
  assert.equal(run.state, 'running');
  assert.deepEqual(
    run.schemas[0]?.columns.map(({ name, type }) => [name, type]),
    [
      ['ticker', 'STRING'],
      ['volume', 'BIGINT'],
    ],
  );
  assert.match(linesOf(run)[0]!, /"value":\{"ticker":"ACME","volume":9007199254740993\}/);
  run.stop();
  assert.equal(run.state, 'stopping');
  await run.over;
  assert.equal(run.state, 'stopped');
  assert.equal(alive(run.pid!), false);
  const elapsed = run.elapsed();
  await new Promise(resolve => setTimeout(resolve, 50));
  assert.equal(run.elapsed(), elapsed, 'time goes on after the end');
});

test('all statements of a file run in one process, each with its rows', async () => {
  const command = queryCommand(`${TRADES}SELECT ticker FROM trades;\nSELECT volume FROM trades;`);
  const { promise, resolve } = Promise.withResolvers<void>();
  const run: Run = startRun({ ...command, statement: undefined }, () => {
    if (run.rows.total === 6 && run.progress?.lag === 0) resolve();
  });
  try {
    await promise;
    assert.deepEqual(run.rows.totals, [3, 3]);
    assert.deepEqual(
      run.schemas.map(({ statement, columns }) => [statement, columns[0]?.name]),
      [
        [1, 'ticker'],
        [2, 'volume'],
      ],
    );
    assert.ok(run.samples.length > 0);
  } finally {
    run.stop();
    await run.over;
  }
});

test('a run that writes has its rows in the topic too', async () => {
  const command = queryCommand(`${TRADES}CREATE STREAM tickers AS SELECT ticker FROM trades;`);
  const written = path.join(command.folder, 'tickers.envelope.jsonl');
  const { promise, resolve } = Promise.withResolvers<void>();
  const run: Run = startRun({ ...command, writes: true }, () => {
    if (run.isOver() || (run.rows.total === 3 && fs.existsSync(written))) resolve();
  });
  try {
    await promise;
    assert.equal(run.failure, undefined, run.messages.join('\n'));
    assert.match(fs.readFileSync(written, 'utf8'), /"value":\{"ticker":"GLOBEX"\}/);
  } finally {
    run.stop();
    await run.over;
  }
});

test('a process that dies is the run that failed', async () => {
  const run = await until(`${TRADES}SELECT ticker FROM trades EMIT CHANGES;`, ({ rows }) => rows.total === 3);
  process.kill(run.pid!, 'SIGKILL');
  await run.over;
  assert.equal(run.state, 'failed');
  assert.equal(run.failure, 'Its process was ended from outside');
});

test('what cannot be run fails with its diagnostics', async () => {
  const run = await until(`${TRADES}SELECT tikcer FROM trades EMIT CHANGES;`, one => one.isOver());
  assert.equal(run.state, 'failed');
  assert.equal(run.failure, 'The statement cannot be run as it is written');
  assert.match(run.messages[0]!, /^trades\.sql:2:8: error: .*tikcer/);
});

test('an extension host that is killed leaves no process behind', async () => {
  const host = spawn(process.execPath, [path.join(import.meta.dirname, 'host.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = await new Promise<number>(resolve =>
    host.stdout.once('data', data => resolve(Number.parseInt(String(data), 10))),
  );
  assert.ok(alive(pid));
  host.kill('SIGKILL');
  for (const end = performance.now() + 60_000; alive(pid) && performance.now() < end; )
    await new Promise(resolve => setTimeout(resolve, 50));
  const isLeft = alive(pid);
  if (isLeft) process.kill(pid, 'SIGKILL');
  assert.equal(isLeft, false);
});

test('an old Node and a missing program are named before anything is started', () => {
  assert.match(startProblem('20.19.0', import.meta.filename) ?? '', /need Node 22.*Node 20\.19\.0/);
  assert.match(startProblem('22.15.1', '/nowhere/ferris-sql.mjs') ?? '', /no ferris-sql at \/nowhere/);
  assert.equal(startProblem('22.15.1', import.meta.filename), undefined);
});
