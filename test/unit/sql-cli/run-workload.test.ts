/** What a deployment's workload.yaml says of backpressure and the circuit breaker: done, or said why not. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { folderWith } from './run.ts';

const SQL = `CREATE STREAM orders (id BIGINT) WITH (topic = 'orders');
CREATE STREAM ids WITH (topic = 'ids') AS SELECT id FROM orders;`;

const workload = (more: string): string =>
  `mode: bounded\nlog_level: warn\nmetrics_port: 0\nkafka:\n  consumer_group: g\n${more}`;

async function run(more: string) {
  using folder = folderWith({ 'q.sql': SQL, 'workload.yaml': workload(more) });
  await folder.run(['produce', '--topic', 'orders'], { stdin: '{"id":1}\n' });
  const env = { FERRIS_WORKLOAD_CONFIG: `${folder.path}/workload.yaml` };
  const { code, stdout, stderr } = await folder.run(['run', 'q.sql'], { env });
  return { code, stderr, warnings: [...stdout.matchAll(/"message":"([^"]*)"/g)].map(([, message]) => message) };
}

test('what is obeyed is not spoken of', async () => {
  for (const fallback of ['fail', 'dead_letter', 'cached_results'])
    assert.deepEqual(
      await run(
        `circuit_breaker:\n  failure_threshold: 3\n  recovery_timeout_seconds: 1\n  fallback_strategy: ${fallback}\nbackpressure:\n  enabled: true\n  threshold: 0.5\n`,
      ),
      { code: 0, stderr: '', warnings: [] },
    );
});

test('what would lose records or let memory grow is not done, and the log says so', async () => {
  const { code, warnings } = await run(
    'circuit_breaker:\n  fallback_strategy: skip\nbackpressure:\n  enabled: false\n  threshold: 0.8\n',
  );
  assert.equal(code, 0);
  assert.equal(warnings.length, 2);
  assert.match(warnings[0]!, /^backpressure\.enabled is false, and reading pauses all the same/);
  assert.match(
    warnings[1]!,
    /^circuit_breaker\.fallback_strategy is skip, which is not done, as it would lose records/,
  );
});

test('values that are none are refused with their place', async () => {
  for (const [more, said] of [
    [
      'circuit_breaker:\n  fallback_strategy: maybe\n',
      /workload\.yaml: 'fallback_strategy' is cached_results, .*"maybe"/,
    ],
    [
      'backpressure:\n  threshold: 0\n',
      /workload\.yaml: 'backpressure' takes enabled, .* a number above 0 and up to 1/,
    ],
    ['backpressure: 0.8\n', /'backpressure' takes enabled/],
  ] as const) {
    const { code, stderr } = await run(more);
    assert.equal(code, 66, stderr);
    assert.match(stderr, said);
  }
});
