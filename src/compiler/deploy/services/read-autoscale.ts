/** How many pods of a service run, by what a metric says. */
import { type Fields, shown } from './fields.ts';
import type { AutoscaleSpec, PaceSpec, ServiceMetric } from './service-spec.ts';

/** `{ min, max, metrics: […], up, down }`. */
export function readAutoscale(given: Fields): AutoscaleSpec | undefined {
  const one = given.inside('autoscale')?.only('min', 'max', 'metrics', 'up', 'down');
  if (!one) return undefined;
  const min = one.whole('min', 'pods', 1, 1000) ?? 1;
  if (!one.has('max')) one.tell(['max'], 'is missing: the greatest number of pods');
  const max = one.whole('max', 'pods', 1, 1000) ?? min;
  if (max < min) one.tell(['max'], `is ${max}, less than min, ${min}`);
  if (!one.has('metrics')) one.tell(['metrics'], 'is missing: what the number of pods follows');
  const metrics = one.each('metrics').flatMap(readMetric);
  return { min, max, metrics, up: readPace(one, 'up'), down: readPace(one, 'down') };
}

/** `{ external: NAME, average | value, labels }`, `{ cpu_percent }` or `{ memory_percent }`. */
function readMetric(one: Fields): readonly ServiceMetric[] {
  one.only('external', 'average', 'value', 'labels', 'cpu_percent', 'memory_percent');
  const kinds = (['external', 'cpu_percent', 'memory_percent'] as const).filter(kind => one.has(kind));
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    one.tell([], 'takes one of external, cpu_percent and memory_percent');
    return [];
  }
  if (kind !== 'external') {
    const utilizationPercent = one.whole(kind, 'percent of what is asked for', 1, 1000) ?? 1;
    return [{ kind: 'resource', resource: kind === 'cpu_percent' ? 'cpu' : 'memory', utilizationPercent }];
  }
  if (one.has('average') === one.has('value')) {
    one.tell([], 'takes either average, per pod, or value, of all pods together');
    return [];
  }
  const compare = one.has('average') ? 'average' : 'value';
  const target = one.value(compare);
  if (typeof target !== 'number' || !(target > 0)) {
    one.tell([compare], `takes a number above 0, not ${shown(target)}`);
    return [];
  }
  const name = one.needed('external', /^[A-Za-z_:][A-Za-z0-9_:.-]*$/, 'the name of a metric');
  return [{ kind, name, labels: one.entries('labels'), compare, target }];
}

/** `{ stabilization_seconds, policies: [{ percent | pods, period_seconds }] }`. */
function readPace(given: Fields, key: string): PaceSpec | undefined {
  const one = given.inside(key)?.only('stabilization_seconds', 'policies');
  if (!one) return undefined;
  return {
    stabilizationSeconds: one.whole('stabilization_seconds', 'seconds', 0, 3600),
    policies: one.each('policies').flatMap(policy => {
      policy.only('percent', 'pods', 'period_seconds');
      const type = policy.has('percent') ? 'percent' : 'pods';
      if (policy.has('percent') === policy.has('pods')) policy.tell([], 'takes either percent or pods');
      const value = policy.whole(type, type, 1, 10_000);
      const periodSeconds = policy.whole('period_seconds', 'seconds', 1, 1800);
      if (!policy.has('period_seconds')) policy.tell(['period_seconds'], 'is missing: in how many seconds');
      if (value === undefined || periodSeconds === undefined) return [];
      return [{ type: type === 'percent' ? 'Percent' : 'Pods', value, periodSeconds } as const];
    }),
  };
}
