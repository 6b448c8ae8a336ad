/** Powers, roots, exponentials and logarithms: DOUBLE in, DOUBLE out. */
import { finite } from '../../types/coerce.ts';
import { RecordError } from '../../types/value.ts';
import { defineScalar } from '../define.ts';

const outside = (name: string, x: number, domain: string) =>
  new RecordError('argument', `${name}(${x}) is not defined: ${domain}`);

export const sqrt = defineScalar<[number]>('SQRT(x DOUBLE) → DOUBLE', {
  category: 'math',
  doc: 'The square root. A record error for a negative number.',
  examples: [
    ['SQRT(16)', '4e0'],
    ['SQRT(2.25)', '1.5e0'],
    ['SQRT(NULL)', 'NULL'],
  ],
  evaluate: ([x]) => {
    if (x < 0) throw outside('SQRT', x, 'a square root needs a number that is not negative');
    return Math.sqrt(x);
  },
});

export const cbrt = defineScalar<[number]>('CBRT(x DOUBLE) → DOUBLE', {
  category: 'math',
  doc: 'The cube root, negative of a negative number.',
  examples: [
    ['CBRT(27)', '3e0'],
    ['CBRT(-8)', '-2e0'],
  ],
  evaluate: ([x]) => Math.cbrt(x) + 0,
});

export const power = defineScalar<[number, number]>('POWER(base DOUBLE, exponent DOUBLE) → DOUBLE', {
  category: 'math',
  aliases: ['POW'],
  doc: 'The base to the power of the exponent. A record error where it is not a real number, or beyond the range of DOUBLE.',
  examples: [
    ['POWER(2, 10)', '1024e0'],
    ['POWER(9, 0.5)', '3e0'],
    ['POWER(2, -1)', '5e-1'],
  ],
  evaluate: ([base, exponent]) => {
    const result = base ** exponent;
    if (Number.isNaN(result)) throw outside('POWER', base, `it has no real power of ${exponent}`);
    return finite(result);
  },
});

export const exp = defineScalar<[number]>('EXP(x DOUBLE) → DOUBLE', {
  category: 'math',
  doc: 'e to the power of x. A record error beyond the range of DOUBLE.',
  examples: [
    ['EXP(0)', '1e0'],
    ['EXP(1)', '2.718281828459045e0'],
  ],
  evaluate: ([x]) => finite(Math.exp(x)),
});

const positive = (name: string, x: number): number => {
  if (x > 0) return x;
  throw outside(name, x, 'a logarithm needs a number above 0');
};

export const ln = defineScalar<[number]>('LN(x DOUBLE) → DOUBLE', {
  category: 'math',
  doc: 'The natural logarithm. A record error unless x is above 0.',
  examples: [
    ['LN(1)', '0e0'],
    ['LN(10)', '2.302585092994046e0'],
  ],
  evaluate: ([x]) => Math.log(positive('LN', x)),
});

export const log10 = defineScalar<[number]>('LOG10(x DOUBLE) → DOUBLE', {
  category: 'math',
  doc: 'The logarithm to base 10. A record error unless x is above 0.',
  examples: [
    ['LOG10(1000)', '3e0'],
    ['LOG10(0.01)', '-2e0'],
  ],
  evaluate: ([x]) => Math.log10(positive('LOG10', x)),
});

export const log2 = defineScalar<[number]>('LOG2(x DOUBLE) → DOUBLE', {
  category: 'math',
  doc: 'The logarithm to base 2. A record error unless x is above 0.',
  examples: [
    ['LOG2(1024)', '1e1'],
    ['LOG2(0.5)', '-1e0'],
  ],
  evaluate: ([x]) => Math.log2(positive('LOG2', x)),
});

export const log = defineScalar<[number, number?]>(['LOG(x DOUBLE) → DOUBLE', 'LOG(base DOUBLE, x DOUBLE) → DOUBLE'], {
  category: 'math',
  doc: 'With one argument the natural logarithm, with two that of the second to the base of the first (as in Flink). A record error unless both are above 0 and the base is not 1.',
  examples: [
    ['LOG(1)', '0e0'],
    ['LOG(2, 8)', '3e0'],
    ['LOG(10, 1000)', '3e0'],
  ],
  evaluate: ([first, x]) => {
    if (x === undefined) return Math.log(positive('LOG', first));
    if (first === 1) throw outside('LOG', first, 'the base must not be 1');
    positive('LOG', first);
    positive('LOG', x);
    if (first === 10) return Math.log10(x);
    return first === 2 ? Math.log2(x) : Math.log(x) / Math.log(first);
  },
});
