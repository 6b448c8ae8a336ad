/** Between which numbers of pods a deployment moves, and for how many hours of a month: its schedules as a bill sees them. */
import { type Bounds, boundsAtRest, boundsOf } from '../autoscaler.ts';
import { HOURS_PER_MONTH, hoursHeldPerMonth, runsPerMonth } from '../schedule/hours-per-month.ts';
import type { DeploymentSpec, ScheduleSpec } from '../spec.ts';

export interface Phase {
  /** Of a month of 730. */
  readonly hours: number;
  readonly min: number;
  readonly max: number;
}

/** Together they have the hours of a month; phases without hours are left out. */
export function phasesOf(spec: DeploymentSpec): readonly Phase[] {
  return (spec.schedule ? runsOf(spec.schedule, boundsAtRest(spec).max) : conditionsOf(spec)).filter(
    ({ hours }) => hours > 0,
  );
}

/** Each run starts all its pods, ends when they have read to the end, at the timeout at the latest, and delays the next. */
function runsOf({ cron, timeoutMinutes }: ScheduleSpec, pods: number): readonly Phase[] {
  const longest = timeoutMinutes === undefined ? HOURS_PER_MONTH : (runsPerMonth(cron) * timeoutMinutes) / 60;
  const hours = Math.min(HOURS_PER_MONTH, longest);
  return [
    { hours, min: 0, max: pods },
    { hours: HOURS_PER_MONTH - hours, min: 0, max: 0 },
  ];
}

/** Where several conditions hold at once, the first of them counts. */
function conditionsOf(spec: DeploymentSpec): readonly Phase[] {
  const { conditions, scaleToZero } = spec.scaling;
  // Without leave to go, the last pod stays.
  const staying = ({ min, max }: Bounds): Bounds => ({ min: scaleToZero ? min : Math.max(1, min), max });
  const timed = conditions.flatMap(condition =>
    condition.cron === undefined ? [] : [{ cron: condition.cron, bounds: staying(boundsOf(condition, spec.scaling)) }],
  );
  const held = hoursHeldPerMonth(timed.map(({ cron }) => cron));
  const rest = HOURS_PER_MONTH - held.reduce((sum, hours) => sum + hours, 0);
  const atRest = staying(boundsAtRest(spec));
  return [
    ...timed.map(({ bounds }, index) => ({ hours: held[index]!, ...bounds })),
    // What is left of adding up fractions is no time. Idle pods go, whatever the lower bound of those at work.
    { hours: rest < 1e-6 ? 0 : rest, min: scaleToZero ? 0 : atRest.min, max: atRest.max },
  ];
}
