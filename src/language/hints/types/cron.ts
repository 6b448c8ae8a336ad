/** A cron expression of five fields, as Kubernetes CronJobs read it. */
import { fits, type ValueType } from './value-type.ts';

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const FIELDS: readonly Field[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  { name: 'day of week', min: 0, max: 7, names: DAYS },
];
const DESCRIPTION = 'a cron expression of five fields (minute hour day-of-month month day-of-week)';
const SHORTHANDS: Readonly<Record<string, string>> = {
  '@hourly': 'at the start of every hour',
  '@daily': 'every midnight',
  '@weekly': 'every Sunday at midnight',
  '@monthly': 'at midnight of the first of each month',
  '@yearly': 'at midnight of January 1',
};

export const cron: ValueType = {
  description: DESCRIPTION,
  unit: undefined,
  placeholder: '<cron_expression>',
  check(text) {
    if (Object.hasOwn(SHORTHANDS, text)) return fits;
    const parts = text.split(/\s+/);
    if (parts.length !== FIELDS.length) {
      const count = `this has ${parts.length} field${parts.length === 1 ? '' : 's'}`;
      // Six fields: other schedulers put seconds in front, or a year behind.
      return {
        ok: false,
        message: `takes ${DESCRIPTION}; ${count}${parts.length === 6 ? ' (no seconds, no year)' : ''}`,
      };
    }
    for (const [i, part] of parts.entries()) {
      const wrong = problemOf(part, FIELDS[i]!);
      if (wrong) return { ok: false, message: `takes ${DESCRIPTION}; ${wrong}` };
    }
    return fits;
  },
  choices: () => [
    { value: '0 * * * *', doc: 'at the start of every hour' },
    { value: '*/15 * * * *', doc: 'every 15 minutes' },
    { value: '0 2 * * *', doc: 'every day at 02:00' },
    { value: '0 9-16 * * 1-5', doc: 'at the start of each hour from 9 to 16, Monday to Friday' },
    { value: '0 6 * * 1', doc: 'every Monday at 06:00' },
    { value: '0 0 1 * *', doc: 'at midnight of the first of each month' },
    ...Object.entries(SHORTHANDS).map(([value, doc]) => ({ value, doc })),
  ],
};

/** What is wrong with one field, or undefined. */
function problemOf(part: string, field: Field): string | undefined {
  for (const item of part.split(',')) {
    const [range = '', step, ...rest] = item.split('/');
    if (rest.length > 0 || (step !== undefined && !(/^\d+$/.test(step) && Number(step) > 0)))
      return `'${item}' in the ${field.name} is not a step like */5`;
    if (range === '*' || (range === '?' && field.name.startsWith('day'))) continue;
    const [from, to, ...more] = range.split('-').map(end => valueIn(end, field));
    const wrong = more.length > 0 || from === undefined || (range.includes('-') && to === undefined);
    if (wrong)
      return `'${item}' is no ${field.name} (${field.min} to ${field.max}${field.names ? `, or ${field.names[0]} …` : ''})`;
    if (to !== undefined && from > to) return `'${item}' in the ${field.name} runs backwards`;
  }
  return undefined;
}

function valueIn(text: string, field: Field): number | undefined {
  const named = field.names?.indexOf(text.toUpperCase()) ?? -1;
  if (named >= 0) return named + field.min;
  const number = Number(text);
  return /^\d+$/.test(text) && number >= field.min && number <= field.max ? number : undefined;
}
