/** Origins of hint values: the statement's own over the file's over the workload's defaults. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { effectiveHints } from '../../../src/compiler/deploy/effective-hints.ts';
import { attachHints } from '../../../src/language/hints/attach.ts';
import { scan } from '../../../src/language/text/scan.ts';

const of = (text: string) =>
  attachHints(scan(text)).scopes.map(
    scope => new Map(effectiveHints(scope).map(({ key, value, origin }) => [key, `${value} (${origin})`])),
  );

test('the statement overrules the file, the file the workload', () => {
  const [first, second] = of(`-- @ferris:workload=trading
-- @ferris:scaling.max_replicas=9

-- @ferris:scaling.max_replicas=7
SELECT a FROM t;
-- @ferris:workload=analytics
SELECT b FROM t;`);
  assert.equal(first!.get('scaling.max_replicas'), '7 (statement)');
  assert.equal(first!.get('workload'), 'trading (file)');
  assert.equal(first!.get('scaling.min_replicas'), '2 (workload default)');
  assert.equal(second!.get('scaling.max_replicas'), '9 (file)');
  assert.equal(second!.get('workload'), 'analytics (statement)');
  assert.equal(second!.get('scaling.min_replicas'), '1 (workload default)');
});

test('without a workload there are the defaults of all workloads only, and unknown keys are left out', () => {
  const hints = of('-- @ferris:scaling.nonsense=1\n-- @ferris:scaling.min_replicas=3\nSELECT a FROM t;')[0]!;
  assert.deepEqual(
    [...hints].filter(([, value]) => !value.endsWith('(default)')),
    [['scaling.min_replicas', '3 (file)']],
  );
  assert.equal(hints.get('container.pull_policy'), 'IfNotPresent (default)');
});

test('a flag overrules the environment, that the file, that ferris.yaml; what was overruled is told', () => {
  const [scope] = attachHints(scan('-- @ferris:scaling.max_replicas=7\nSELECT a FROM t;')).scopes;
  const key = 'scaling.max_replicas';
  const hints = effectiveHints(scope!, {
    settings: { workload: 'trading', [key]: '5' },
    environment: { [key]: '8' },
    flags: { [key]: '9' },
  });
  const hint = hints.find(one => one.key === key);
  assert.equal(hint?.value, '9');
  assert.equal(hint.origin, 'flag');
  assert.deepEqual(hint.overruled, [
    { value: '8', origin: 'environment' },
    { value: '7', origin: 'file' },
    { value: '5', origin: 'ferris.yaml' },
  ]);
  assert.equal(hints.find(one => one.key === 'scaling.min_replicas')?.origin, 'workload default');
});

test('default latencies give way to written ones that they would contradict', () => {
  const latencies = (...written: string[]) => {
    const [hints] = of(
      `-- @ferris:workload=trading\n${written.map(one => `-- @ferris:sla.${one}\n`).join('')}SELECT a FROM t;`,
    );
    return [...hints!].filter(([key]) => key.includes('latency')).map(([key, value]) => `${key.slice(4)} ${value}`);
  };
  assert.deepEqual(latencies(), ['latency_p95_ms 100 (workload default)', 'latency_p99_ms 500 (workload default)']);
  assert.deepEqual(latencies('latency_p99_ms=50'), [
    'latency_p95_ms 50 (workload default)',
    'latency_p99_ms 50 (file)',
  ]);
  assert.deepEqual(latencies('latency_p95_ms=800'), ['latency_p95_ms 800 (file)']);
  assert.deepEqual(latencies('max_latency_ms=200').toSorted(), [
    'latency_p95_ms 100 (workload default)',
    'latency_p99_ms 200 (workload default)',
    'max_latency_ms 200 (file)',
  ]);
});
