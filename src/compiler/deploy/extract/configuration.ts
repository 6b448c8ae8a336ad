/** What the ConfigMap's `workload.yaml` tells the running queries, as hints: the inverse of workload-configuration.ts. */
import { parseDocument } from 'yaml';
import { findHint } from '../../../language/hints/catalogue.ts';
import { yamlValues } from '../../../language/text/yaml-values.ts';
import { CONFIG_FILE } from '../container-contract.ts';
import { inside, listAt, textOf } from './json.ts';
import { hintOf, type Said } from './said.ts';
import type { FoundWorkload } from './workloads.ts';

/** Hints by the way to their value. */
const HINTS: Readonly<Record<string, string>> = {
  'sla_requirements.max_latency_p95_ms': 'sla.latency_p95_ms',
  'sla_requirements.max_latency_p99_ms': 'sla.latency_p99_ms',
  'sla_requirements.max_latency_ms': 'sla.max_latency_ms',
  'sla_requirements.throughput_rps': 'sla.throughput_rps',
  'sla_requirements.availability_percent': 'sla.availability_percent',
  'sla_requirements.max_downtime_seconds': 'sla.max_downtime_seconds',
  'scaling.target_cpu_percent': 'scaling.target_cpu_percent',
  'scaling.lag_threshold': 'scaling.lag_threshold',
  'scaling.priority': 'scaling.priority',
  'scaling.cross_region': 'scaling.cross_region',
  'scaling.on_circuit_open': 'scaling.on_circuit_open',
  'kafka.consumer_group': 'kafka.consumer_group',
  'retry.count': 'schedule.retry_count',
  'retry.backoff_minutes': 'schedule.retry_backoff_minutes',
  circuit_breaker: 'circuit_breaker.enabled',
  'circuit_breaker.failure_threshold': 'circuit_breaker.failure_threshold',
  'circuit_breaker.recovery_timeout_seconds': 'circuit_breaker.recovery_timeout_seconds',
  'circuit_breaker.fallback_strategy': 'circuit_breaker.fallback_strategy',
  'backpressure.enabled': 'backpressure.enabled',
  'backpressure.threshold': 'backpressure.threshold',
  'regions.primary': 'regions.primary',
  'regions.secondary': 'regions.secondary',
  'regions.failover': 'regions.failover',
  'regions.data_locality': 'regions.data_locality',
  log_level: 'container.log_level',
  workload_type: 'workload',
};

export function configurationHints({ configMaps }: FoundWorkload): Said {
  const texts = configMaps.flatMap(({ value }) => textOf(inside(value, 'data', CONFIG_FILE)) ?? []);
  const hints = texts.flatMap(text => {
    const read = yamlValues(parseDocument(text), text);
    // A configuration that is broken configures nothing.
    const configuration = read.ok ? read.value : undefined;
    return Object.entries(HINTS).flatMap(([way, key]) => hintOf(key, valueAt(configuration, way.split('.'), key)));
  });
  return { hints, unsaid: [] };
}

function valueAt(configuration: unknown, way: readonly string[], key: string): string | undefined {
  const found = inside(configuration, ...way);
  if (found !== null && typeof found === 'object') {
    const items = listAt(configuration, ...way).flatMap(item => textOf(item) ?? []);
    return Array.isArray(found) ? items.join(',') || undefined : 'true';
  }
  const text = textOf(found);
  if (typeof found !== 'boolean' || findHint(key)?.entry.type.check(String(found)).ok) return text;
  return found ? 'enabled' : 'disabled';
}
