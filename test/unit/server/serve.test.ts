/** The metrics endpoint: what the table names is what a scrape reads. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { serveMetrics } from '../../../runtime/server/serve.ts';
import { metrics } from '../../../src/compiler/plan/metrics.ts';

test('a scrape has every metric of the table, with its value', async () => {
  const server = await serveMetrics(0, 'tra"ding', () => ({ in: 7, out: 5, late: 1, failed: 2, watermark: 1500 }));
  try {
    const text = await (await fetch(`http://localhost:${server.port}/metrics`)).text();
    for (const { name, type } of metrics) assert.match(text, new RegExp(`^# TYPE ${name} ${type}$`, 'm'));
    assert.match(text, /^ferris_records_in_total\{workload="tra\\"ding"\} 7$/m);
    assert.match(text, /^ferris_watermark_timestamp_seconds\{workload="tra\\"ding"\} 1\.5$/m);
    const health = await (await fetch(`http://localhost:${server.port}/health`)).json();
    assert.deepEqual(health, { status: 'running', in: 7, out: 5, late: 1, failed: 2, watermark: 1500 });
    assert.equal((await fetch(`http://localhost:${server.port}/nothing`)).status, 404);
    assert.equal((await fetch(`http://localhost:${server.port}/metrics`, { method: 'POST' })).status, 405);
  } finally {
    await server.close();
  }
});

test('a watermark there is none of is left out, not made up', async () => {
  const server = await serveMetrics(0, 'x', () => ({ in: 0, out: 0, late: 0, failed: 0, watermark: null }));
  try {
    assert.doesNotMatch(await (await fetch(`http://localhost:${server.port}/metrics`)).text(), /ferris_watermark/);
  } finally {
    await server.close();
  }
});
