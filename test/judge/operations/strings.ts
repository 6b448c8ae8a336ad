/** Functions of text. */
import { BIGINT, BOOLEAN, STRING } from '../tree.ts';
import type { Grow, Made, Operation, Print } from './operation.ts';

const call =
  (name: string): Print =>
  args =>
    `${name}(${args.join(', ')})`;
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The number of characters that a text may get: REPEAT and `||` must not grow for ever. */
const LONGEST = 2000;
const strings = (grow: Grow, count: number) => Array.from({ length: count }, () => grow.any('STRING'));

interface Shape {
  readonly duck?: Print;
  readonly parameter?: (grow: Grow) => string;
  readonly gives?: 'STRING' | 'BIGINT' | 'BOOLEAN';
  readonly longer?: (bounds: readonly number[]) => number;
}

/** Of texts; `ferris` writes it, with its fixed parameter (SQL) as the last argument when it has one. */
function ofText(name: string, count: number, ferris: Print, shape: Shape = {}): Operation {
  const { duck, parameter, gives = 'STRING', longer } = shape;
  const withParameter = (print: Print): Print => {
    if (!parameter) return print;
    return (args, expr) => print([...args, expr.text!], expr);
  };
  return {
    name,
    gives,
    build(grow): Made | undefined {
      const args = strings(grow, count);
      const lengths = args.map(({ bound }) => bound);
      const bound = gives === 'BOOLEAN' ? 0 : (longer?.(lengths) ?? Math.max(...lengths) + 8);
      if (gives === 'STRING' && bound > LONGEST) return undefined;
      const type = { STRING, BIGINT, BOOLEAN }[gives];
      return { args, type, bound, ...(parameter ? { text: parameter(grow) } : {}) };
    },
    ferris: withParameter(ferris),
    ...(duck ? { duck: withParameter(duck) } : {}),
  };
}

const total = (bounds: readonly number[]) => bounds.reduce((a, b) => a + b, 0);
const number =
  (least: number, most: number) =>
  ({ draw }: Grow) =>
    String(draw.int(least, most));
const oneNumber =
  (...numbers: readonly number[]) =>
  ({ draw }: Grow) =>
    String(draw.pick(numbers));
const oneOf =
  (...texts: readonly string[]) =>
  ({ draw }: Grow) =>
    quoted(draw.pick(texts));

const LIKES = ['%', 'a%', '%b', '%er%', '_', '__%', 'a_b', '%_', '', '10', 'F%s', '%%', '日_', '🙂%', '_b%'];
const REGEXES = ['a', '^a', 'b$', '[0-9]+', '^$', '[a-c]b', '(r)(r)', 'e.', '\\s', 'x|y', '^[A-Z]'];

const like = (word: string): Operation =>
  ofText(word, 1, ([a, pattern]) => `(${a} ${word} ${pattern})`, { gives: 'BOOLEAN', parameter: oneOf(...LIKES) });

