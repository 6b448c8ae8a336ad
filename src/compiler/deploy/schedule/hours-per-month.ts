/** How often a cron expression fires, and for how long it holds, in a month of the usual 730 hours. */
import { cronFields } from './cron-fields.ts';

/** A twelfth of 365 days, the month that price lists count in. */
export const HOURS_PER_MONTH = 730;

/** Mean over the years; a daily cron fires 30.4 times. */
export function runsPerMonth(cron: string): number {
  const { minutes, hours } = cronFields(cron);
  return daysPerMonth(cron) * hours.length * minutes.length;
}

/**
 * Hours of a month in which each schedule holds: a condition's schedule holds in every hour in which it fires, so that
 * `0 9-16 * * 1-5` is 9:00 to 17:00, Monday to Friday. Where several hold at once the hour is the first one's.
 */
export function hoursHeldPerMonth(crons: readonly string[]): readonly number[] {
  if (crons.length === 0) return [];
  const asked = crons.join('\n');
  const held = knownHours.get(asked) ?? countHours(crons);
  if (knownHours.size >= MOST_KNOWN) knownHours.clear();
  knownHours.set(asked, held);
  return held;
}

/** Going through 28 years takes milliseconds, and an editor asks for the same schedules at each key. */
const knownHours = new Map<string, readonly number[]>();
const MOST_KNOWN = 100;

function countHours(crons: readonly string[]): readonly number[] {
  const schedules = crons.map(cronFields);
  const held = schedules.map(() => 0);
  for (const day of cycle()) {
    const firing = schedules.map(schedule => (schedule.firesOn(day) ? new Set(schedule.hours) : new Set<number>()));
    for (let hour = 0; hour < 24; hour++) {
      const first = firing.findIndex(hours => hours.has(hour));
      if (first >= 0) held[first]! += 1;
    }
  }
  return held.map(hours => (hours / (cycle().length * 24)) * HOURS_PER_MONTH);
}

function daysPerMonth(cron: string): number {
  const schedule = cronFields(cron);
  const days = cycle().filter(day => schedule.firesOn(day)).length;
  return (days / cycle().length) * (HOURS_PER_MONTH / 24);
}

type Day = Parameters<ReturnType<typeof cronFields>['firesOn']>[0];
let days: readonly Day[] | undefined;

/** After 28 years the calendar repeats, days of the week included, as long as every fourth year is a leap year: 2001 to 2028. */
const cycle = (): readonly Day[] =>
  (days ??= Array.from({ length: (28 * 1461) / 4 }, (_, index) => {
    const date = new Date(Date.UTC(2001, 0, 1 + index));
    return { month: date.getUTCMonth() + 1, dayOfMonth: date.getUTCDate(), weekday: date.getUTCDay() };
  }));
