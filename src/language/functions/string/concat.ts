/** CONCAT and CONCAT_WS. */
import type { Value } from '../../types/value.ts';
import { textOf } from '../../types/value-text.ts';
import { defineScalar } from '../define.ts';

export const concat = defineScalar<readonly Exclude<Value, null>[]>('CONCAT(value ANY, …) → STRING', {
  category: 'string',
  doc: 'Its arguments as text, strung together; NULL if any of them is, as with `||`.',
  examples: [
    [`CONCAT('a', 'b', 'c')`, `'abc'`],
    [`CONCAT('n = ', 1.50)`, `'n = 1.5'`],
    [`CONCAT('a', NULL)`, 'NULL'],
  ],
  evaluate: values => values.map(textOf).join(''),
});

export const concatWs = defineScalar<readonly [string | null, ...Value[]]>(
  'CONCAT_WS(separator STRING, value ANY, …) → STRING',
  {
    category: 'string',
    nulls: 'handled',
    doc: 'Its arguments as text with the separator between them. NULLs are left out; NULL only when the separator is.',
    examples: [
      [`CONCAT_WS('-', 'a', NULL, 'b')`, `'a-b'`],
      [`CONCAT_WS(', ', 1, 2)`, `'1, 2'`],
      [`CONCAT_WS(NULL, 'a')`, 'NULL'],
    ],
    evaluate: ([separator, ...values]) =>
      separator === null
        ? null
        : values
            .filter(value => value !== null)
            .map(textOf)
            .join(separator),
  },
);
