/** Worker threads of a job: what one of them fails with is the job's end, told in words, and the others end with it. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import type { WorkerStart } from '../../../cli/sql/running/worker-messages.ts';
import { startWorkers } from '../../../cli/sql/running/workers.ts';
import { openConnector } from '../../../runtime/connectors/open.ts';
import { ConnectorError } from '../../../runtime/connectors/port.ts';
import { type Figures, jobMeasures } from '../../../runtime/jobs/measures.ts';
import { mergedFigures } from '../../../runtime/jobs/merged-figures.ts';
import { buildPlan } from '../../../src/compiler/plan/build.ts';
import { PLAN_VERSION, type Plan } from '../../../src/compiler/plan/plan.ts';
import { analyze } from '../../../src/language/analyze.ts';

const startOf = (place: string, plan: Plan): WorkerStart => ({
  place,
  kafka: {},
  transactionalId: 'none',
  transactionTimeoutMs: 1000,
  job: { plan, group: 'none', otherwise: 'earliest', commitIntervalMs: 100 },
});
const nothing: Plan = { version: PLAN_VERSION, bounded: false, queries: [] };

const ended = async (...starts: readonly WorkerStart[]): Promise<unknown> => {
  const { signal } = new AbortController();
  const workers = startWorkers({ starts, signal, onEvent() {}, onProblem() {}, onUnreadable() {} });
  return await workers.ended.then(
    () => undefined,
    (error: unknown) => error,
  );
};

test('a place that is none is the error that one thread would have told', async () => {
  const error = await ended(startOf('no place at all', nothing), startOf('no place at all', nothing));
  assert.ok(error instanceof ConnectorError);
  assert.equal(error.kind, 'refused');
  assert.match(error.message, /no place at all/);
});

test('a thread that fails as none should is named, and ends the others', async t => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-workers-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  const connector = await openConnector(`dir:${folder}`, { onProblem: () => {} });
  await connector.createTopic('s', 1, new AbortController().signal);
  await connector.close();
  const sql = "CREATE STREAM s (v BIGINT) WITH (topic = 's', format = 'json');\nCREATE STREAM r AS SELECT v FROM s;";
  const plan = buildPlan(analyze(sql), { bounded: false });
  const broken = { ...plan, queries: undefined } as unknown as Plan;
  const error = await ended(startOf(`dir:${folder}`, plan), startOf(`dir:${folder}`, broken));
  assert.ok(error instanceof Error);
  assert.match(error.message, /^worker 2 of 2: /);
});

const figuresOf = (query: string, records: number, watermark: number | null): Figures => ({
  ...jobMeasures(() => 0).figures(),
  counts: { in: records, out: 1, late: 0, failed: 0, watermark },
  lag: [{ topic: 's', partition: records, offsets: 3 }],
  durations: { p95: records, p99: records, max: records },
  rate: records,
  queries: [[query, 'running']],
});

test('figures of several threads are those of one job', () => {
  const idle = jobMeasures(() => 0).figures();
  const merged = mergedFigures([figuresOf('a', 1, 20), idle, figuresOf('a', 2, 10)]);
  assert.deepEqual(merged, {
    counts: { in: 3, out: 2, late: 0, failed: 0, watermark: 10 },
    lag: [
      { topic: 's', partition: 1, offsets: 3 },
      { topic: 's', partition: 2, offsets: 3 },
    ],
    durations: { p95: 2, p99: 2, max: 2 },
    rate: 3,
    pending: 0,
    queries: [['a', 'running']],
  });
  assert.equal(mergedFigures([figuresOf('a', 1, 20), figuresOf('a', 2, null)]).counts.watermark, null);
  assert.deepEqual(mergedFigures([idle, idle]), idle);
  const state = { bytes: 5, diskBytes: 7 };
  const bounded = [figuresOf('a', 1, 20), figuresOf('a', 2, 10)].map(one => ({ ...one, state }));
  assert.deepEqual(mergedFigures(bounded).state, { bytes: 10, diskBytes: 14 });
});
