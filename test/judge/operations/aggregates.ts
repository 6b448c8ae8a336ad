/** Every aggregate that both engines have. DuckDB is told the order of rows where it matters: event time, then arrival. */
import { BIGINT, BOOLEAN, DOUBLE, decimal, type Expr, type Kind, STRING, type Type, typeText } from '../tree.ts';
import { type Grow, type Made, MOST } from './operation.ts';

export interface Aggregate {
  readonly name: string;
  readonly gives: Kind | 'ANY';
  readonly build: (grow: Grow, wanted: Type, rows: number) => Made | undefined;
  readonly ferris: PrintAggregate;
  readonly duck?: PrintAggregate;
  readonly inexact?: true;
  /** By event time and arrival, which only a table's rows have in DuckDB. */
  readonly ordered?: true;
}

/** `filter`: the condition's text, or undefined. */
export type PrintAggregate = (args: readonly string[], expr: Expr, filter: string | undefined) => string;

const filtered = (call: string, ...conditions: readonly (string | undefined)[]): string => {
  const all = conditions.filter(one => one !== undefined);
  return all.length === 0 ? call : `${call} FILTER (WHERE ${all.join(' AND ')})`;
};

const print =
  (before: string, after = ')'): PrintAggregate =>
  (args, _, filter) =>
    filtered(`${before}${args.join(', ')}${after}`, filter);

const cast =
  (inner: PrintAggregate): PrintAggregate =>
  (args, expr, filter) =>
    `CAST(${inner(args, expr, filter)} AS ${typeText(expr.type)})`;

const NUMBERS: readonly Kind[] = ['BIGINT', 'DOUBLE', 'DECIMAL'];

const ofNumbers = (name: string, count: number, duck?: PrintAggregate): Aggregate => ({
  name,
  gives: 'DOUBLE',
  inexact: true,
  build({ kindIn, any }) {
    const args = Array.from({ length: count }, () => any(kindIn(NUMBERS)));
    // Squares of large numbers that differ little are lost in different ways.
    if (args.some(({ type, bound }) => bound > 1e5 || (type.kind === 'DECIMAL' && type.precision - type.scale > 6)))
      return undefined;
    return { args, type: DOUBLE, bound: 1e6 };
  },
  ferris: print(`${name}(`),
  ...(duck ? { duck } : {}),
});

const counting = (name: string, before: string, takes: number): Aggregate => ({
  name,
  gives: 'BIGINT',
  build: (grow, _, rows) => ({
    args: Array.from({ length: takes }, () =>
      grow.exact(grow.kindIn(['BIGINT', 'STRING', 'DATE', 'DECIMAL', 'BOOLEAN', 'TIMESTAMP', 'DOUBLE'])),
    ),
    type: BIGINT,
    bound: rows,
  }),
  ferris: print(before),
});

const summed = (kind: 'BIGINT' | 'DOUBLE' | 'DECIMAL', distinct: boolean): Aggregate => {
  const call = print(distinct ? 'SUM(DISTINCT ' : 'SUM(');
  return {
    name: `SUM ${distinct ? 'DISTINCT ' : ''}${kind}`,
    gives: kind,
    ...(kind === 'DOUBLE' ? { inexact: true } : {}),
    build({ any, exact }, _, rows) {
      const a = distinct ? exact(kind) : any(kind);
      if (a.type.kind === 'DECIMAL')
        return a.type.precision <= 30 ? { args: [a], type: decimal(38, a.type.scale) } : undefined;
      return a.bound * rows <= MOST ? { args: [a], type: a.type, bound: a.bound * rows } : undefined;
    },
    ferris: call,
    duck: kind === 'DOUBLE' ? call : cast(call),
  };
};

/** The exact sum divided once, half-up, to DECIMAL(38, max(6, s)): DuckDB's AVG is a DOUBLE. */
const decimalAverage: Aggregate = {
  name: 'AVG DECIMAL',
  gives: 'DECIMAL',
  build({ any }) {
    const a = any('DECIMAL');
    if (a.type.kind !== 'DECIMAL' || a.type.precision > 24) return undefined;
    return { args: [a], type: decimal(38, Math.max(6, a.type.scale)) };
  },
  ferris: print('AVG('),
  duck([a], { args, type }, filter) {
    const scale = type.kind === 'DECIMAL' ? type.scale : 0;
    const given = args[0]!.type;
    const shift = 10n ** BigInt(scale - (given.kind === 'DECIMAL' ? given.scale : 0));
    const sum = filtered(`SUM(${a})`, filter);
    const count = filtered(`COUNT(${a})`, filter);
    return `CAST(decimal_text(half_up(unscaled(${sum}) * ${shift}::HUGEINT, NULLIF(CAST(${count} AS HUGEINT), 0)), ${scale}) AS ${typeText(type)})`;
  },
};

