/** What is written like a function and is part of the language: its arguments are no plain values, or not all are computed. */
import type { Category } from './define.ts';

export interface FormEntry {
  readonly name: string;
  readonly category: Category;
  /** How it is written. */
  readonly forms: readonly string[];
  /** What it gives, its NULLs and its errors; Markdown. */
  readonly doc: string;
  /** Expression and another one of the same value; run as tests. */
  readonly examples: readonly (readonly [expression: string, value: string])[];
}

export const forms: readonly FormEntry[] = [
  {
    name: 'CASE',
    category: 'conditional',
    forms: [
      'CASE WHEN condition THEN value … [ELSE value] END',
      'CASE operand WHEN value THEN value … [ELSE value] END',
    ],
    doc: 'The value of the first branch whose condition is true, or that equals the operand; else that of ELSE, or NULL. Branches that are not taken are not computed and cannot fail. All values have one type in common.',
    examples: [
      ["CASE WHEN 5 > 3 THEN 'more' ELSE 'less' END", "'more'"],
      ["CASE 2 WHEN 1 THEN 'one' WHEN 2 THEN 'two' END", "'two'"],
      ["CASE 3 WHEN 1 THEN 'one' END", 'CAST(NULL AS STRING)'],
    ],
  },
  {
    name: 'CAST',
    category: 'conditional',
    forms: ['CAST(value AS type)', "CAST(value, 'TYPE')", 'value::type'],
    doc: 'The value as one of another type. Fractions are cut off toward zero for BIGINT and rounded half up for a DECIMAL; times are read and written as ISO 8601, a number as a TIMESTAMP is epoch milliseconds. NULL gives NULL. A record error when the value cannot be one of that type: TRY_CAST gives NULL then.',
    examples: [
      ["CAST('12.50' AS DECIMAL(10, 2))", '12.50'],
      ['CAST(2.675 AS DECIMAL(10, 2))', '2.68'],
      ["'2026-11-21'::DATE", "DATE '2026-11-21'"],
      ["CAST(7, 'STRING')", "'7'"],
    ],
  },
  {
    name: 'TRY_CAST',
    category: 'conditional',
    forms: ['TRY_CAST(value AS type)'],
    doc: 'As CAST, and NULL where CAST would fail.',
    examples: [
      ["TRY_CAST('abc' AS BIGINT)", 'CAST(NULL AS BIGINT)'],
      ["TRY_CAST('7' AS BIGINT)", '7'],
    ],
  },
  {
    name: 'ARRAY',
    category: 'collection',
    forms: ['ARRAY[value, …]', 'ARRAY(value, …)'],
    doc: 'The values in order, all of the type that they have in common. `a[1]` is the first element; NULL where there is none.',
    examples: [
      ["ARRAY['a', 'b'][2]", "'b'"],
      ['ARRAY_LENGTH(ARRAY(1, 2, NULL))', '3'],
    ],
  },
  {
    name: 'MAP',
    category: 'collection',
    forms: ['MAP[key, value, …]', 'MAP(key, value, …)'],
    doc: "Keys and values in turn; of equal keys the last counts. `m['key']` is the value of a key, NULL where there is none. A record error for a NULL key.",
    examples: [
      ["MAP['low', 1, 'high', 9]['high']", '9'],
      ["ARRAY_LENGTH(MAP('a', 1, 'a', 2))", '1'],
    ],
  },
  {
    name: 'STRUCT',
    category: 'collection',
    forms: ['STRUCT(value [AS name], …)', 'ROW(value, …)'],
    doc: 'A value with named fields. A column keeps its name, another value without AS is called `f1`, `f2` … by its place. `s.name` is a field.',
    examples: [
      ["STRUCT('AAPL' AS symbol, 187.5 AS price).price", '187.5'],
      ['ROW(1, 2).f2', '2'],
    ],
  },
  {
    name: 'EXISTS',
    category: 'conditional',
    forms: ['EXISTS (SELECT …)'],
    doc: 'Whether the query has a row. Never NULL.',
    examples: [],
  },
];
