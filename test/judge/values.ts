/** The values that data and literals come from: few, so that they meet; odd, so that they tell. */
import type { Draw } from './draw.ts';
import { BIGINT, BOOLEAN, DATE, DOUBLE, decimal, STRING, TIMESTAMP, type Type } from './tree.ts';

const STRINGS = [
  ...['', 'a', 'A', 'b', 'ab', 'abb', 'Ferris', 'FERRIS', 'a_b', 'a%b', ' lead', 'trail ', '10', '-7', '3.5', ' 42 '],
  ...["it's", '"q"', 'é', 'É', '日本', '🙂x', 'ｆ', 'x\\y', 'a b c', 'null', 'b', 'b,a'],
];
const TIMES = [
  ...['2023-11-14 22:13:20', '2024-02-29 23:59:59.999', '1970-01-01 00:00:00', '1969-12-31 23:59:59.5'],
  ...['1965-03-01 12:00:00.123456', '2023-01-31 06:30:00', '2020-12-31 00:00:00.000001', '2021-01-03 11:11:11.010'],
];
const DATES = ['2023-11-14', '2024-02-29', '1970-01-01', '1969-12-31', '2000-01-01', '2021-01-03', '2023-01-31'];
const DOUBLES = ['0', '1', '-1', '0.1', '2.5', '-2.5', '3.14', '1e5', '0.125', '-0.375', '99.875', '1e-3', '7', '0.5'];
const WIDE = [
  '9223372036854775807',
  '-9223372036854775808',
  '9007199254740993',
  '-9007199254740993',
  '4611686018427387904',
];

/** The magnitude of a BIGINT column of any 64 bits. */
export const WIDE_BOUND = 2 ** 63;
const SMALL_BOUND = 1000;

export const boundOf = (type: Type): number => {
  switch (type.kind) {
    case 'BIGINT':
      return SMALL_BOUND;
    case 'DOUBLE':
      return 1e5;
    case 'STRING':
      return 8;
    case 'DECIMAL':
      return 10 ** (type.precision - type.scale);
    default:
      return 0;
  }
};

/** A value as its literal's text. */
export function literalText(draw: Draw, type: Type, wide = false): string {
  switch (type.kind) {
    case 'BIGINT':
      if (wide && draw.oneIn(2)) return draw.pick(WIDE);
      return String(draw.oneIn(4) ? draw.int(-SMALL_BOUND, SMALL_BOUND) : draw.int(-3, 12));
    case 'DOUBLE':
      return draw.oneIn(2) ? draw.pick(DOUBLES) : String(draw.int(-800, 800) / 8);
    case 'DECIMAL': {
      // Fives at the end: halves, which rounding must take up.
      const digits = draw.int(1, Math.min(type.precision, 28));
      const more = Array.from({ length: digits }, () => draw.pick('0123455556789'.split(''))).join('');
      const text = more.replace(/^0+/, '').padStart(type.scale + 1, '0');
      const sign = /[1-9]/.test(text) && draw.oneIn(3) ? '-' : '';
      const whole = text.slice(0, text.length - type.scale);
      return `${sign}${whole}${type.scale > 0 ? `.${text.slice(-type.scale)}` : ''}`;
    }
    case 'STRING':
      return draw.pick(STRINGS);
    case 'BOOLEAN':
      return draw.pick(['TRUE', 'FALSE']);
    case 'TIMESTAMP':
      return draw.pick(TIMES);
    case 'DATE':
      return draw.pick(DATES);
  }
}

const DECIMALS = [
  decimal(5, 2),
  decimal(10, 2),
  decimal(9, 4),
  decimal(6, 0),
  decimal(4, 3),
  decimal(18, 6),
  decimal(30, 8),
];

export function typeOf(draw: Draw): Type {
  const kind = draw.pick([
    BIGINT,
    BIGINT,
    DOUBLE,
    STRING,
    STRING,
    BOOLEAN,
    TIMESTAMP,
    DATE,
    'decimal',
    'decimal',
  ] as const);
  return kind === 'decimal' ? draw.pick(DECIMALS) : kind;
}
