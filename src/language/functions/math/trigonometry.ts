/** Trigonometry, in radians: DOUBLE in, DOUBLE out. */
import { finite } from '../../types/coerce.ts';
import { RecordError } from '../../types/value.ts';
import { defineScalar, type ScalarEntry } from '../define.ts';

function trigonometric(
  name: string,
  doc: string,
  example: readonly [string, string],
  f: (x: number) => number,
): ScalarEntry {
  return defineScalar<[number]>(`${name}(x DOUBLE) → DOUBLE`, {
    category: 'math',
    doc,
    examples: [example],
    evaluate: ([x]) => {
      const result = f(x);
      if (Number.isNaN(result)) throw new RecordError('argument', `${name}(${x}) is not defined`);
      return finite(result) + 0;
    },
  });
}

export const trigonometry: readonly ScalarEntry[] = [
  trigonometric('SIN', 'The sine of an angle in radians.', ['SIN(0)', '0e0'], Math.sin),
  trigonometric('COS', 'The cosine of an angle in radians.', ['COS(0)', '1e0'], Math.cos),
  trigonometric('TAN', 'The tangent of an angle in radians.', ['TAN(0)', '0e0'], Math.tan),
  trigonometric(
    'ASIN',
    'The angle in radians of a sine; a record error outside -1 to 1.',
    ['ASIN(0)', '0e0'],
    Math.asin,
  ),
  trigonometric(
    'ACOS',
    'The angle in radians of a cosine; a record error outside -1 to 1.',
    ['ACOS(1)', '0e0'],
    Math.acos,
  ),
  trigonometric('ATAN', 'The angle in radians of a tangent.', ['ATAN(0)', '0e0'], Math.atan),
  trigonometric('SINH', 'The hyperbolic sine.', ['SINH(0)', '0e0'], Math.sinh),
  trigonometric('COSH', 'The hyperbolic cosine.', ['COSH(0)', '1e0'], Math.cosh),
  trigonometric('TANH', 'The hyperbolic tangent.', ['TANH(0)', '0e0'], Math.tanh),
  trigonometric(
    'COT',
    'The cotangent of an angle in radians; a record error for 0.',
    ['COT(1)', '6.420926159343306e-1'],
    x => 1 / Math.tan(x),
  ),
  trigonometric(
    'RADIANS',
    'An angle in degrees as radians.',
    ['RADIANS(180)', '3.141592653589793e0'],
    x => (x * Math.PI) / 180,
  ),
  trigonometric('DEGREES', 'An angle in radians as degrees.', ['DEGREES(0)', '0e0'], x => (x * 180) / Math.PI),
  defineScalar<[number, number]>('ATAN2(y DOUBLE, x DOUBLE) → DOUBLE', {
    category: 'math',
    doc: 'The angle in radians of the point (x, y), from -π to π.',
    examples: [['ATAN2(0, 1)', '0e0']],
    evaluate: ([y, x]) => Math.atan2(y, x) + 0,
  }),
  defineScalar<[]>('PI() → DOUBLE', {
    category: 'math',
    doc: 'π.',
    examples: [['PI()', '3.141592653589793e0']],
    evaluate: () => Math.PI,
  }),
  defineScalar<[]>('E() → DOUBLE', {
    category: 'math',
    doc: 'e, the base of the natural logarithm.',
    examples: [['E()', '2.718281828459045e0']],
    evaluate: () => Math.E,
  }),
];
