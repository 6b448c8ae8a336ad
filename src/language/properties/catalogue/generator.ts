/** Rows that are made up, for trying things out. */
import { integer } from '../../hints/types/number.ts';
import { defineProperty, type PropertyFamily } from '../define.ts';
import { count, LONG_MAX } from '../types/number.ts';

const GENERATOR = ['generator_source'] as const;

export const generator: PropertyFamily = {
  title: 'Made-up rows',
  doc: 'Rows that are made up, for trying things out.',
  properties: [
    defineProperty({
      key: 'rows.per.second',
      aliases: ['rate'],
      of: 'input',
      connectors: GENERATOR,
      type: count(1),
      doc: 'How many rows are made in a second.',
      sample: '100',
    }),
    defineProperty({
      key: 'number.of.rows',
      aliases: ['rows', 'records'],
      of: 'input',
      connectors: GENERATOR,
      type: integer({ min: 1, max: LONG_MAX }),
      doc: 'How many rows are made; without it there is no end.',
      sample: '10000',
    }),
    defineProperty({
      key: 'seed',
      of: 'input',
      connectors: GENERATOR,
      type: integer({ min: 0, max: LONG_MAX }),
      doc: 'The same seed makes the same rows.',
      sample: '42',
    }),
  ],
};
