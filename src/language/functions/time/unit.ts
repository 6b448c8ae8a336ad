/** The units of time that functions are given by name: `'hour'`, `'HOURS'`, `'h'`. */
import { RecordError } from '../../types/value.ts';

const UNITS = {
  MICROSECOND: 'us',
  MILLISECOND: 'ms',
  SECOND: 'sec s',
  MINUTE: 'min m mi',
  HOUR: 'hr h hh',
  DAY: 'd dd',
  WEEK: 'w wk ww',
  MONTH: 'mon mm',
  QUARTER: 'q qq',
  YEAR: 'y yr yy yyyy',
} as const;

export type Unit = keyof typeof UNITS;

const BY_NAME = new Map<string, Unit>();
for (const [unit, aliases] of Object.entries(UNITS) as [Unit, string][])
  for (const name of [unit.toLowerCase(), ...aliases.split(' ')]) BY_NAME.set(name, unit).set(`${name}s`, unit);
// The plural of MINUTE's `m` is the alias of MILLISECOND.
BY_NAME.set('ms', 'MILLISECOND');

/** Throws RecordError('argument') for what is no unit. */
export function unitOf(text: string): Unit {
  const unit = BY_NAME.get(text) ?? BY_NAME.get(text.trim().toLowerCase());
  if (!unit)
    throw new RecordError(
      'argument',
      `'${text}' is no unit of time: ${Object.keys(UNITS).join(', ').toLowerCase()} are`,
    );
  return unit;
}

export const UNIT_MICROS: Readonly<Partial<Record<Unit, number>>> = {
  MICROSECOND: 1,
  MILLISECOND: 1000,
  SECOND: 1_000_000,
  MINUTE: 60_000_000,
  HOUR: 3_600_000_000,
  DAY: 86_400_000_000,
  WEEK: 604_800_000_000,
};

export const UNIT_MONTHS: Readonly<Partial<Record<Unit, number>>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

export const UNIT_LIST =
  'microsecond, millisecond, second, minute, hour, day, week, month, quarter, year; plurals and the usual abbreviations too';
