/** Evaluates the examples of the function pages: one call of literals, checked and coerced as the binder would. */
import type {
  AggregateEntry,
  Argument,
  CallContext,
  FunctionEntry,
  ScalarEntry,
  WindowEntry,
} from '../../../src/language/functions/define.ts';
import { functionTable, resolveCall } from '../../../src/language/functions/table.ts';
import { castValue, commonType } from '../../../src/language/types/coerce.ts';
import { equalValues } from '../../../src/language/types/compare.ts';
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
  sameType,
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
  const collection = /^(ARRAY|MAP)\[(.*)\]$/s.exec(text);
  if (collection) {
    const items = list(collection[2]!).map(literal);
    return collection[1] === 'ARRAY' ? array(items) : map(items);
  }
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

const common = (items: readonly Literal[]): SqlType =>
  items.reduce<SqlType>((known, { type }) => commonType(known, type) ?? ANY, NULL_TYPE);

function array(items: readonly Literal[]): Literal {
  const element = common(items);
  return { type: { kind: 'ARRAY', element }, value: items.map(({ value }) => castValue(value, element)) };
}

/** Key and value in turn. */
function map(items: readonly Literal[]): Literal {
  const keys = items.filter((_, i) => i % 2 === 0);
  const values = items.filter((_, i) => i % 2 === 1);
  return {
    type: { kind: 'MAP', key: common(keys), value: common(values) },
    value: new Map(keys.map(({ value }, i) => [value as string, values[i]!.value])),
  };
}

/** Cut at commas outside quotes and brackets. */
export function list(text: string): string[] {
  const items: string[] = [];
  let depth = 0;
  let item = '';
  for (const part of text.match(/'(?:[^']|'')*'|[^']/g) ?? []) {
    if (part === '(' || part === '[') depth++;
    else if (part === ')' || part === ']') depth--;
    if (part === ',' && depth === 0) {
      items.push(item.trim());
      item = '';
    } else item += part;
  }
  return item.trim() === '' && items.length === 0 ? [] : [...items, item.trim()];
}

export interface Answer {
  readonly type: SqlType;
  readonly value: Value;
}

const OVER = /^(.*\)) over ([a-z, ]+) = (.*)$/s;
const IN_WINDOW = /^(.*\)) at (TIMESTAMP '[^']+') in TUMBLING\((\d+)m\)$/;

/**
 * What an example gives: one value of `NAME(literal, …)`, of an aggregate `NAME(x, literal) over x = literal, …` (or
 * `over y, x = (literal, literal), …`) and of a bound `NAME() at TIMESTAMP '…' in TUMBLING(1m)`; a value for each row of
 * `WINDOW_FUNCTION(…) over x = …`, whose order is that of the list, equal neighbours being peers; the rows of a table.
 */
export function evaluate(expression: string): readonly Answer[] {
  const [, windowed, at, minutes] = IN_WINDOW.exec(expression) ?? [];
  const [, called = windowed ?? expression, columns = '', rows = ''] = OVER.exec(expression) ?? [];
  const [, name, argumentText] = /^([A-Z_0-9]+)\((.*)\)$/s.exec(called) ?? [];
  if (name === undefined) throw new Error(`Not an example: ${expression}`);
  const entry = functionTable.get(name);
  const args = list(argumentText!);
  switch (entry?.kind) {
    case undefined:
      throw new Error(`No function ${name}`);
    case 'scalar':
      return [scalar(entry, args.map(literal))];
    case 'aggregate':
      return [aggregate(entry, args, tableOf(columns, rows))];
    case 'window':
      return overRows(entry, args, tableOf(columns, rows));
    case 'window-bound': {
      const size = Number(minutes) * 60_000;
      const start = Math.floor((literal(at!).value as Timestamp).millis / size) * size;
      return [{ type: resolved(entry, args.map(literal)).returns, value: entry.of(start, start + size) }];
    }
    case 'table': {
      const [collection] = args.map(literal);
      const { returns } = resolved(entry, [collection!]);
      return entry.rows(collection!.value).map(row => ({ type: returns, value: row.at(-1)! }));
    }
  }
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

/** Rows of one or more columns, by the columns' names. */
export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Literal[])[];
}

const tableOf = (columns: string, rows: string): Rows => {
  const names = list(columns);
  return {
    columns: names,
    rows: list(rows).map(row => (names.length === 1 ? [literal(row)] : list(row.slice(1, -1)).map(literal))),
  };
};

/** A column of one type keeps it, a mixed one is schema-less. */
function typeOfColumn({ rows }: Rows, index: number): SqlType {
  const types = rows.map(row => row[index]!).flatMap(({ type, value }) => (value === null ? [] : [type]));
  if (types.length === 0) return NULL_TYPE;
  if (types.every(type => sameType(type, types[0]!))) return types[0]!;
  if (!types.every(({ kind }) => kind === types[0]!.kind)) return ANY;
  return types[0]!.kind === 'DECIMAL' ? decimal(20, 4) : types[0]!;
}

/** Arguments of a call over rows: columns, which have a type, and constants. */
function argumentsOf(table: Rows, args: readonly string[]) {
  const parts = args
    .filter(arg => arg !== '*')
    .map(arg => {
      const column = table.columns.indexOf(arg);
      return column < 0 ? literal(arg) : { column, type: typeOfColumn(table, column) };
    });
  return {
    known: parts.map((part): Argument => ('value' in part ? { type: part.type, literal: part.value } : part)),
    of: (row: readonly Literal[]): Value[] =>
      parts.map(part => ('value' in part ? part.value : row[part.column]!.value)),
  };
}

const cast = (values: readonly Value[], parameters: readonly (SqlType | undefined)[]): Value[] =>
  values.map((value, i) => (parameters[i] ? castValue(value, parameters[i]) : value));

/** The order of the rows is that of the table. */
export function aggregate(entry: AggregateEntry, args: readonly string[], table: Rows): Answer {
  const { known, of } = argumentsOf(table, args);
  const { returns, parameters } = resolved(entry, known);
  const call: CallContext = { ...PORTS, returns };
  let state = entry.init(call);
  table.rows.forEach((row, offset) => {
    const values = cast(of(row), parameters);
    if (entry.skipsNulls && values[0] === null) return;
    state = entry.add(state as never, values, { time: offset, topic: 't', partition: 0, offset }, call);
  });
  return { type: returns, value: entry.result(state as never, call) };
}

/** For tests with rows that are no literals. */
export const aggregateOf = (
  entry: AggregateEntry,
  args: readonly string[],
  rows: readonly Value[],
  type: SqlType,
): Answer => aggregate(entry, args, { columns: ['x'], rows: rows.map(value => [{ type, value }]) });

function overRows(entry: WindowEntry, args: readonly string[], table: Rows): readonly Answer[] {
  const { known, of } = argumentsOf(table, args);
  const { returns, parameters } = resolved(entry, known);
  let peers = -1;
  const rows = table.rows.map((row, i) => {
    const before = table.rows[i - 1];
    if (!before || !equalValues(row[0]!.value, before[0]!.value)) peers++;
    return { args: cast(of(row), parameters), peers };
  });
  return entry.overPartition(rows).map(value => ({ type: returns, value }));
}

function resolved(entry: FunctionEntry, args: readonly Argument[]) {
  const result = resolveCall(entry, args);
  if (!result.ok) throw new Error(result.message);
  return result;
}
