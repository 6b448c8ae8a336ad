/** REGEXP_LIKE, REGEXP_EXTRACT, REGEXP_REPLACE and REGEXP_COUNT, over JavaScript's regular expressions. */
import type { Int64 } from '../../types/value.ts';
import { RecordError } from '../../types/value.ts';
import { defineScalar } from '../define.ts';

const compiled = new Map<string, RegExp>();
/** Patterns are nearly always literals; a query that makes one per row must not keep them all. */
const KEPT = 200;

/** With flags `given` of `g`, `i`, `m` and `s`, and those `always` wanted. Throws RecordError when it is no regular expression. */
export function regularExpression(pattern: string, given = '', always = ''): RegExp {
  const flags = given + always;
  const key = `${flags}/${pattern}`;
  const known = compiled.get(key);
  if (known) {
    known.lastIndex = 0;
    return known;
  }
  if (!/^[gims]*$/.test(flags))
    throw new RecordError('argument', `'${given}' are no flags of a regular expression: g, i, m and s are`);
  const expression = compile(pattern, flags);
  if (compiled.size >= KEPT) compiled.clear();
  compiled.set(key, expression);
  return expression;
}

function compile(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, `${Array.from(new Set(flags)).join('')}u`);
  } catch {
    // Escapes such as `\-` and `\#` are errors in Unicode mode only.
    try {
      return new RegExp(pattern, Array.from(new Set(flags)).join(''));
    } catch {
      throw new RecordError('argument', `'${pattern}' is not a regular expression`);
    }
  }
}

const everywhere = (pattern: string, flags: string): RegExp => regularExpression(pattern, flags, 'g');

const LITERALS = {
  pattern: (text: string) => regularExpression(text),
  flags: (text: string) => regularExpression('', text),
};

export const regexpLike = defineScalar<[string, string, string?]>(
  'REGEXP_LIKE(text STRING, pattern STRING [, flags STRING]) → BOOLEAN',
  {
    category: 'string',
    literals: LITERALS,
    aliases: ['REGEXP', 'REGEXP_MATCHES'],
    doc: 'Whether the regular expression matches anywhere in the text. Flags: `i` ignores case, `m` makes `^` and `$` match at lines, `s` makes `.` match line ends.',
    examples: [
      [`REGEXP_LIKE('AAPL.US', '^[A-Z]+[.]US$')`, 'TRUE'],
      [`REGEXP_LIKE('aapl', '^[A-Z]+$')`, 'FALSE'],
      [`REGEXP_LIKE('aapl', '^[A-Z]+$', 'i')`, 'TRUE'],
    ],
    evaluate: ([text, pattern, flags]) => regularExpression(pattern, flags?.replaceAll('g', '')).test(text),
  },
);

export const regexpExtract = defineScalar<[string, string, Int64?]>(
  'REGEXP_EXTRACT(text STRING, pattern STRING [, group BIGINT]) → STRING',
  {
    category: 'string',
    literals: LITERALS,
    doc: 'What the regular expression first matches, or a group of it (from 1; 0, the default, is the whole match). NULL when nothing matches, the group took no part, or there is no such group.',
    examples: [
      [`REGEXP_EXTRACT('order-42-eu', '[0-9]+')`, `'42'`],
      [`REGEXP_EXTRACT('order-42-eu', '([a-z]+)-([0-9]+)', 2)`, `'42'`],
      [`REGEXP_EXTRACT('order', '[0-9]+')`, 'NULL'],
    ],
    evaluate: ([text, pattern, group = 0]) => regularExpression(pattern).exec(text)?.[Number(group)] ?? null,
  },
);

export const regexpReplace = defineScalar<[string, string, string, string?]>(
  'REGEXP_REPLACE(text STRING, pattern STRING, replacement STRING [, flags STRING]) → STRING',
  {
    category: 'string',
    literals: LITERALS,
    doc: 'The text with every match of the regular expression replaced. In the replacement `$1` is the first group, `$&` the whole match, `$$` a dollar sign. Flags are those of REGEXP_LIKE; `g` changes nothing: every match is replaced, unlike in PostgreSQL.',
    examples: [
      [`REGEXP_REPLACE('a1b22', '[0-9]+', '#')`, `'a#b#'`],
      [`REGEXP_REPLACE('John Smith', '(.+) (.+)', '$2, $1')`, `'Smith, John'`],
      [`REGEXP_REPLACE('abc', '[B]', '', 'gi')`, `'ac'`],
    ],
    evaluate: ([text, pattern, replacement, flags = '']) => text.replace(everywhere(pattern, flags), replacement),
  },
);

export const regexpCount = defineScalar<[string, string, string?]>(
  'REGEXP_COUNT(text STRING, pattern STRING [, flags STRING]) → BIGINT',
  {
    category: 'string',
    literals: LITERALS,
    doc: 'How often the regular expression matches in the text, each match beginning after the one before. Flags are those of REGEXP_LIKE.',
    examples: [
      [`REGEXP_COUNT('a1b22c', '[0-9]+')`, '2'],
      [`REGEXP_COUNT('aaa', 'aa')`, '1'],
      [`REGEXP_COUNT('Abba', 'a', 'i')`, '2'],
      [`REGEXP_COUNT(NULL, 'a')`, 'NULL'],
    ],
    evaluate: ([text, pattern, flags = '']) => text.match(everywhere(pattern, flags))?.length ?? 0,
  },
);
