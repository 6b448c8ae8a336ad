/** A scaling condition's schedule as times at which it begins and ends to hold. */
import { cronFields, SHORTHANDS } from '../schedule/cron-fields.ts';

export interface ConditionWindow {
  /** Cron expressions of five fields. */
  readonly start: string;
  readonly end: string;
}

/**
 * A schedule holds in every hour in which it fires: `0 9-16 * * 1-5` is from 9:00 to 17:00, Monday to Friday. Hours in a row are one
 * window. None for a schedule that holds in every hour of every day: it neither begins nor ends.
 */
export function conditionWindows(cron: string): readonly ConditionWindow[] {
  const { hours } = cronFields(cron);
  const [, , dayOfMonth = '*', month = '*', weekday = '*'] = (SHORTHANDS[cron] ?? cron).split(/\s+/);
  const everyDay = [dayOfMonth, month, weekday].every(field => field === '*' || field === '?');
  if (everyDay && hours.length === 24) return [];
  const days = [dayOfMonth, month, weekday].join(' ');
  return runsOf(hours, everyDay).map(({ from, until }) => ({
    start: `0 ${from} ${days}`,
    // On every day, midnight is the beginning of the next one; else the last minute that is surely of the same day.
    end: until < 24 ? `0 ${until} ${days}` : everyDay ? `0 ${until - 24} ${days}` : `59 23 ${days}`,
  }));
}

interface Run {
  readonly from: number;
  /** The first hour that is not in it; above 23 on the next day. */
  readonly until: number;
}

/** @param hours ascending, without doubles. @param around whether the hours after midnight follow those before it */
function runsOf(hours: readonly number[], around: boolean): readonly Run[] {
  const runs: Run[] = [];
  for (const hour of hours) {
    const last = runs.at(-1);
    if (last?.until === hour) runs[runs.length - 1] = { from: last.from, until: hour + 1 };
    else runs.push({ from: hour, until: hour + 1 });
  }
  const [first] = runs;
  const last = runs.at(-1);
  if (!around || runs.length < 2 || first?.from !== 0 || last?.until !== 24) return runs;
  return [...runs.slice(1, -1), { from: last.from, until: 24 + first.until }];
}
