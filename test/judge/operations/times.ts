/** Times and dates. Both engines read a TIMESTAMP as UTC, to the microsecond. */
import { BIGINT, DATE, type Kind, STRING, TIMESTAMP } from '../tree.ts';
import type { Operation } from './operation.ts';

const moment: readonly Kind[] = ['TIMESTAMP', 'DATE'];
const UNITS = ['SECOND', 'MINUTE', 'HOUR', 'DAY'] as const;

/** Moves a time by an interval; a month keeps the day or gives the month's last, in both engines. */
const moved = (sign: '+' | '-'): Operation => ({
  name: `TIMESTAMP ${sign} INTERVAL`,
  gives: 'TIMESTAMP',
  build: ({ draw, any }) => ({
    args: [any('TIMESTAMP')],
    type: TIMESTAMP,
    text: `${draw.int(0, 100)} ${draw.pick([...UNITS, 'MONTH', 'YEAR'])}`,
  }),
  ferris([a], { text }) {
    const [count, unit] = text!.split(' ');
    return `(${a} ${sign} INTERVAL '${count}' ${unit})`;
  },
});

const part = (field: string, most: number, duck?: (a: string) => string): Operation => ({
  name: `EXTRACT ${field}`,
  gives: 'BIGINT',
  build: ({ any }) => ({ args: [any('TIMESTAMP')], type: BIGINT, bound: most }),
  ferris: ([a]) => `EXTRACT(${field} FROM ${a})`,
  duck: ([a]) => (duck ? duck(a!) : `EXTRACT(${field} FROM ${a})`),
});

/** Towards the past, also before 1970. */
const floorDiv = (a: string, by: number): string => `((${a} - ((${a} % ${by}) + ${by}) % ${by}) // ${by})`;

