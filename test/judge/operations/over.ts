/** OVER: rows by event time; among equals in the order of their arrival, which DuckDB is told. */
import { BIGINT, type Expr, type Kind, type Type } from '../tree.ts';
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

export const overs: readonly Over[] = [
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
