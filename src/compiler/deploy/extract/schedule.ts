/** When a CronJob runs, as hints. */
import { inside, numberAt, textAt } from './json.ts';
import { hintOf, type Said } from './said.ts';
import type { FoundWorkload } from './workloads.ts';

export function scheduleHints({ object }: FoundWorkload): Said {
  if (object.kind !== 'CronJob') return { hints: [], unsaid: [] };
  const spec = inside(object.value, 'spec');
  const job = inside(spec, 'jobTemplate', 'spec');
  const seconds = numberAt(job, 'activeDeadlineSeconds');
  const minutes = seconds === undefined ? undefined : Math.ceil(seconds / 60);
  const concurrency = textAt(spec, 'concurrencyPolicy') ?? 'Allow';
  return {
    hints: [
      ...hintOf('schedule.cron', textAt(spec, 'schedule')),
      ...hintOf('schedule.timezone', textAt(spec, 'timeZone')),
      ...hintOf('schedule.timeout_minutes', minutes),
      ...hintOf('schedule.retry_count', numberAt(job, 'backoffLimit')),
      ...hintOf('scaling.max_replicas', numberAt(job, 'parallelism') ?? 1),
    ],
    unsaid: [
      ...(seconds === undefined || seconds % 60 === 0
        ? []
        : [`activeDeadlineSeconds ${seconds}: whole minutes are taken`]),
      ...(concurrency === 'Forbid' ? [] : [`concurrencyPolicy ${concurrency}: a run waits for the one before`]),
      ...(textAt(spec, 'suspend') === 'true' ? ['suspend: it stands still'] : []),
    ],
  };
}
