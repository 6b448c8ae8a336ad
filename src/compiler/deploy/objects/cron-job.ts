/** The CronJob: a run from the committed offsets to the ends it finds, at the times of the schedule. */

import type { ICronJob } from 'kubernetes-models/batch/v1/CronJob';
import type { IIoK8sApiBatchV1JobSpec } from 'kubernetes-models/batch/v1/JobSpec';
import { boundsAtRest } from '../autoscaler.ts';
import { FINAL_EXIT_CODES } from '../container-contract.ts';
import type { DeployOptions } from '../options.ts';
import { standsBy } from '../region.ts';
import { kubernetesCron } from '../schedule/cron-fields.ts';
import type { DeploymentSpec, ScheduleSpec } from '../spec.ts';
import { labelsOf, metadataOf } from './labels.ts';
import { podTemplate } from './pod-template.ts';
import { workloadAnnotations } from './workload-annotations.ts';

/** How late a run may start before it is left to the next time. */
const LATE_SECONDS = 600;

export const cronJob = (spec: DeploymentSpec, schedule: ScheduleSpec, options: DeployOptions): ICronJob => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { ...metadataOf(spec), annotations: workloadAnnotations(spec) },
  spec: {
    suspend: standsBy(spec) || undefined,
    schedule: kubernetesCron(schedule.cron),
    timeZone: schedule.timezone,
    concurrencyPolicy: 'Forbid',
    startingDeadlineSeconds: LATE_SECONDS,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 3,
    jobTemplate: { metadata: { labels: labelsOf(spec) }, spec: jobOf(spec, schedule, options) },
  },
});

function jobOf(spec: DeploymentSpec, schedule: ScheduleSpec, options: DeployOptions): IIoK8sApiBatchV1JobSpec {
  return {
    // The pods of a run share the partitions, as those of a Deployment do.
    parallelism: boundsAtRest(spec).max,
    backoffLimit: schedule.retryCount,
    activeDeadlineSeconds: schedule.timeoutMinutes === undefined ? undefined : schedule.timeoutMinutes * 60,
    podFailurePolicy: {
      rules: [
        // A node that was taken away is no failure of the run.
        { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
        {
          action: 'FailJob',
          onExitCodes: { containerName: 'ferris-streams', operator: 'In', values: [...FINAL_EXIT_CODES] },
        },
      ],
    },
    template: podTemplate(spec, options, 'Never'),
  };
}
