/** How far apart in event time the rows of a join may be: by WITHIN, or by what ON and WHERE say of both sides' times. */
import { UNIT_MICROS, type Unit } from '../../functions/time/unit.ts';
import type { BoundInput, BoundQuery } from '../../names/bound.ts';
import type { TypedExpression } from '../../names/typed-expression.ts';
import { type Duration, durationOf, functionOf, plus, textOf, timeOf, unitIn } from './event-time.ts';
import { kindOfInput } from './result-kind.ts';
import { conjunctsOf, type JoinInput, leavesOf } from './walk.ts';

/** The right row's event time less the left row's, in milliseconds; infinite on a side that nothing bounds. */
export interface JoinInterval {
  readonly lowerMs: number;
  readonly upperMs: number;
  /** WHERE where a bound stands there that ON does not have: it filters, so an outer join becomes an inner one. */
  readonly from: 'WITHIN' | 'ON' | 'WHERE';
  /** The comparisons that bound it, of both clauses; none for WITHIN. A filter still has to check them. */
  readonly conditions: readonly TypedExpression[];
  /** Whether all times are declared event times; else a column was taken for the time of a relation that declares none. */
  readonly declared: boolean;
}

interface Bound {
  readonly lowerMs: number;
  readonly upperMs: number;
  readonly declared: boolean;
  /** Whether what it compares are times for certain. */
  readonly surely: boolean;
  /** The two columns. */
  readonly columns: string;
}

interface Found {
  readonly condition: TypedExpression;
  readonly bound: Bound;
}

/**
 * Undefined where nothing is said of the two sides' times. `join` is one of `query.input`'s. Where a side joins several
 * relations, it is the time of the one that the conditions name.
 */
export function intervalOf(join: JoinInput, query: BoundQuery): JoinInterval | undefined {
  if (join.withinMs !== undefined)
    return { lowerMs: -join.withinMs, upperMs: join.withinMs, from: 'WITHIN', conditions: [], declared: true };
  const { on, where } = boundsOf(join, query);
  const all = [...on, ...where];
  if (all.length === 0) return undefined;
  const range = narrowed(all.map(one => one.bound));
  const onAlone = narrowed(on.map(one => one.bound));
  const enough = isBounded(onAlone) || (where.length === 0 && on.length > 0);
  return {
    ...(enough ? onAlone : range),
    from: enough ? 'ON' : 'WHERE',
    conditions: [...new Set((enough ? on : all).map(one => one.condition))],
    declared: all.every(one => one.bound.declared),
  };
}

/** The conditions of WHERE that compare both sides' times: each drops a row that has only one of them. */
export const timeConditionsInWhere = (join: JoinInput, query: BoundQuery): readonly TypedExpression[] => [
  ...new Set(boundsOf(join, query).where.map(one => one.condition)),
];

/** Columns without a type are times where some condition treats them so: `a.x = b.x` by itself says nothing of time. */
function boundsOf(
  join: JoinInput,
  query: BoundQuery,
): { readonly on: readonly Found[]; readonly where: readonly Found[] } {
  const on = boundsIn(join.condition, join, query);
  const where = boundsIn(query.where, join, query);
  const times = new Set([...on, ...where].filter(one => one.bound.surely).map(one => one.bound.columns));
  const isOfTimes = ({ bound }: Found) => times.has(bound.columns);
  return { on: on.filter(isOfTimes), where: where.filter(isOfTimes) };
}

export const isBounded = ({ lowerMs, upperMs }: Pick<JoinInterval, 'lowerMs' | 'upperMs'>): boolean =>
  Number.isFinite(lowerMs) && Number.isFinite(upperMs);

function narrowed(bounds: readonly Bound[]): Pick<JoinInterval, 'lowerMs' | 'upperMs'> {
  return {
    lowerMs: Math.max(Number.NEGATIVE_INFINITY, ...bounds.map(one => one.lowerMs)),
    upperMs: Math.min(Number.POSITIVE_INFINITY, ...bounds.map(one => one.upperMs)),
  };
}

function boundsIn(condition: TypedExpression | undefined, join: JoinInput, query: BoundQuery): readonly Found[] {
  const sides: Sides = { left: timedLeaves(join.left), right: timedLeaves(join.right), query };
  return partsOf(condition).flatMap(({ whole, comparison }) => {
    const bound = boundOf(comparison, sides);
    return bound ? [{ condition: whole, bound }] : [];
  });
}

/** The time of a joined row is its stream's: when a table's row was written bounds nothing. */
function timedLeaves(input: BoundInput): ReadonlySet<number> {
  const leaves = [...leavesOf(input)];
  const streams = leaves.filter(([, leaf]) => kindOfInput(leaf) === 'stream');
  return new Set((streams.length > 0 ? streams : leaves).map(([leaf]) => leaf));
}

interface Sides {
  readonly left: ReadonlySet<number>;
  readonly right: ReadonlySet<number>;
  readonly query: BoundQuery;
}

/** The right time less the left one, plus a fixed length. */
interface Difference {
  readonly shift: Duration;
  /** −1 where the expression is the left time less the right one. */
  readonly sign: 1 | -1;
  /** What a number beside it counts. */
  readonly unitMs: number;
  /** How much the difference may be larger than what is compared: DATEDIFF cuts off parts of a unit. */
  readonly slackMs: number;
  readonly absolute: boolean;
  readonly declared: boolean;
  readonly surely: boolean;
  readonly columns: string;
}

