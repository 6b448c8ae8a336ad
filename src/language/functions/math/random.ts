/** RANDOM and UUID: from the run's ports, so that it can be replayed. */
import { defineScalar } from '../define.ts';

export const random = defineScalar<[]>('RANDOM() → DOUBLE', {
  category: 'math',
  aliases: ['RAND'],
  volatile: true,
  doc: 'A number from 0 up to and without 1, another one for each row. A replay gives other numbers.',
  examples: [['RANDOM()', '2.5e-1']],
  evaluate: (_args, { random }) => random(),
});

export const uuid = defineScalar<[]>('UUID() → STRING', {
  category: 'string',
  aliases: ['GEN_RANDOM_UUID'],
  volatile: true,
  doc: 'A random UUID (version 4), another one for each row. A replay gives other ones.',
  examples: [['UUID()', `'00000000-0000-4000-8000-000000000000'`]],
  evaluate: (_args, { uuid }) => uuid(),
});
