/** OVER: rows by event time; among equals in the order of their arrival, which DuckDB is told. */
import { BIGINT, DOUBLE, type Expr, type Kind, type Type } from '../tree.ts';
import { type Grow, type Made, MOST, type Print } from './operation.ts';

export interface Over {
  readonly name: string;
  /** The last argument is the column that divides the rows. */
  readonly build: (grow: Grow, wanted: Type, rows: number) => Made | undefined;
  readonly ferris: Print;
  readonly duck: Print;
}

/** `frame` '' is the default: from the first row to this one and its equals in time. */
function over(
  name: string,
  call: (a: string) => string,
  frame: string,
  of: (grow: Grow, wanted: Type, rows: number) => Made | undefined,
  alone = false,
): Over {
  const byRows = frame.startsWith('ROWS') || alone;
  const text = (args: readonly string[], order: string) => {
    const by = args.at(-1)!;
    return `${call(args[0]!)} OVER (PARTITION BY ${by} ORDER BY ${order}${frame === '' ? '' : ` ${frame}`})`;
  };
  return {
    name,
    build(grow, wanted, rows) {
      const made = of(grow, wanted, rows);
      return (
        made && { ...made, args: [...made.args, grow.exact(grow.draw.pick<Kind>(['STRING', 'BIGINT', 'BOOLEAN']))] }
      );
    },
    ferris: args => text(args, 'ts'),
    duck: args => text(args, byRows ? 'ts, id' : 'ts'),
  };
}

const nothing = (): Made => ({ args: [], type: BIGINT, bound: 1000 });
const value = (grow: Grow, wanted: Type): Made => {
  const a: Expr = grow.of(wanted);
  return { args: [a], type: wanted, bound: a.bound };
};
const total = ({ any }: Grow, _: Type, rows: number): Made | undefined => {
  const a = any('BIGINT');
  const bound = a.bound * rows;
  return bound <= MOST ? { args: [a], type: BIGINT, bound } : undefined;
};
const counted = (grow: Grow, wanted: Type): Made => ({ args: [grow.of(wanted)], type: BIGINT, bound: 1000 });

const FEW = 'ROWS BETWEEN 2 PRECEDING AND CURRENT ROW';
const NEAR = "RANGE BETWEEN INTERVAL '3' SECOND PRECEDING AND CURRENT ROW";

/** By another column, over the whole partition: of a bounded input. `equals`: rows of one value share a rank. */
function ranked(name: string, call: string, type: Type, equals: boolean): Over {
  const text = (order: string, by: string) => `${call} OVER (PARTITION BY ${by} ORDER BY ${order})`;
  return {
    name: `${name} by a column`,
    build(grow) {
      const key = grow.exact(grow.kindIn(['BIGINT', 'DECIMAL', 'STRING', 'DATE']));
      const direction = grow.draw.pick(['', ' DESC']);
      return { args: [key, grow.exact('STRING')], type, bound: 1000, text: direction };
    },
    ferris: ([key, by], { text: direction }) => text(key! + direction, by!),
    duck: ([key, by], { text: direction }) => text(`${key}${direction}${equals ? '' : ', ts, id'}`, by!),
  };
}

export const overs: readonly Over[] = [
  ranked('ROW_NUMBER', 'ROW_NUMBER()', BIGINT, false),
  ranked('RANK', 'RANK()', BIGINT, true),
  ranked('DENSE_RANK', 'DENSE_RANK()', BIGINT, true),
  ranked('NTILE', 'NTILE(3)', BIGINT, false),
  ranked('PERCENT_RANK', 'PERCENT_RANK()', DOUBLE, true),
  ranked('CUME_DIST', 'CUME_DIST()', DOUBLE, true),
  over('ROW_NUMBER', () => 'ROW_NUMBER()', '', nothing, true),
  over('RANK', () => 'RANK()', '', nothing),
  over('DENSE_RANK', () => 'DENSE_RANK()', '', nothing),
  over('LAG', a => `LAG(${a})`, '', value, true),
  over('LAG 2', a => `LAG(${a}, 2)`, '', value, true),
  over('LEAD', a => `LEAD(${a})`, '', value, true),
  ...['', FEW, NEAR].flatMap(frame => [
    over(`SUM ${frame}`, a => `SUM(${a})`, frame, total),
    over(`COUNT ${frame}`, a => `COUNT(${a})`, frame, counted),
    over(`MIN ${frame}`, a => `MIN(${a})`, frame, value),
    over(`MAX ${frame}`, a => `MAX(${a})`, frame, value),
  ]),
];

const byName = new Map(overs.map(one => [one.name, one]));
export const overOf = (name: string): Over | undefined => byName.get(name);
