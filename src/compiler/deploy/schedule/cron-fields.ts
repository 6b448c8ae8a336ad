/** A cron expression of five fields as the times it names, read as Kubernetes reads it (robfig/cron v3). */

export interface CronFields {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** Whether it fires on a day of the calendar. `month` from 1, `weekday` from 0 for Sunday. */
  firesOn(day: { readonly month: number; readonly dayOfMonth: number; readonly weekday: number }): boolean;
}

/** @param expression as the hint's type has checked it; what it would refuse names no time */
export function cronFields(expression: string): CronFields {
  const [minute = '', hour = '', dayOfMonth = '', month = '', weekday = ''] = (
    SHORTHANDS[expression] ?? expression
  ).split(/\s+/);
  const days = setOf(dayOfMonth, 1, 31);
  const months = setOf(month, 1, 12, MONTHS);
  const weekdays = new Set([...setOf(weekday, 0, 7, WEEKDAYS)].map(day => day % 7));
  // Two restricted days: either will do. A field left open leaves the other to decide.
  const either = !leftOpen(dayOfMonth) && !leftOpen(weekday);
  return {
    minutes: [...setOf(minute, 0, 59)].sort((a, b) => a - b),
    hours: [...setOf(hour, 0, 23)].sort((a, b) => a - b),
    firesOn(day) {
      if (!months.has(day.month)) return false;
      const byDay = days.has(day.dayOfMonth);
      const byWeekday = weekdays.has(day.weekday);
      return either ? byDay || byWeekday : byDay && byWeekday;
    },
  };
}

/** The same expression without a 7 for Sunday, which Kubernetes refuses: `0 2 * * 5-7` is `0 2 * * 0,5,6`. */
export function kubernetesCron(expression: string): string {
  const fields = expression.split(/\s+/);
  const weekday = fields[4];
  if (weekday === undefined || !/(^|[-,])7/.test(weekday)) return expression;
  const days = new Set([...setOf(weekday, 0, 7, WEEKDAYS)].map(day => day % 7));
  return [...fields.slice(0, 4), [...days].sort((a, b) => a - b).join(',')].join(' ');
}

/** What an expression in a word stands for. */
export const SHORTHANDS: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
};
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** A step of more than one restricts: a star with `/2` is not open. */
const leftOpen = (field: string): boolean => field.split(',').some(item => /^[*?](\/0*1)?$/.test(item));

function setOf(field: string, min: number, max: number, names: readonly string[] = []): ReadonlySet<number> {
  const number = (text: string): number => {
    const named = names.indexOf(text.toUpperCase());
    return named < 0 ? Number(text) : named + min;
  };
  const found = new Set<number>();
  for (const item of field.split(',')) {
    const [range = '', step] = item.split('/');
    const open = range === '*' || range === '?';
    const [from, to] = open ? [min, openEnd(max)] : range.split('-').map(number);
    // `5/15` is from 5 to the end.
    const last = to ?? (step === undefined ? from : openEnd(max));
    for (let value = from!; value <= Math.min(last!, max); value += Math.max(1, Number(step ?? 1))) found.add(value);
  }
  return found;
}

/** 7 is a second name of Sunday and no eighth day: an open range ends before it. */
const openEnd = (max: number): number => (max === 7 ? 6 : max);