export const timeOperations: readonly Operation[] = [
  moved('+'),
  moved('-'),
  {
    name: 'DATE + days',
    gives: 'DATE',
    build: ({ draw, any }) => ({ args: [any('DATE')], type: DATE, text: String(draw.int(0, 400)) }),
    ferris: ([a], { text }) => `(${a} + INTERVAL '${text}' DAY)`,
    duck: ([a], { text }) => `CAST(${a} + INTERVAL '${text}' DAY AS DATE)`,
  },
  {
    name: 'CAST AS DATE',
    gives: 'DATE',
    build: ({ any }) => ({ args: [any('TIMESTAMP')], type: DATE }),
    ferris: ([a]) => `CAST(${a} AS DATE)`,
  },
  {
    name: 'LAST_DAY',
    gives: 'DATE',
    build: ({ kindIn, any }) => ({ args: [any(kindIn(moment))], type: DATE }),
    ferris: ([a]) => `LAST_DAY(${a})`,
  },
  {
    name: 'CAST DATE AS TIMESTAMP',
    gives: 'TIMESTAMP',
    build: ({ any }) => ({ args: [any('DATE')], type: TIMESTAMP }),
    ferris: ([a]) => `CAST(${a} AS TIMESTAMP)`,
  },
  {
    name: 'DATE_TRUNC',
    gives: 'TIMESTAMP',
    build: ({ draw, any }) => ({
      args: [any('TIMESTAMP')],
      type: TIMESTAMP,
      text: draw.pick(['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year']),
    }),
    ferris: ([a], { text }) => `DATE_TRUNC('${text}', ${a})`,
    duck: ([a], { text }) => `CAST(DATE_TRUNC('${text}', ${a}) AS TIMESTAMP)`,
  },
  {
    // Milliseconds since 1970.
    name: 'CAST BIGINT AS TIMESTAMP',
    gives: 'TIMESTAMP',
    build: ({ any }) => {
      const a = any('BIGINT');
      return a.bound <= 1e14 ? { args: [a], type: TIMESTAMP } : undefined;
    },
    ferris: ([a]) => `CAST(${a} AS TIMESTAMP)`,
    duck: ([a]) => `epoch_ms(CAST(${a} AS BIGINT))`,
  },
  {
    name: 'CAST TIMESTAMP AS BIGINT',
    gives: 'BIGINT',
    build: ({ any }) => ({ args: [any('TIMESTAMP')], type: BIGINT, bound: 1e14 }),
    ferris: ([a]) => `CAST(${a} AS BIGINT)`,
    duck: ([a]) => floorDiv(`epoch_us(${a})`, 1000),
  },
  part('YEAR', 10_000),
  part('QUARTER', 4),
  part('MONTH', 12),
  part('WEEK', 53),
  part('DAY', 31),
  part('HOUR', 24),
  part('MINUTE', 60),
  part('SECOND', 60),
  part('DOY', 366),
  part('ISODOW', 7),
  // Sunday is 1, as in Flink; in DuckDB 0.
  part('DOW', 7, a => `(EXTRACT(DOW FROM ${a}) + 1)`),
  // The fraction of the second, as in Flink; in DuckDB with the whole seconds.
  part('MILLISECOND', 1000, a => `(EXTRACT(MILLISECOND FROM ${a}) % 1000)`),
  part('MICROSECOND', 1_000_000, a => `(EXTRACT(MICROSECOND FROM ${a}) % 1000000)`),
  part('DECADE', 1000),
  part('CENTURY', 100),
  part('MILLENNIUM', 10),
  // Whole seconds; DuckDB's are a DOUBLE with a fraction.
  part('EPOCH', 1e11, a => floorDiv(`epoch_us(${a})`, 1_000_000)),
  {
    // Whole units, towards zero: DuckDB's date_sub; its date_diff counts boundaries.
    name: 'DATEDIFF',
    gives: 'BIGINT',
    build: ({ draw, any }) => ({
      args: [any('TIMESTAMP'), any('TIMESTAMP')],
      type: BIGINT,
      bound: 1e12,
      text: draw.pick(['second', 'minute', 'hour', 'day', 'week']),
    }),
    ferris: ([a, b], { text }) => `DATEDIFF('${text}', ${a}, ${b})`,
    duck: ([a, b], { text }) => `date_sub('${text}', ${a}, ${b})`,
  },
  {
    name: 'days between',
    gives: 'BIGINT',
    build: ({ any }) => ({ args: [any('TIMESTAMP'), any('TIMESTAMP')], type: BIGINT, bound: 1e7 }),
    ferris: ([end, start]) => `DATEDIFF(${end}, ${start})`,
    duck: ([end, start]) => `date_diff('day', ${start}, ${end})`,
  },
  {
    // Whole seconds of an INTERVAL, towards zero.
    name: 'EXTRACT EPOCH of a difference',
    gives: 'BIGINT',
    build: ({ any }) => ({ args: [any('TIMESTAMP'), any('TIMESTAMP')], type: BIGINT, bound: 1e12 }),
    ferris: ([a, b]) => `EXTRACT(EPOCH FROM (${a} - ${b}))`,
    duck: ([a, b]) => `date_sub('second', ${b}, ${a})`,
  },
  {
    name: 'DATE_FORMAT',
    gives: 'STRING',
    build: ({ draw, any }) => ({
      args: [any('TIMESTAMP')],
      type: STRING,
      bound: 30,
      text: draw.pick(['%Y-%m-%d', '%H:%M:%S', '%d.%m.%Y %H', '%j', '%A %B', '%y/%m']),
    }),
    ferris: ([a], { text }) => `DATE_FORMAT(${a}, '${text}')`,
    duck: ([a], { text }) => `strftime(${a}, '${text}')`,
  },
  ...['DAYNAME', 'MONTHNAME'].map(
    (name): Operation => ({
      name,
      gives: 'STRING',
      build: ({ any }) => ({ args: [any('TIMESTAMP')], type: STRING, bound: 10 }),
      ferris: ([a]) => `${name}(${a})`,
    }),
  ),
  {
    // ISO 8601 with as many of three or six digits of fraction as there are.
    name: 'CAST TIMESTAMP AS STRING',
    gives: 'STRING',
    build: ({ any }) => ({ args: [any('TIMESTAMP')], type: STRING, bound: 30 }),
    ferris: ([a]) => `CAST(${a} AS STRING)`,
    duck: ([a]) => `iso_text(${a})`,
  },
];
