/** What is asked of Prometheus about a deployment, as PromQL whose answer is one number for the whole time. */
import { ofPods, ours, replicas } from '../monitoring/series.ts';
import type { DeploymentSpec } from '../spec.ts';

export interface Question {
  readonly query: string;
  /** Whose metrics: what is missing there is not exported, or not scraped. */
  readonly source: 'FerrisSQL' | 'cAdvisor' | 'kube-state-metrics';
}

/** For each thing the ways to ask for it, best first: the next one is asked where the one before has no answer. */
export type Questions = Readonly<Record<Measure, readonly Question[]>>;

/**
 * `covered`: seconds of which something is known. `cpuCores`: of the busiest pod, 95 % of the time. `memoryMib`: the most
 * that any pod held. `pods`: on the average; `mostPods`; `atMost`: share of the time with as many pods as there may be.
 * `lag`: messages per pod, 95 % of the time. `latencySeconds`: P95 of the slowest pod, 95 % of the time. `restarts`.
 */
export const MEASURES = [
  'covered',
  'cpuCores',
  'memoryMib',
  'pods',
  'mostPods',
  'atMost',
  'lag',
  'latencySeconds',
  'restarts',
] as const;
export type Measure = (typeof MEASURES)[number];

const CONTAINER = 'container="ferris-streams"';

/** @param seconds how far back; @param stepSeconds between two looks at what is not a maximum */
export function questionsFor(spec: DeploymentSpec, seconds: number, stepSeconds: number): Questions {
  const over = (expression: string): string => `${expression}[${seconds}s:${stepSeconds}s]`;
  const within = (selector: string): string => `${selector}[${seconds}s]`;
  const usual = (expression: string): string => `quantile_over_time(0.95, ${over(expression)})`;
  const cpu = `max(rate(${ofPods(spec, 'container_cpu_usage_seconds_total', CONTAINER)}[5m]))`;
  const memory = ofPods(spec, 'container_memory_working_set_bytes', CONTAINER);
  const alive = `count(${ours(spec, 'ferris_uptime_seconds')})`;
  const running = `sum(${replicas(spec, 'there')})`;
  const from = (source: Question['source'], query: string): Question => ({ source, query });
  return {
    covered: [
      from('FerrisSQL', `${stepSeconds} * count_over_time(${over(alive)})`),
      from('cAdvisor', `${stepSeconds} * count_over_time(${over(`count(${memory})`)})`),
    ],
    cpuCores: [from('cAdvisor', usual(cpu))],
    memoryMib: [
      from('FerrisSQL', `max(max_over_time(${within(ours(spec, 'ferris_job_memory_usage_mb'))}))`),
      from('cAdvisor', `max(max_over_time(${within(memory)})) / 1048576`),
    ],
    pods: [
      from('FerrisSQL', `avg_over_time(${over(alive)})`),
      from('kube-state-metrics', `avg_over_time(${over(running)})`),
    ],
    mostPods: [
      from('FerrisSQL', `max_over_time(${over(alive)})`),
      from('kube-state-metrics', `max_over_time(${over(running)})`),
    ],
    atMost: [
      from('FerrisSQL', `avg_over_time(${over(`(${alive} >= bool ${spec.scaling.maxReplicas})`)})`),
      from('kube-state-metrics', `avg_over_time(${over(`(${running} >= bool ${spec.scaling.maxReplicas})`)})`),
    ],
    lag: [from('FerrisSQL', usual(`avg(${ours(spec, 'ferris_consumer_lag_by_workload')})`))],
    latencySeconds: [from('FerrisSQL', usual(`max(${ours(spec, 'ferris_query_duration_p95_by_workload')})`))],
    restarts: [
      from(
        'kube-state-metrics',
        `sum(increase(${within(ofPods(spec, 'kube_pod_container_status_restarts_total', CONTAINER))}))`,
      ),
    ],
  };
}
