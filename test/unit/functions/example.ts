/** Evaluates the examples of the function pages: one call of literals, checked and coerced as the binder would. */
import type {
  AggregateEntry,
  Argument,
  CallContext,
  FunctionEntry,
  ScalarEntry,
} from '../../../src/language/functions/define.ts';
import { functionTable, resolveCall } from '../../../src/language/functions/table.ts';
import { castValue } from '../../../src/language/types/coerce.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import { parseInt64 } from '../../../src/language/types/int64.ts';
import type { SqlType } from '../../../src/language/types/sql-type.ts';
import {
  ANY,
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  decimal,
  INTERVAL,
  NULL_TYPE,
  STRING,
  TIME,
  TIMESTAMP,
} from '../../../src/language/types/sql-type.ts';
import { Interval, SqlDate, SqlTime, Timestamp } from '../../../src/language/types/temporal.ts';
import type { Value } from '../../../src/language/types/value.ts';

export interface Literal {
  readonly type: SqlType;
  readonly value: Value;
}

/** 2023-11-14T22:13:20.123456Z, and the same random numbers every time. */
const PORTS = {
  now: () => 1_700_000_000_123_456,
  random: () => 0.25,
  uuid: () => '00000000-0000-4000-8000-000000000000',
};

export const literal = (text: string): Literal => {
  const quoted = /^(TIMESTAMP|DATE|TIME|INTERVAL)? ?'((?:[^']|'')*)' ?([A-Z]*)$/.exec(text);
  if (quoted) {
    const content = quoted[2]!.replaceAll("''", "'");
    switch (quoted[1]) {
      case 'TIMESTAMP':
        return { type: TIMESTAMP, value: Timestamp.parse(content)! };
      case 'DATE':
        return { type: DATE, value: SqlDate.parse(content)! };
      case 'TIME':
        return { type: TIME, value: SqlTime.parse(content)! };
      case 'INTERVAL':
        return { type: INTERVAL, value: Interval.parse(`${content} ${quoted[3]}`)! };
      default:
        return { type: STRING, value: content };
    }
  }
  if (text === 'NULL') return { type: NULL_TYPE, value: null };
  if (text === 'TRUE' || text === 'FALSE') return { type: BOOLEAN, value: text === 'TRUE' };
  if (/e/i.test(text)) return { type: DOUBLE, value: Number(text) };
  const number = text.includes('.') ? Decimal.parse(text) : parseInt64(text);
  if (number === undefined) throw new Error(`Not a literal: ${text}`);
  return number instanceof Decimal
    ? { type: decimal(number.precision(), number.scale), value: number }
    : { type: BIGINT, value: number };
};

/** Cut at commas outside quotes. */
export const list = (text: string): string[] =>
  (text.match(/(?:'(?:[^']|'')*'|[^,'])+/g) ?? []).map(item => item.trim());

export interface Answer {
  readonly type: SqlType;
  readonly value: Value;
}

/** `NAME(literal, …)` or `NAME(x, literal …) over x = literal, …`. */
export function evaluate(expression: string): Answer {
  const match = /^([A-Z_0-9]+)\((.*?)\)(?: over x = (.*))?$/s.exec(expression);
  if (!match) throw new Error(`Not an example: ${expression}`);
  const [, name, args, rows] = match as unknown as [string, string, string, string?];
  const entry = functionTable.get(name);
  if (!entry) throw new Error(`No function ${name}`);
  if (entry.kind === 'aggregate') return aggregate(entry, list(args), list(rows!).map(literal));
  if (entry.kind !== 'scalar') throw new Error(`${name} is no function of one row`);
  const all = /^[A-Z_0-9]+\((.*)\)$/s.exec(expression)![1]!;
  return scalar(entry, list(all).map(literal));
}

export function scalar(entry: ScalarEntry, args: readonly Literal[]): Answer {
  const { returns, parameters } = resolved(
    entry,
    args.map(({ type, value }) => ({ type, literal: value })),
  );
  const values = args.map(({ value }, i) => (parameters[i] ? castValue(value, parameters[i]) : value));
  const value =
    entry.nulls === 'propagate' && values.includes(null) ? null : entry.evaluate(values, { ...PORTS, returns });
  return { type: returns, value };
}

/** Rows of one type keep it, mixed ones are schema-less; their order is that of `rows`. */
export function aggregate(entry: AggregateEntry, args: readonly string[], rows: readonly Literal[]): Answer {
  const kinds = rows.filter(({ value }) => value !== null).map(({ type }) => type);
  const same = kinds.every(({ kind }) => kind === kinds[0]?.kind);
  const sized = kinds[0]?.kind === 'DECIMAL' ? decimal(20, 4) : (kinds[0] ?? NULL_TYPE);
  return aggregateOf(
    entry,
    args,
    rows.map(({ value }) => value),
    same ? sized : ANY,
  );
}

export function aggregateOf(
  entry: AggregateEntry,
  args: readonly string[],
  rows: readonly Value[],
  type: SqlType,
): Answer {
  const constants = args.slice(1).map(literal);
  const known: Argument[] =
    args[0] === '*' ? [] : [{ type }, ...constants.map(c => ({ type: c.type, literal: c.value }))];
  const { returns } = resolved(entry, known);
  const call: CallContext = { ...PORTS, returns };
  let state = entry.init(call);
  rows.forEach((value, offset) => {
    if (entry.skipsNulls && value === null && known.length > 0) return;
    const values = known.length === 0 ? [] : [value, ...constants.map(c => c.value)];
    state = entry.add(state as never, values, { time: offset, topic: 't', partition: 0, offset }, call);
  });
  return { type: returns, value: entry.result(state as never, call) };
}

function resolved(entry: FunctionEntry, args: readonly Argument[]) {
  const result = resolveCall(entry, args);
  if (!result.ok) throw new Error(result.message);
  return result;
}
