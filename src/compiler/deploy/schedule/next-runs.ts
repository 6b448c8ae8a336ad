/** When a cron expression fires next, in its time zone: as Kubernetes starts CronJobs, without asking a clock. */
import { cronFields } from './cron-fields.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** The longest wait there is: from one February 29 to the next across a century. */
const YEARS_AHEAD = 8;

/**
 * The next `count` times after `after`, fewer where the expression names days that never come.
 * A time that the change to summer time leaves out is skipped; one that comes twice in autumn fires twice.
 * @param cron and `timezone` as the hints' types have checked them
 */
export function nextRuns(cron: string, timezone: string, after: Date, count: number): readonly Date[] {
  const fields = cronFields(cron);
  const zone = offsetsOf(timezone);
  const found: number[] = [];
  // A day's local midnight, written as if it were UTC.
  const today = Math.floor((after.getTime() + zone(after.getTime())) / DAY) * DAY;
  for (let day = today; found.length < count && day < today + YEARS_AHEAD * 366 * DAY; day += DAY) {
    const date = new Date(day);
    const calendar = { month: date.getUTCMonth() + 1, dayOfMonth: date.getUTCDate(), weekday: date.getUTCDay() };
    if (!fields.firesOn(calendar)) continue;
    // No zone is more than 14 hours off, so these two are before and after every minute of the day.
    const offsets = new Set([zone(day - DAY), zone(day + 2 * DAY)]);
    found.push(
      ...localTimes(day, fields)
        .flatMap(local => instants(local, offsets, zone))
        .filter(time => time > after.getTime())
        .sort((a, b) => a - b),
    );
  }
  return found.slice(0, count).map(time => new Date(time));
}

/** Local times of a day. */
const localTimes = (day: number, fields: { readonly hours: readonly number[]; readonly minutes: readonly number[] }) =>
  fields.hours.flatMap(hour => fields.minutes.map(minute => day + (hour * 60 + minute) * MINUTE));

/** None where the clocks jump over it, two where they go through it again. */
function instants(local: number, offsets: ReadonlySet<number>, zone: (time: number) => number): readonly number[] {
  if (offsets.size === 1) return [...offsets].map(offset => local - offset);
  return [...offsets].map(offset => local - offset).filter(time => time + zone(time) === local);
}

/** @returns how far a zone's clock is ahead of UTC at a time, in milliseconds */
function offsetsOf(timezone: string): (time: number) => number {
  if (timezone === 'UTC') return () => 0;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return time => {
    const seconds = Math.floor(time / 1000) * 1000;
    const parts = new Map(format.formatToParts(seconds).map(({ type, value }) => [type, Number(value)]));
    const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - seconds;
  };
}
