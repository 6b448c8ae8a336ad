/** Aggregates that answer nearly, in a fixed amount of memory. */

import { finite, toDouble, toNumeric } from '../../types/coerce.ts';
import { hashKey } from '../../types/compare.ts';
import type { Value } from '../../types/value.ts';
import { defineAggregate } from '../define.ts';
import { SHARE_LITERAL, shareOf } from './share.ts';

/** 2^12 registers: a standard error of 1.04 / √4096 = 1.6 % (Flajolet et al., HyperLogLog, 2007). */
const BITS = 12;
const REGISTERS = 1 << BITS;
const ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

interface Sketch {
  /** The longest run of leading zeros met, and one, by register. Plain numbers, so that state stays plain data. */
  readonly registers: number[];
}

/** 64 well-mixed bits of a value's key, as two halves: FNV-1a, finished as MurmurHash3 does. */
function hash64(key: string): readonly [number, number] {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = 0; i < key.length; i++) {
    const c = key.charCodeAt(i);
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b ^ c, 0x5bd1e995);
    b ^= b >>> 13;
  }
  return [mixed(a), mixed(b ^ a)];
}

function mixed(h: number): number {
  let x = h;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** @returns how many different values there were, nearly */
function estimate({ registers }: Sketch): number {
  let sum = 0;
  let zeros = 0;
  for (const register of registers) {
    sum += 2 ** -register;
    if (register === 0) zeros++;
  }
  const raw = (ALPHA * REGISTERS * REGISTERS) / sum;
  // Few values leave registers empty: counting those is more exact then.
  return Math.round(raw <= 2.5 * REGISTERS && zeros > 0 ? REGISTERS * Math.log(REGISTERS / zeros) : raw);
}

export const approxCountDistinct = defineAggregate<Sketch>('APPROX_COUNT_DISTINCT(value ANY) → BIGINT', {
  aliases: ['APPROX_DISTINCT'],
  doc: 'How many different values there are, nearly (HyperLogLog of 4,096 registers: within 1.6 % two times in three, 5 % nearly always), in a fixed amount of state. NULLs do not count; 0 where there are none.',
  examples: [
    ["APPROX_COUNT_DISTINCT(x) over x = 'a', 'b', 'a', NULL", '2'],
    ['APPROX_COUNT_DISTINCT(x) over x = NULL', '0'],
  ],
  init: () => ({ registers: Array.from({ length: REGISTERS }, () => 0) }),
  add: (state, [value]) => {
    const key = hashKey(value as Value);
    const [high, low] = hash64(typeof key === 'number' ? `#${key}` : key);
    const register = high >>> (32 - BITS);
    const rest = high << BITS;
    const run = rest !== 0 ? Math.clz32(rest) + 1 : 32 - BITS + (low !== 0 ? Math.clz32(low) + 1 : 33);
    if (run > state.registers[register]!) state.registers[register] = run;
    return state;
  },
  result: estimate,
});

/** Values of one bucket differ by at most 1 % (DDSketch, Masson et al., 2019). */
const ACCURACY = 0.01;
const GAMMA = (1 + ACCURACY) / (1 - ACCURACY);
const LOG_GAMMA = Math.log(GAMMA);

interface Buckets {
  /** By the power of gamma, for values above 0 and (as a number of its own) below. */
  readonly positive: Map<number, number>;
  readonly negative: Map<number, number>;
  zeros: number;
  share: number;
  count: number;
}

export const approxPercentile = defineAggregate<Buckets, readonly [Exclude<Value, null>, Value]>(
  'APPROX_PERCENTILE(value NUMERIC, share DOUBLE) → DOUBLE',
  {
    literals: SHARE_LITERAL,
    doc: 'The value below which this share (0 to 1) of the values lies, at most 1 % off, in an amount of state that grows with the magnitudes of the values and not with their number. NULLs do not count; NULL where there are none. A record error for a share outside 0 to 1.',
    examples: [
      ['APPROX_PERCENTILE(x, 0.5) over x = 0, 0, 0', '0e0'],
      ['APPROX_PERCENTILE(x, 0.5) over x = NULL', 'NULL'],
    ],
    init: () => ({ positive: new Map(), negative: new Map(), zeros: 0, share: 0.5, count: 0 }),
    add: (state, [value, share]) => {
      const n = toDouble(toNumeric(value));
      if (state.count === 0) state.share = shareOf(share);
      state.count++;
      if (n === 0) state.zeros++;
      else {
        const buckets = n > 0 ? state.positive : state.negative;
        const bucket = Math.ceil(Math.log(Math.abs(n)) / LOG_GAMMA);
        buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
      }
      return state;
    },
    result: ({ positive, negative, zeros, share, count }) => {
      if (count === 0) return null;
      const middle = (bucket: number) => (2 * GAMMA ** bucket) / (GAMMA + 1);
      const sorted: (readonly [number, number])[] = [
        ...[...negative].sort((a, b) => b[0] - a[0]).map(([bucket, n]) => [-middle(bucket), n] as const),
        [0, zeros],
        ...[...positive].sort((a, b) => a[0] - b[0]).map(([bucket, n]) => [middle(bucket), n] as const),
      ];
      let seen = 0;
      const rank = share * (count - 1);
      for (const [value, n] of sorted) {
        seen += n;
        if (seen > rank) return finite(value);
      }
      return null;
    },
  },
);
