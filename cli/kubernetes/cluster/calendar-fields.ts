/** Bounds of an autoscaler that its calendar has set: the CronJobs of conditional scaling own them once they ran. */
import { SCHEDULE_MANAGER } from '../../../src/compiler/deploy/objects/scaling-schedule.ts';
import type { LiveObject } from './live-object.ts';
import type { Target } from './targets.ts';

/**
 * Without them: applying the bounds at rest would be a conflict, and forcing it would cut the pods down in the middle of the
 * condition. The calendar sets them anew when the condition next begins or ends.
 */
export function withoutCalendarFields(target: Target, live: LiveObject | undefined): Target {
  const spec = 'spec' in target.object ? target.object.spec : undefined;
  if (live === undefined || spec === null || typeof spec !== 'object') return target;
  const theirs = (live.metadata.managedFields ?? [])
    .filter(({ manager }) => manager === SCHEDULE_MANAGER)
    .flatMap(({ fieldsV1 }) => Object.keys(fieldsV1?.['f:spec'] ?? {}));
  if (theirs.length === 0) return target;
  const left = Object.fromEntries(Object.entries(spec).filter(([name]) => !theirs.includes(`f:${name}`)));
  return { ...target, object: { ...target.object, spec: left } as Target['object'] };
}
