/** What can start a pod again when none runs. */
import { conditionKey, conditionsOf } from './conditions.ts';
import type { HintReading } from './reading.ts';
import { metricName } from './types/text.ts';

/**
 * Whether nothing that is asked for could wake a deployment without pods: the broker knows the lag and a clock the time,
 * while CPU, memory and what the pods report of themselves say nothing when no pod is there.
 */
export const nothingWakes = (reading: HintReading): boolean =>
  reading.surely('scaling.trigger', trigger => trigger !== 'consumer_lag') &&
  reading.surely('scaling.lag_threshold', threshold => threshold === undefined) &&
  reading.surely('scaling.metric', metric => metric === undefined || isOfPods(metric)) &&
  reading.surely('schedule.cron', cron => cron === undefined) &&
  !conditionsOf(reading).some(({ name, parts }) => {
    const key = parts.includes('min_replicas') ? conditionKey(name, 'min_replicas') : 'scaling.min_replicas';
    return parts.includes('schedule') && !reading.surely(key, pods => Number(pods ?? 1) === 0);
  });

/** The known metrics are the pods' own, but for the lag. Of another one nothing is known: something else may report it. */
const isOfPods = (metric: string): boolean => {
  const short = /^ferris_(.+)_by_workload$/.exec(metric)?.[1] ?? metric;
  return short !== 'consumer_lag' && metricName.choices().some(({ value }) => value === short);
};
