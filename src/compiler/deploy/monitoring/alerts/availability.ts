/** Alerts on whether it runs. */
import type { DeploymentSpec } from '../../spec.ts';
import type { Alert } from '../alert.ts';
import { ofPods, ofRuns, ours, replicas } from '../series.ts';
import { titleOf } from '../titles.ts';

const DAY_SECONDS = 86_400;
/** How exactly downtime is measured. */
const STEP_SECONDS = 30;
/** Without a promise. */
const DOWN_SECONDS = 60;

export function availabilityAlerts(spec: DeploymentSpec): readonly Alert[] {
  return [
    restarts(spec),
    ...(spec.circuitBreaker ? [circuitOpen(spec)] : []),
    ...(spec.schedule === undefined ? [down(spec), ...downtime(spec)] : [failedRun(spec)]),
  ];
}

function down(spec: DeploymentSpec): Alert {
  const seconds = spec.sla.maxDowntimeSeconds ?? DOWN_SECONDS;
  return {
    name: 'Down',
    // What is scaled to zero is not down; a deployment without a pod that answers is, also when all pods are gone.
    expression: `sum by (namespace) (${replicas(spec, 'wanted')}) > 0 unless sum by (namespace) (${ofPods(spec, 'up')}) > 0`,
    forSeconds: seconds,
    severity: 'critical',
    summary: `${titleOf(spec)} workload is down`,
    description: `For ${seconds} s no pod of ${spec.name} has answered, of {{ $value }} that should run.`,
  };
}

function downtime(spec: DeploymentSpec): Alert[] {
  const { availabilityPercent } = spec.sla;
  if (availabilityPercent === undefined) return [];
  const allowed = Number((DAY_SECONDS * (1 - availabilityPercent / 100)).toFixed(3));
  const isDown = `(sum by (namespace) (${replicas(spec, 'available')}) == bool 0) * (sum by (namespace) (${replicas(spec, 'wanted')}) > bool 0)`;
  return [
    {
      name: 'AvailabilitySLABreach',
      // Seconds rather than a share: a deployment of five minutes ago has not been down for most of its life.
      expression: `sum_over_time((${isDown})[1d:${STEP_SECONDS}s]) * ${STEP_SECONDS} > ${allowed}`,
      forSeconds: 0,
      severity: 'critical',
      summary: `${titleOf(spec)} workload was available for less than ${availabilityPercent}% of the last day`,
      description: `${spec.name} had no ready pod for {{ $value | humanizeDuration }} in the last 24 hours; ${availabilityPercent}% allow ${allowed} s.`,
    },
  ];
}

const restarts = (spec: DeploymentSpec): Alert => ({
  name: 'Restarts',
  expression: `sum by (namespace, pod) (increase(${ofPods(spec, 'kube_pod_container_status_restarts_total')}[15m])) > 2`,
  forSeconds: 0,
  severity: 'warning',
  summary: `${titleOf(spec)} workload: pod {{ $labels.pod }} keeps restarting`,
  description: `{{ $value | humanize }} restarts in 15 minutes. \`kubectl logs --previous {{ $labels.pod }}\` has the reason; out of memory is in \`kubectl describe pod\`.`,
});

const circuitOpen = (spec: DeploymentSpec): Alert => ({
  name: 'CircuitOpen',
  expression: `max by (namespace, pod) (${ours(spec, 'ferris_circuit_open')}) > 0`,
  forSeconds: 60,
  severity: 'warning',
  summary: `${titleOf(spec)} workload: the circuit breaker of pod {{ $labels.pod }} is open`,
  description:
    'Reading or writing failed several times in a row, and is tried again only after the recovery time. `kubectl logs {{ $labels.pod }}` has the reason.',
});

const failedRun = (spec: DeploymentSpec): Alert => ({
  name: 'RunFailed',
  expression: `max by (namespace, job_name) (${ofRuns(spec, 'kube_job_failed', 'condition="true"')}) > 0`,
  forSeconds: 60,
  severity: 'critical',
  summary: `${titleOf(spec)} workload: the scheduled run {{ $labels.job_name }} has failed`,
  description: `The next run of ${spec.name} goes on from what was committed. \`kubectl logs job/{{ $labels.job_name }}\` has the reason; deleting the job ends this alert.`,
});