const average = (kind: 'BIGINT' | 'DOUBLE'): Aggregate => ({
  name: `AVG ${kind}`,
  gives: 'DOUBLE',
  inexact: true,
  build({ any }) {
    const a = any(kind);
    return a.bound <= 1e12 ? { args: [a], type: DOUBLE, bound: a.bound } : undefined;
  },
  ferris: print('AVG('),
});

const chosen = (name: string, ferris: PrintAggregate, duck: PrintAggregate | undefined, by: boolean): Aggregate => ({
  name,
  ...(duck ? { ordered: true } : {}),
  gives: 'ANY',
  build(grow, wanted) {
    const a = grow.of(wanted);
    const key = by ? [grow.exact(grow.kindIn(['BIGINT', 'STRING', 'DECIMAL', 'TIMESTAMP']))] : [];
    return { args: [a, ...key], type: wanted, bound: a.bound };
  },
  ferris,
  ...(duck ? { duck } : {}),
});

const first = (order: string) => (args: readonly string[], filter: string | undefined, of: string) =>
  filtered(`first(${args[0]} ORDER BY ${order})`, filter, `${of} IS NOT NULL`);

export const aggregates: readonly Aggregate[] = [
  counting('COUNT(*)', 'COUNT(*', 0),
  counting('COUNT', 'COUNT(', 1),
  counting('COUNT DISTINCT', 'COUNT(DISTINCT ', 1),
  summed('BIGINT', false),
  summed('BIGINT', true),
  summed('DOUBLE', false),
  summed('DECIMAL', false),
  summed('DECIMAL', true),
  average('BIGINT'),
  average('DOUBLE'),
  decimalAverage,
  chosen('MIN', print('MIN('), undefined, false),
  chosen('MAX', print('MAX('), undefined, false),
  chosen('FIRST_VALUE', print('FIRST_VALUE('), (args, _, filter) => first('ts, id')(args, filter, args[0]!), false),
  chosen(
    'LAST_VALUE',
    print('LAST_VALUE('),
    (args, _, filter) => first('ts DESC, id DESC')(args, filter, args[0]!),
    false,
  ),
  chosen('MIN_BY', print('MIN_BY('), (args, _, filter) => first(`${args[1]}, ts, id`)(args, filter, args[1]!), true),
  chosen(
    'MAX_BY',
    print('MAX_BY('),
    (args, _, filter) => first(`${args[1]} DESC, ts, id`)(args, filter, args[1]!),
    true,
  ),
  ofNumbers('STDDEV', 1),
  ofNumbers('STDDEV_POP', 1),
  ofNumbers('VARIANCE', 1),
  ofNumbers('VAR_POP', 1),
  ofNumbers('COVAR_POP', 2),
  ofNumbers('COVAR_SAMP', 2),
  ofNumbers('MEDIAN', 1, (args, _, filter) => filtered(`MEDIAN(CAST(${args[0]} AS DOUBLE))`, filter)),
  {
    ...ofNumbers('PERCENTILE_CONT', 1),
    ferris: ([a], _, filter) => filtered(`PERCENTILE_CONT(${a}, 0.25)`, filter),
    duck: ([a], _, filter) => filtered(`quantile_cont(CAST(${a} AS DOUBLE), 0.25)`, filter),
  },
  {
    name: 'BOOL_AND',
    gives: 'BOOLEAN',
    build: ({ exact }) => ({ args: [exact('BOOLEAN')], type: BOOLEAN }),
    ferris: print('BOOL_AND('),
  },
  {
    name: 'BOOL_OR',
    gives: 'BOOLEAN',
    build: ({ exact }) => ({ args: [exact('BOOLEAN')], type: BOOLEAN }),
    ferris: print('BOOL_OR('),
  },
  {
    name: 'STRING_AGG',
    ordered: true,
    gives: 'STRING',
    build({ any }, _, rows) {
      const a = any('STRING');
      return { args: [a], type: STRING, bound: (a.bound + 1) * rows };
    },
    ferris: print('STRING_AGG(', `, '|')`),
    duck: ([a], _, filter) => filtered(`STRING_AGG(${a}, '|' ORDER BY ts, id)`, filter),
  },
];

const byName = new Map(aggregates.map(aggregate => [aggregate.name, aggregate]));
export const aggregateOf = (name: string): Aggregate | undefined => byName.get(name);