export const stringOperations: readonly Operation[] = [
  ofText('||', 2, ([a, b]) => `(${a} || ${b})`, { longer: total }),
  ofText('CONCAT', 3, call('CONCAT'), { longer: total, duck: args => `(${args.join(' || ')})` }),
  ofText('CONCAT_WS', 3, args => `CONCAT_WS('-', ${args.join(', ')})`, { longer: bounds => total(bounds) + 2 }),
  ofText('UPPER', 1, call('UPPER')),
  ofText('LOWER', 1, call('LOWER')),
  ofText('TRIM', 1, call('TRIM')),
  ofText('LTRIM', 1, call('LTRIM')),
  ofText('RTRIM', 1, call('RTRIM')),
  ofText('TRIM of characters', 1, call('TRIM'), { parameter: oneOf('a', ' F', '10', 'bs') }),
  ofText('REVERSE', 1, call('REVERSE')),
  ofText('LEFT', 1, call('LEFT'), { parameter: number(0, 5) }),
  ofText('RIGHT', 1, call('RIGHT'), { parameter: number(0, 5) }),
  ofText('SUBSTRING', 1, call('SUBSTRING'), { parameter: number(1, 5) }),
  ofText('SUBSTRING with length', 1, call('SUBSTRING'), {
    parameter: grow => `${grow.draw.int(1, 5)}, ${grow.draw.int(0, 4)}`,
  }),
  ofText('REPLACE', 1, call('REPLACE'), {
    parameter: ({ draw }) => `${quoted(draw.pick(['a', 'b', 'rr', ' ', '1']))}, ${quoted(draw.pick(['', 'x', '日']))}`,
  }),
  ofText('LPAD', 1, call('LPAD'), { parameter: ({ draw }) => `${draw.int(0, 8)}, ${quoted(draw.pick(['*', 'xy']))}` }),
  ofText('RPAD', 1, call('RPAD'), { parameter: ({ draw }) => `${draw.int(0, 8)}, ${quoted(draw.pick(['*', 'xy']))}` }),
  ofText('REPEAT', 1, call('REPEAT'), { parameter: number(0, 3), longer: ([a]) => a! * 3 }),
  ofText('TRANSLATE', 1, call('TRANSLATE'), { parameter: () => `'abF', 'xy'` }),
  ofText('MD5', 1, call('MD5'), { longer: () => 32 }),
  ofText('SHA256', 1, call('SHA256'), { longer: () => 64 }),
  ofText('TO_BASE64', 1, call('TO_BASE64'), { duck: ([a]) => `to_base64(encode(${a}))`, longer: ([a]) => a! * 8 }),
  // DuckDB has an empty text where Ferris SQL has NULL: beyond the parts, and where nothing matches.
  ofText('SPLIT_PART', 1, ([a, n]) => `SPLIT_PART(${a}, 'b', ${n})`, {
    parameter: number(1, 3),
    duck: ([a, n]) => `CASE WHEN len(string_split(${a}, 'b')) >= ${n} THEN split_part(${a}, 'b', ${n}) END`,
  }),
  ofText('REGEXP_EXTRACT', 1, call('REGEXP_EXTRACT'), {
    parameter: oneOf(...REGEXES),
    duck: ([a, by]) => `CASE WHEN regexp_matches(${a}, ${by}) THEN regexp_extract(${a}, ${by}) END`,
  }),
  ofText('REGEXP_REPLACE', 1, ([a, by]) => `REGEXP_REPLACE(${a}, ${by}, 'z')`, {
    parameter: oneOf('a', '[0-9]+', 'b$', 'e.'),
    duck: ([a, by]) => `regexp_replace(${a}, ${by}, 'z', 'g')`,
  }),
  // Collections, taken apart again.
  ofText('ELEMENT_AT of SPLIT', 1, ([a, n]) => `ELEMENT_AT(SPLIT(${a}, 'b'), ${n})`, {
    parameter: oneNumber(1, -1, 2, -2, 3),
    duck: ([a, n]) => `list_extract(string_split(${a}, 'b'), ${n})`,
  }),
  ofText('ARRAY_JOIN of SPLIT', 1, ([a]) => `JOIN(SPLIT(${a}, 'a'), '+')`, {
    longer: ([a]) => a! * 2,
    duck: ([a]) => `array_to_string(string_split(${a}, 'a'), '+')`,
  }),
  ofText('ARRAY_LENGTH of SPLIT', 1, ([a]) => `ARRAY_LENGTH(SPLIT(${a}, 'r'))`, {
    gives: 'BIGINT',
    duck: ([a]) => `len(string_split(${a}, 'r'))`,
  }),
  ofText('ARRAY_CONTAINS of SPLIT', 2, ([a, b]) => `ARRAY_CONTAINS(SPLIT(${a}, ' '), ${b})`, {
    gives: 'BOOLEAN',
    // NULL is not among the words, as in Flink; in DuckDB whether it is is NULL.
    duck: ([a, b]) =>
      `(CASE WHEN ${a} IS NOT NULL THEN coalesce(list_contains(string_split(${a}, ' '), ${b}), FALSE) END)`,
  }),
  ofText('ARRAY_MAX of ARRAY', 2, ([a, b]) => `ARRAY_MAX(ARRAY[${a}, ${b}, 'm'])`, {
    duck: ([a, b]) => `list_max([${a}, ${b}, 'm'])`,
  }),
  ofText('JSON_VALUE of JSON_OBJECT', 2, ([a, b]) => `JSON_VALUE(JSON_OBJECT('a', ${a}, 'b', ${b}), '$.b')`, {
    duck: ([a, b]) => `json_extract_string(json_object('a', ${a}, 'b', ${b}), '$.b')`,
  }),
  ofText('LENGTH', 1, call('LENGTH'), { gives: 'BIGINT' }),
  ofText('OCTET_LENGTH', 1, call('OCTET_LENGTH'), {
    gives: 'BIGINT',
    duck: ([a]) => `strlen(${a})`,
    longer: ([a]) => a! * 4,
  }),
  ofText('POSITION', 2, ([a, b]) => `POSITION(${a} IN (${b}))`, { gives: 'BIGINT' }),
  ofText('ASCII', 1, call('ASCII'), {
    gives: 'BIGINT',
    longer: () => 2 ** 21,
    duck: ([a]) => `CAST(ASCII(${a}) AS BIGINT)`,
  }),
  ofText('STARTS_WITH', 2, call('STARTS_WITH'), { gives: 'BOOLEAN' }),
  ofText('ENDS_WITH', 2, call('ENDS_WITH'), { gives: 'BOOLEAN' }),
  ofText('CONTAINS', 2, call('CONTAINS'), { gives: 'BOOLEAN' }),
  like('LIKE'),
  like('NOT LIKE'),
  like('ILIKE'),
  ofText('REGEXP', 1, ([a, by]) => `(${a} REGEXP ${by})`, {
    gives: 'BOOLEAN',
    parameter: oneOf(...REGEXES),
    duck: ([a, by]) => `regexp_matches(${a}, ${by})`,
  }),
  {
    name: 'CAST AS STRING',
    gives: 'STRING',
    build: ({ kindIn, any }) => {
      const a = any(kindIn(['BIGINT', 'BOOLEAN', 'DATE']));
      return { args: [a], type: STRING, bound: 20 };
    },
    ferris: ([a]) => `CAST(${a} AS STRING)`,
  },
  {
    // A whole number in digits, spaces around it left out; DuckDB would round '3.5'.
    name: 'TRY_CAST AS BIGINT',
    gives: 'BIGINT',
    build: ({ any }) => {
      const a = any('STRING');
      return a.bound <= 12 ? { args: [a], type: BIGINT, bound: 10 ** 12 } : undefined;
    },
    ferris: ([a]) => `TRY_CAST(${a} AS BIGINT)`,
    duck: ([a]) => `CASE WHEN regexp_full_match(trim(${a}), '[+-]?[0-9]+') THEN TRY_CAST(trim(${a}) AS BIGINT) END`,
  },
];
