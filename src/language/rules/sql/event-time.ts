/** Which columns of a query carry the event time of the rows it reads, also through queries inside it. */
import { fold, isConstant } from '../../evaluate/fold.ts';
import { functionTable } from '../../functions/table.ts';
import { UNIT_MICROS, UNIT_MONTHS, type Unit, unitOf } from '../../functions/time/unit.ts';
import type { BoundInput, BoundQuery, InputColumn } from '../../names/bound.ts';
import type { TypedExpression } from '../../names/typed-expression.ts';
import { literalValue } from '../../types/literal.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { Interval } from '../../types/temporal.ts';
import { RecordError } from '../../types/value.ts';
import { type Leaf, leavesOf } from './walk.ts';

/** The event time of a relation's rows, a fixed time before or after. */
export interface TimeOf {
  /** Which relation of FROM. */
  readonly leaf: number;
  /** How much later than the event time the expression is. */
  readonly shift: Duration;
  /** Milliseconds that one unit of it counts: 1 for a TIMESTAMP and for epoch milliseconds, 1000 for epoch seconds. */
  readonly unitMs: number;
  /** How much later than `shift` says the event time may be: a truncated time has lost up to so much. Milliseconds. */
  readonly cutMs: number;
  /** The column that it comes from, by its name in that relation. */
  readonly column: string;
  /** Whether it is certain to be a time: by its type, or because it is moved, truncated or read as one. */
  readonly surely: boolean;
  /** Whether the relation declares it. Where no time is declared, any column that can be one is taken for it. */
  readonly declared: boolean;
}

/** Months have no fixed length, so they are kept apart. */
export interface Duration {
  readonly ms: number;
  readonly months: number;
}

const NO_TIME: Duration = { ms: 0, months: 0 };

export const plus = (a: Duration, b: Duration, sign: 1 | -1 = 1): Duration => ({
  ms: a.ms + sign * b.ms,
  months: a.months + sign * b.months,
});

/** What an expression over a query's input row says of event times; undefined for what is none. */
export function timeOf(expression: TypedExpression, query: BoundQuery): TimeOf | undefined {
  switch (expression.op) {
    case 'column': {
      const column = query.columns[expression.index];
      const leaf = column && leavesOf(query.input).get(column.leaf);
      return leaf && timeOfColumn(column, leaf);
    }
    case 'cast':
      return timeOfCast(expression.type, timeOf(expression.operand, query), expression.operand.type);
    case 'arithmetic': {
      if (expression.operator !== '+' && expression.operator !== '-') return undefined;
      const sign = expression.operator === '+' ? 1 : -1;
      const time = timeOf(expression.left, query) ?? (sign === 1 ? timeOf(expression.right, query) : undefined);
      if (!time) return undefined;
      const other = timeOf(expression.left, query) ? expression.right : expression.left;
      const length = durationOf(other, time.unitMs);
      const surely = time.surely || other.type.kind === 'INTERVAL';
      return length && { ...time, surely, shift: plus(time.shift, length, sign) };
    }
    case 'call':
      return timeOfCall(expression, query);
    default:
      return undefined;
  }
}

const DAY_MS = 86_400_000;

/** A number is read as epoch milliseconds, and a time is written as such. */
function timeOfCast(to: SqlType, time: TimeOf | undefined, from: SqlType): TimeOf | undefined {
  if (!time || to.kind === from.kind) return time;
  if (time.unitMs !== 1) return undefined;
  switch (to.kind) {
    case 'TIMESTAMP':
      return { ...time, surely: true };
    case 'DATE':
      return cut(time, DAY_MS);
    case 'BIGINT':
    case 'DECIMAL':
    case 'DOUBLE':
      return cut(time, 1);
    default:
      return undefined;
  }
}

/** The name that a function's page has, whichever of its names is written. */
export const functionOf = ({ name }: { readonly name: string }): string => functionTable.get(name)?.name ?? name;

function timeOfCall(call: Call, query: BoundQuery): TimeOf | undefined {
  const { args } = call;
  const [first, second, third] = args;
  const name = functionOf(call);
  switch (name) {
    case 'DATE_ADD':
    case 'DATE_SUB':
      return moved(args, name === 'DATE_ADD' ? 1 : -1, query);
    case 'DATE_TRUNC':
      return second && cut(timeOf(second, query), longestMs(unitIn(first)));
    case 'DATE':
      return first && cut(timeOf(first, query), DAY_MS);
    case 'TIMESTAMP':
      return first && timeOfCast({ kind: 'TIMESTAMP' }, timeOf(first, query), first.type);
    case 'EXTRACT':
      return second && textOf(first) === 'EPOCH' ? inSeconds(timeOf(second, query)) : undefined;
    case 'UNIX_TIMESTAMP':
      return first && !second ? inSeconds(timeOf(first, query)) : undefined;
    case 'FROM_UNIXTIME': {
      const time = first && !second && !third ? timeOf(first, query) : undefined;
      return time?.unitMs === 1000 ? { ...time, surely: true, unitMs: 1 } : undefined;
    }
    default:
      return undefined;
  }
}

type Call = Extract<TypedExpression, { readonly op: 'call' }>;

const cut = (time: TimeOf | undefined, byMs: number | undefined): TimeOf | undefined =>
  time && byMs !== undefined && time.unitMs === 1 ? { ...time, surely: true, cutMs: time.cutMs + byMs } : undefined;

const inSeconds = (time: TimeOf | undefined): TimeOf | undefined => {
  const whole = cut(time, 1000);
  return whole && { ...whole, unitMs: 1000 };
};

