/** LENGTH: in characters. */
import { characterCount } from '../code-points.ts';
import { defineScalar } from '../define.ts';

export const length = defineScalar<[string]>('LENGTH(text STRING) → BIGINT', {
  category: 'string',
  aliases: ['LEN', 'CHAR_LENGTH', 'CHARACTER_LENGTH'],
  doc: 'How many characters (Unicode code points) the text has.',
  examples: [
    [`LENGTH('ferris')`, '6'],
    [`LENGTH('naïve 🦀')`, '7'],
    [`LENGTH('')`, '0'],
    ['LENGTH(NULL)', 'NULL'],
  ],
  evaluate: ([text]) => characterCount(text),
});
