/** The catalogue holds together: every key findable, every example and default fitting, nothing undocumented. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { attachHints } from '../../../src/language/hints/attach.ts';
import { findHint, hintCatalogue, hintCategories } from '../../../src/language/hints/catalogue.ts';
import { WORKLOADS } from '../../../src/language/hints/define.ts';
import { hintTemplate } from '../../../src/language/hints/template.ts';
import { checkHints } from '../../../src/language/rules/hints/check.ts';
import { scan } from '../../../src/language/text/scan.ts';

const KEYS = `workload
sla.latency_p95_ms sla.latency_p99_ms sla.throughput_rps sla.availability_percent sla.max_downtime_seconds sla.max_latency_ms
scaling.min_replicas scaling.max_replicas scaling.strategy scaling.metric scaling.threshold scaling.scale_up_percent
scaling.scale_down_percent scaling.scale_to_zero scaling.cooldown_seconds scaling.target_cpu_percent scaling.trigger
scaling.lag_threshold scaling.condition scaling.market_hours.min_replicas scaling.market_hours.max_replicas
scaling.market_hours.schedule scaling.after_hours.min_replicas scaling.cross_region scaling.on_circuit_open scaling.priority
resources.cpu_cores resources.memory_gb resources.storage_gb resources.network_optimized resources.gpu_required resources.gpu_type
node_selector.instance_type node_selector.zone node_selector.arch node_selector.custom.disktype
cost.spot_instances cost.priority cost.max_hourly_cost cost.preemptible cost.budget_alert_threshold
schedule.cron schedule.timezone schedule.timeout_minutes schedule.retry_count schedule.retry_backoff_minutes
monitoring.dashboard monitoring.alert_channel monitoring.pager_duty_key monitoring.custom_metrics
backpressure.enabled backpressure.threshold
regions.primary regions.secondary regions.failover regions.data_locality
circuit_breaker.enabled circuit_breaker.failure_threshold circuit_breaker.recovery_timeout_seconds circuit_breaker.fallback_strategy
conflict_resolution`.split(/\s+/);

test('every key of the hint document is known', () => {
  assert.deepEqual(
    KEYS.filter(key => !findHint(key)),
    [],
  );
});

test('keys are unique and begin with their category', () => {
  assert.equal(new Set(hintCatalogue.map(entry => entry.key)).size, hintCatalogue.length);
  for (const { name, hints } of hintCategories)
    for (const { key } of hints) assert.ok(key === name || key.startsWith(`${name}.`), key);
});

for (const entry of hintCatalogue) {
  test(`${entry.key}: example, defaults, choices and page`, () => {
    assert.deepEqual(entry.type.check(entry.example), { ok: true });
    for (const value of Object.values(entry.defaults)) assert.deepEqual(entry.type.check(value), { ok: true }, value);
    for (const { value, doc } of entry.type.choices()) {
      assert.deepEqual(entry.type.check(value), { ok: true }, value);
      assert.ok(doc.length > 3);
    }
    assert.match(entry.doc, /^[A-Z].{15,}[.]$/s);
    assert.ok(entry.type.description && entry.type.placeholder);
    const key = entry.placeholder ? entry.key.replace(/<.*>/, entry.placeholder.example) : entry.key;
    assert.equal(findHint(key)?.entry, entry);
    if (entry.placeholder) assert.equal(findHint(key)?.filled, entry.placeholder.example);
  });
}

test('a pattern does not stand for a known key, nor for nothing', () => {
  assert.equal(findHint('scaling.min_replicas')?.filled, undefined);
  for (const key of [
    '',
    'scaling',
    'scaling..min_replicas',
    'scaling.a.b.min_replicas',
    'node_selector.custom.',
    'constructor',
    '__proto__',
  ])
    assert.equal(findHint(key), undefined, key);
});

for (const workload of WORKLOADS)
  test(`the ${workload} template is clean, one block, and gives exactly its defaults`, () => {
    const text = hintTemplate(workload);
    const attached = attachHints(scan(`${text}SELECT symbol FROM quotes;\n`));
    assert.deepEqual(checkHints(attached), []);
    assert.deepEqual(checkHints(attachHints(scan(text))), []);
    const defaults = hintCatalogue.filter(entry => entry.defaults[workload] !== undefined);
    assert.deepEqual(
      attached.file.map(({ key, value }) => `${key}=${value}`),
      defaults.map(entry => `${entry.key}=${entry.defaults[workload]}`),
    );
    for (const { key } of hintCatalogue) assert.ok(text.includes(key), `${key} is in the template`);
  });