/** `DATE_ADD(t, INTERVAL …)`, `DATE_ADD(t, days)`, `DATE_ADD('hour', 2, t)`. */
function moved(args: readonly TypedExpression[], sign: 1 | -1, query: BoundQuery): TimeOf | undefined {
  const [first, second, third] = args;
  if (!first || !second) return undefined;
  const time = timeOf(third ?? first, query);
  const length = third ? lengthOf(second, unitIn(first)) : durationOf(second, DAY_MS);
  return time && length && time.unitMs === 1
    ? { ...time, surely: true, shift: plus(time.shift, length, sign) }
    : undefined;
}

function lengthOf(amount: TypedExpression, unit: Unit | undefined): Duration | undefined {
  const one = durationOf(amount, 1);
  if (!one || !unit) return undefined;
  return { ms: (one.ms * (UNIT_MICROS[unit] ?? 0)) / 1000, months: one.ms * (UNIT_MONTHS[unit] ?? 0) };
}

/** The unit that a text names, where it is written out. */
export function unitIn(expression: TypedExpression | undefined): Unit | undefined {
  const text = textOf(expression);
  try {
    return text === undefined ? undefined : unitOf(text);
  } catch (error) {
    // Binding reports it.
    if (error instanceof RecordError) return undefined;
    throw error;
  }
}

/** How long a unit can be; a month has up to 31 days. */
const longestMs = (unit: Unit | undefined): number | undefined =>
  unit && (UNIT_MICROS[unit] ?? 0) / 1000 + (UNIT_MONTHS[unit] ?? 0) * 31 * DAY_MS;

/** A text that is written out, in capitals. */
export function textOf(expression: TypedExpression | undefined): string | undefined {
  if (!expression) return undefined;
  const folded = fold(expression);
  if (!isConstant(folded)) return undefined;
  const value = literalValue(folded.type, folded.text);
  return typeof value === 'string' ? value.trim().toUpperCase() : undefined;
}

/** A length that is written out: an INTERVAL, or a number of units. */
export function durationOf(expression: TypedExpression, unitMs: number): Duration | undefined {
  const folded = fold(expression);
  if (!isConstant(folded)) return undefined;
  const value = literalValue(folded.type, folded.text);
  if (value instanceof Interval) return { ms: value.micros / 1000, months: value.months };
  const number = typeof value === 'number' ? value : Number.NaN;
  return Number.isFinite(number) ? { ms: number * unitMs, months: 0 } : undefined;
}

const canBeAssumed = ({ kind }: SqlType): boolean => kind === 'TIMESTAMP' || kind === 'ANY' || kind === 'JSON';

const WINDOW_BOUND = /^_?window_(start|end)$/i;

function timeOfColumn({ name, type, leaf, origin }: InputColumn, input: Leaf): TimeOf | undefined {
  const found = (declared: boolean, unitMs = 1): TimeOf => {
    const surely = declared || type.kind === 'TIMESTAMP';
    return { leaf, column: name, shift: NO_TIME, unitMs, cutMs: 0, surely, declared };
  };
  if (name === '_event_time') return found(true);
  if (input.kind === 'values' || input.kind === 'unnest') return undefined;
  if (input.kind === 'match') return canBeAssumed(type) ? found(false) : undefined;
  const time = input.time ?? input.relation.time;
  if (time.column !== undefined)
    return name === time.column ? found(true, time.format.kind === 'epoch_seconds' ? 1000 : 1) : undefined;
  if (origin.kind === 'system') return name === '_timestamp' || WINDOW_BOUND.test(name) ? found(true) : undefined;
  // Another statement's result carries its rows' time, whatever column that came from.
  if (input.kind === 'relation') return canBeAssumed(type) ? found(false) : undefined;
  const inner = timeOfItem(name, input.query);
  return inner && { ...inner, leaf, column: name };
}

/** The output column of a query inside, by its name. */
function timeOfItem(name: string, query: BoundQuery): TimeOf | undefined {
  const item = query.items.find(one => one.name === name);
  if (!item) {
    // `*` passes the columns of a schema-less relation on.
    const passed = query.items.some(one => one.spread) ? soleRelation(query.input) : undefined;
    if (!passed) return undefined;
    const column = (passed.time ?? passed.relation.time).column;
    if (column !== undefined && column !== name) return undefined;
    const declared = column === name;
    return { ...windowTime, surely: declared, declared };
  }
  const { expression } = item;
  const own = query.eventTimeItem === undefined ? undefined : query.items[query.eventTimeItem]?.expression;
  if (own?.op === 'column' && expression.op === 'column' && own.index === expression.index) return windowTime;
  const { aggregation } = query;
  const bound = boundOf(expression);
  if (!aggregation) return bound.op === 'window-bound' ? windowTime : timeOf(expression, query);
  if (bound.op === 'column' && bound.index >= aggregation.keys.length + aggregation.calls.length) return windowTime;
  if (expression.op !== 'column') return undefined;
  const key = aggregation.keys[expression.index]?.expression;
  return key?.op === 'window-bound' ? windowTime : key && timeOf(key, query);
}

/** WINDOW_TIME is the end less a millisecond. */
const boundOf = (expression: TypedExpression): TypedExpression =>
  expression.op === 'arithmetic' && expression.operator === '-' && isMillisecond(expression.right)
    ? expression.left
    : expression;

const isMillisecond = (expression: TypedExpression): boolean =>
  expression.op === 'literal' && expression.type.kind === 'INTERVAL' && expression.text === '0:1000';

const windowTime: TimeOf = {
  leaf: 0,
  column: '',
  shift: NO_TIME,
  unitMs: 1,
  cutMs: 0,
  surely: true,
  declared: true,
};

const soleRelation = (input: BoundInput) => (input.kind === 'relation' || input.kind === 'query' ? input : undefined);