const NEGATED = { '=': '<>', '<>': '=', '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const;

/** What AND joins, and `NOT (a OR b)`, which says the same of the opposites. NULL fails either way. */
function partsOf(condition: TypedExpression | undefined): readonly Part[] {
  return conjunctsOf(condition).flatMap(whole => comparisonsIn(whole).map(comparison => ({ whole, comparison })));
}

interface Part {
  readonly whole: TypedExpression;
  readonly comparison: TypedExpression;
}

function comparisonsIn(condition: TypedExpression): readonly TypedExpression[] {
  if (condition.op !== 'not') return [condition];
  const { operand } = condition;
  if (operand.op === 'or') return operand.parts.flatMap(part => comparisonsIn({ ...condition, operand: part }));
  return operand.op === 'compare' ? [{ ...operand, operator: NEGATED[operand.operator] }] : [];
}

const FLIPPED = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

/** `b.t <= a.t + INTERVAL '1' HOUR`, `b.t - a.t <= …`, `ABS(…) <= …`, `DATEDIFF('second', a.t, b.t) <= 60`. */
function boundOf(condition: TypedExpression, sides: Sides): Bound | undefined {
  if (condition.op !== 'compare' || condition.operator === '<>') return undefined;
  const { left, right, operator } = condition;
  const between = differenceOf(left, right, sides);
  if (between) return boundBy(between, operator, { ms: 0, months: 0 });
  const measured = measureOf(left, sides);
  if (measured) {
    const limit = durationOf(right, measured.unitMs);
    return limit && boundBy(beside(measured, right), operator, limit);
  }
  const turned = measureOf(right, sides);
  const limit = turned && durationOf(left, turned.unitMs);
  return turned && limit && boundBy(beside(turned, left), FLIPPED[operator], limit);
}

/** What is compared with an INTERVAL is the distance of two times. */
const beside = (measure: Difference, limit: TypedExpression): Difference =>
  limit.type.kind === 'INTERVAL' ? { ...measure, surely: true } : measure;

/** What `measure operator limit` says of the right time less the left one. Open bounds count as closed ones. */
function boundBy(measure: Difference, operator: keyof typeof FLIPPED, limit: Duration): Bound {
  const { shift, sign, slackMs, absolute, declared, surely, columns } = measure;
  const what = { declared, surely, columns };
  let upperMs =
    operator === '>' || operator === '>=' ? Number.POSITIVE_INFINITY : longest(plus(limit, shift, -1)) + slackMs;
  let lowerMs =
    operator === '<' || operator === '<=' ? Number.NEGATIVE_INFINITY : shortest(plus(limit, shift, -1)) - slackMs;
  if (absolute) {
    if (upperMs === Number.POSITIVE_INFINITY) return { lowerMs: Number.NEGATIVE_INFINITY, upperMs, ...what };
    upperMs = longest(limit) + slackMs - shortest(shift);
    lowerMs = -longest(limit) - slackMs - longest(shift);
  }
  return sign === 1 ? { lowerMs, upperMs, ...what } : { lowerMs: -upperMs, upperMs: -lowerMs, ...what };
}

const DAY_MS = 86_400_000;
/** A month has 28 to 31 days. */
const longest = ({ ms, months }: Duration): number => ms + months * (months > 0 ? 31 : 28) * DAY_MS;
const shortest = ({ ms, months }: Duration): number => ms + months * (months > 0 ? 28 : 31) * DAY_MS;

/** `minuend - subtrahend`, where one is a time of the left side and the other of the right. */
function differenceOf(minuend: TypedExpression, subtrahend: TypedExpression, sides: Sides): Difference | undefined {
  const a = timeOf(minuend, sides.query);
  const b = a && timeOf(subtrahend, sides.query);
  if (!a || !b || a.unitMs !== b.unitMs) return undefined;
  const sign =
    sides.right.has(a.leaf) && sides.left.has(b.leaf) ? 1 : sides.left.has(a.leaf) && sides.right.has(b.leaf) ? -1 : 0;
  if (sign === 0) return undefined;
  return {
    shift: plus(a.shift, b.shift, -1),
    sign,
    unitMs: a.unitMs,
    slackMs: Math.max(a.cutMs, b.cutMs),
    absolute: false,
    declared: a.declared && b.declared,
    surely: a.surely || b.surely,
    columns: [`${a.leaf}.${a.column}`, `${b.leaf}.${b.column}`].sort().join(' '),
  };
}

function measureOf(expression: TypedExpression, sides: Sides): Difference | undefined {
  if (expression.op === 'cast') return measureOf(expression.operand, sides);
  if (expression.op === 'arithmetic' && expression.operator === '-')
    return differenceOf(expression.left, expression.right, sides);
  if (expression.op !== 'call') return undefined;
  const { args } = expression;
  const [first, second, third] = args;
  switch (functionOf(expression)) {
    case 'ABS': {
      const inner = first && measureOf(first, sides);
      return inner && { ...inner, absolute: true };
    }
    case 'EXTRACT': {
      const inner = textOf(first) === 'EPOCH' && second ? measureOf(second, sides) : undefined;
      return inner && { ...inner, unitMs: 1000, slackMs: inner.slackMs + 1000, surely: true };
    }
    case 'DATEDIFF': {
      if (!first || !second) return undefined;
      // Without a unit it counts days, and the later time comes first.
      if (!third) return inUnits(differenceOf(first, second, sides), DAY_MS);
      const [from, to] = textOf(first) === undefined ? [first, second] : [second, third];
      return inUnits(differenceOf(to, from, sides), fixedMs(unitIn(first) ?? unitIn(third)));
    }
    default:
      return undefined;
  }
}

const fixedMs = (unit: Unit | undefined): number | undefined => {
  const micros = unit && UNIT_MICROS[unit];
  return micros === undefined ? undefined : micros / 1000;
};

const inUnits = (difference: Difference | undefined, unitMs: number | undefined): Difference | undefined =>
  difference && unitMs !== undefined
    ? { ...difference, unitMs, slackMs: difference.slackMs + unitMs, surely: true }
    : undefined;
