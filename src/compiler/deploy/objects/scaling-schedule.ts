/** CronJobs that set an autoscaler's bounds when a condition begins and ends to hold, and the role that lets them do only that. */
import type { ICronJob } from 'kubernetes-models/batch/v1/CronJob';
import type { IRole } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Role';
import type { IRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding';
import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import { type Autoscaler, type Bounds, boundsAtRest, boundsOf } from '../autoscaler.ts';
import type { DeployOptions } from '../options.ts';
import type { DeploymentSpec, ScalingCondition } from '../spec.ts';
import { conditionWindows } from './condition-windows.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { cronJobName, labelsOf, metadataOf } from './labels.ts';
import { containerSecurity, podSecurity } from './pod-security.ts';

/** Under whose name the CronJobs set the bounds. */
export const SCHEDULE_MANAGER = 'ferris-scaling-schedule';

/** The object that has the bounds, and what it calls them. */
interface Target {
  readonly group: string;
  readonly resource: string;
  readonly name: string;
  patch(bounds: Bounds): object;
}

/** None where no condition has a schedule, or where triggers say all of it. */
export function scalingSchedule(
  spec: DeploymentSpec,
  autoscaler: Autoscaler,
  options: DeployOptions,
): readonly KubernetesObject[] {
  if (autoscaler === 'none') return [];
  const rest = boundsAtRest(spec);
  const target = targetOf(spec, autoscaler);
  const before = JSON.stringify(target.patch(rest));
  const jobs = spec.scaling.conditions.flatMap(condition => {
    const patch = target.patch(boundsOf(condition, spec.scaling));
    return JSON.stringify(patch) === before ? [] : jobsOf(spec, condition, patch, target.patch(rest));
  });
  if (jobs.length === 0) return [];
  return [account(spec), role(spec, target), binding(spec), ...jobs.map(job => cronJob(spec, job, target, options))];
}

function targetOf(spec: DeploymentSpec, autoscaler: Autoscaler): Target {
  return autoscaler === 'keda'
    ? {
        group: 'keda.sh',
        resource: 'scaledobjects',
        name: metadataOf(spec).name,
        // KEDA's cron triggers raise the lower bound.
        patch: ({ max }) => ({ spec: { maxReplicaCount: max } }),
      }
    : {
        group: 'autoscaling',
        resource: 'horizontalpodautoscalers',
        name: metadataOf(spec, 'hpa').name,
        patch: ({ min, max }) => ({ spec: { minReplicas: Math.max(1, min), maxReplicas: max } }),
      };
}

interface PatchJob {
  readonly name: string;
  readonly schedule: string;
  readonly patch: object;
}

/** It begins whenever the schedule fires: a bound that somebody set in between is set again in the next hour. */
function jobsOf(
  spec: DeploymentSpec,
  { name, cron }: ScalingCondition,
  begin: object,
  rest: object,
): readonly PatchJob[] {
  if (cron === undefined) return [];
  const windows = conditionWindows(cron);
  return [
    { name: cronJobName(spec, `${name}-on`), schedule: cron, patch: begin },
    ...windows.map(({ end }, index) => ({
      name: cronJobName(spec, windows.length === 1 ? `${name}-off` : `${name}-off-${index + 1}`),
      schedule: end,
      patch: rest,
    })),
  ];
}

/** Not those of the streaming pods: no Service, budget or policy of theirs may take these for one. */
const ownLabels = (spec: DeploymentSpec) => ({
  ...labelsOf(spec),
  app: 'ferris-scaling',
  'app.kubernetes.io/component': 'scaling-schedule',
});

const ownMetadata = (spec: DeploymentSpec) => ({ ...metadataOf(spec, 'scaling'), labels: ownLabels(spec) });

const account = (spec: DeploymentSpec): IServiceAccount => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: ownMetadata(spec),
  automountServiceAccountToken: false,
});

const role = (spec: DeploymentSpec, { group, resource, name }: Target): IRole => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: ownMetadata(spec),
  rules: [{ apiGroups: [group], resources: [resource], resourceNames: [name], verbs: ['get', 'patch'] }],
});

const binding = (spec: DeploymentSpec): IRoleBinding => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: ownMetadata(spec),
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: ownMetadata(spec).name },
  subjects: [{ kind: 'ServiceAccount', name: ownMetadata(spec).name, namespace: spec.namespace }],
});

const cronJob = (spec: DeploymentSpec, job: PatchJob, target: Target, options: DeployOptions): ICronJob => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { ...ownMetadata(spec), name: job.name },
  spec: {
    schedule: job.schedule,
    timeZone: spec.scaling.timezone,
    concurrencyPolicy: 'Replace',
    startingDeadlineSeconds: 600,
    successfulJobsHistoryLimit: 1,
    failedJobsHistoryLimit: 1,
    jobTemplate: {
      metadata: { labels: ownLabels(spec) },
      spec: {
        backoffLimit: 3,
        activeDeadlineSeconds: 300,
        template: {
          metadata: { labels: ownLabels(spec) },
          spec: {
            serviceAccountName: ownMetadata(spec).name,
            automountServiceAccountToken: true,
            restartPolicy: 'Never',
            securityContext: podSecurity,
            containers: [
              {
                name: 'kubectl',
                image: `registry.k8s.io/kubectl:v${options.k8sVersion}.0`,
                args: [
                  'patch',
                  `${target.resource}.${target.group}`,
                  target.name,
                  '--type=merge',
                  `--patch=${JSON.stringify(job.patch)}`,
                  '--cache-dir=/tmp',
                  `--field-manager=${SCHEDULE_MANAGER}`,
                ],
                resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '200m', memory: '64Mi' } },
                securityContext: containerSecurity,
                volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
              },
            ],
            volumes: [{ name: 'tmp', emptyDir: {} }],
          },
        },
      },
    },
  },
});
