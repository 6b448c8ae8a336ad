/** docs/reference/types.md: what the functions of src/language/types answer, asked for every pair of types. */
import { analyze } from '../../src/language/analyze.ts';
import { arithmeticType } from '../../src/language/types/arithmetic-type.ts';
import { canCast, commonType } from '../../src/language/types/coerce.ts';
import { averageSize, MAX_PRECISION, sumAggregateSize } from '../../src/language/types/decimal-rules.ts';
import type { SqlType } from '../../src/language/types/sql-type.ts';
import { typeText } from '../../src/language/types/sql-type.ts';
import { parseType, SIMPLE_TYPES } from '../../src/language/types/type-text.ts';
import { code, page, table } from './markdown.ts';

/** A sentence for each type; the key is how it is written. */
const ABOUT: readonly (readonly [written: string, others: readonly string[], about: string])[] = [
  ['BOOLEAN', [], 'TRUE or FALSE.'],
  ['BIGINT', [], 'A whole number of 64 bits, never rounded, also out of JSON.'],
  ['DOUBLE', [], 'A binary fraction of 64 bits.'],
  [
    'DECIMAL(18, 4)',
    ['NUMERIC', 'DEC'],
    `An exact number: up to ${MAX_PRECISION} digits, of them the second number behind the point. Alone it is ${typeText(parseType('DECIMAL')!)}.`,
  ],
  ['STRING', [], 'Text. A length in brackets is read and means nothing.'],
  ['BYTES', [], 'Bytes as they come.'],
  ['DATE', [], 'A day.'],
  ['TIME', [], 'A time of day, to the microsecond.'],
  ['TIMESTAMP', [], 'A point in time, to the microsecond, in UTC; with or without `WITH LOCAL TIME ZONE`.'],
  ['INTERVAL', [], 'A span of time: months, and microseconds.'],
  ['ARRAY<STRING>', [], 'Values of one type in an order. `STRING[]` is the same.'],
  ['MAP<STRING, BIGINT>', [], 'Values by key.'],
  ['STRUCT<name STRING, age BIGINT>', ['ROW'], 'Named fields.'],
  ['JSON', [], 'Any JSON value.'],
];

const LITERALS = [
  '1',
  '9223372036854775807',
  '0.3',
  '3e-1',
  "'text'",
  '"text"',
  'TRUE',
  'NULL',
  "DATE '2025-01-31'",
  "TIME '10:00:00'",
  "TIMESTAMP '2025-01-31 10:00:00'",
  '5s',
  "INTERVAL '5' MINUTE",
  'INTERVAL 5 MINUTES',
  'ARRAY[1, 2]',
  "MAP['a', 1]",
  "STRUCT(1 AS a, 'b' AS b)",
] as const;

const OPERANDS = ['BIGINT', 'DOUBLE', 'DECIMAL(10, 2)', 'STRING', 'DATE', 'TIMESTAMP', 'INTERVAL'].map(typeOf);
const CASTABLE = [
  'BOOLEAN',
  'BIGINT',
  'DOUBLE',
  'DECIMAL(10, 2)',
  'STRING',
  'BYTES',
  'DATE',
  'TIME',
  'TIMESTAMP',
  'INTERVAL',
  'JSON',
].map(typeOf);
const DECIMALS = [
  ['DECIMAL(10, 2)', 'DECIMAL(10, 2)'],
  ['DECIMAL(10, 2)', 'DECIMAL(5, 4)'],
  ['DECIMAL(18, 4)', 'BIGINT'],
  ['DECIMAL(38, 10)', 'DECIMAL(38, 10)'],
] as const;
const OPERATORS = ['+', '-', '*', '/', '%'] as const;

function typeOf(text: string): SqlType {
  const type = parseType(text);
  if (!type) throw new Error(`'${text}' is no type`);
  return type;
}

export const typesPage = (): string =>
  page('Types', [
    table(
      ['type', 'also written', 'what it holds'],
      ABOUT.map(([written, others, about]) => [code(written), namesOf(written, others), about]),
    ),
    '## Literals',
    table(
      ['literal', 'type'],
      LITERALS.map(literal => [code(literal), code(typeText(literalType(literal)))]),
    ),
    '## Arithmetic',
    'The left operand is in the first column, the right one in the head. A dash: there is no such operation. A text literal beside another type is read as that type. Where a column has no known type, the record decides.',
    ...OPERATORS.flatMap(operator => [
      `### ${code(operator)}`,
      matrix(OPERANDS, (a, b) => arithmeticType(operator, a, b)),
    ]),
    '## Decimals',
    'Precision and scale of results, as Flink SQL derives them; a result that would need more than 38 digits gives up digits of its fraction. Rounding is half up. Beside a DECIMAL a BIGINT counts as one of 19 digits.',
    table(
      ['left', 'right', ...OPERATORS.map(code)],
      DECIMALS.map(([a, b]) => [
        code(a),
        code(b),
        ...OPERATORS.map(operator => shown(arithmeticType(operator, typeOf(a), typeOf(b)))),
      ]),
    ),
    table(
      ['value', '`SUM`', '`AVG`'],
      DECIMALS.map(([a]) => typeOf(a)).flatMap(type =>
        type.kind === 'DECIMAL'
          ? [
              [
                code(typeText(type)),
                shown({ kind: 'DECIMAL', ...sumAggregateSize(type) }),
                shown({ kind: 'DECIMAL', ...averageSize(type) }),
              ],
            ]
          : [],
      ),
    ),
    '## Common type',
    'What `CASE`, `COALESCE`, `UNION` and `IN` make of two types.',
    matrix(OPERANDS, commonType),
    '## Casts',
    'From the type in the first column to that in the head. A value that does not fit is an error of its record; `TRY_CAST` gives NULL.',
    table(
      ['from', ...CASTABLE.map(type => code(typeText(type)))],
      CASTABLE.map(from => [code(typeText(from)), ...CASTABLE.map(to => (canCast(from, to) ? 'yes' : '–'))]),
    ),
  ]);

function namesOf(written: string, others: readonly string[]): string {
  const { kind } = typeOf(written);
  const simple = [...SIMPLE_TYPES].flatMap(([name, type]) => (type.kind === kind && name !== written ? [name] : []));
  // A name that is not read as this type would be a lie.
  const read = others.filter(name => parseType(written.replace(/^\w+/, name))?.kind === kind);
  return [...simple, ...read].map(code).join(', ');
}

const shown = (type: SqlType | undefined): string => (type ? code(typeText(type)) : '–');

const matrix = (types: readonly SqlType[], answer: (a: SqlType, b: SqlType) => SqlType | undefined): string =>
  table(
    ['', ...types.map(shown)],
    types.map(a => [shown(a), ...types.map(b => shown(answer(a, b)))]),
  );

/** As binding sees it. */
function literalType(literal: string): SqlType {
  const meaning = analyze(`SELECT ${literal} AS v;`).statements[0]?.meaning;
  const item = meaning?.kind === 'query' ? meaning.query.items[0] : undefined;
  if (!item) throw new Error(`the literal ${literal} has no type`);
  return item.expression.type;
}
