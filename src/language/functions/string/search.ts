/** POSITION, STARTS_WITH, ENDS_WITH and CONTAINS. */
import type { Int64 } from '../../types/value.ts';
import { characterIndex, unitIndex } from '../code-points.ts';
import { defineScalar } from '../define.ts';

export const position = defineScalar<[string, string, Int64?]>(
  'POSITION(search STRING, text STRING [, start BIGINT]) → BIGINT',
  {
    category: 'string',
    aliases: ['LOCATE'],
    doc: 'Where `search` first stands in the text, from 1, not before character `start`; 0 when it does not. Also written `POSITION(search IN text FROM start)`, where a text that begins with a bracket is in brackets as a whole.',
    examples: [
      [`POSITION('r', 'ferris')`, '3'],
      [`POSITION('r', 'ferris', 4)`, '4'],
      [`POSITION('x', 'ferris')`, '0'],
    ],
    evaluate: ([search, text, start = 1]) => {
      const from = unitIndex(text, Math.max(0, Number(start) - 1));
      const index = text.indexOf(search, from);
      return index < 0 ? 0 : characterIndex(text, index) + 1;
    },
  },
);

export const instr = defineScalar<[string, string]>('INSTR(text STRING, search STRING) → BIGINT', {
  category: 'string',
  aliases: ['STRPOS'],
  doc: 'Where `search` first stands in the text, from 1; 0 when it does not. POSITION with its arguments the other way round.',
  examples: [
    [`INSTR('ferris', 'r')`, '3'],
    [`INSTR('ferris', 'x')`, '0'],
  ],
  evaluate: ([text, search]) => {
    const index = text.indexOf(search);
    return index < 0 ? 0 : characterIndex(text, index) + 1;
  },
});

export const startsWith = defineScalar<[string, string]>('STARTS_WITH(text STRING, start STRING) → BOOLEAN', {
  category: 'string',
  aliases: ['STARTSWITH'],
  doc: 'Whether the text begins with `start`.',
  examples: [
    [`STARTS_WITH('ferris', 'fer')`, 'TRUE'],
    [`STARTS_WITH('ferris', 'Fer')`, 'FALSE'],
    [`STARTS_WITH(NULL, 'a')`, 'NULL'],
  ],
  evaluate: ([text, start]) => text.startsWith(start),
});

export const endsWith = defineScalar<[string, string]>('ENDS_WITH(text STRING, end STRING) → BOOLEAN', {
  category: 'string',
  aliases: ['ENDSWITH'],
  doc: 'Whether the text ends with `end`.',
  examples: [
    [`ENDS_WITH('ferris', 'is')`, 'TRUE'],
    [`ENDS_WITH('ferris', 'x')`, 'FALSE'],
  ],
  evaluate: ([text, end]) => text.endsWith(end),
});

export const contains = defineScalar<[string, string]>('CONTAINS(text STRING, search STRING) → BOOLEAN', {
  category: 'string',
  doc: 'Whether `search` stands anywhere in the text.',
  examples: [
    [`CONTAINS('ferris', 'err')`, 'TRUE'],
    [`CONTAINS('ferris', 'x')`, 'FALSE'],
    [`CONTAINS('ferris', NULL)`, 'NULL'],
  ],
  evaluate: ([text, search]) => text.includes(search),
});
