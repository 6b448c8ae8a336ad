/** A tree as the text of either dialect. */
import { aggregateOf } from './operations/aggregates.ts';
import { overOf } from './operations/over.ts';
import { operationOf } from './operations/table.ts';
import {
  DISORDER_MS,
  type Dialect,
  type Expr,
  type Input,
  type Query,
  type Table,
  typeText,
  type Window,
} from './tree.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function literal({ type, text }: Expr, dialect: Dialect): string {
  if (text === null || text === undefined) return `CAST(NULL AS ${typeText(type)})`;
  switch (type.kind) {
    case 'BIGINT': {
      // DuckDB's 5 has 32 bits.
      const plain = text.startsWith('-') ? `(${text})` : text;
      return dialect === 'duck' ? `CAST(${quoted(text)} AS BIGINT)` : plain;
    }
    case 'DOUBLE': {
      const plain = /e/i.test(text) ? text : `${text}e0`;
      return text.startsWith('-') ? `(${plain})` : plain;
    }
    case 'DECIMAL':
      return `CAST(${quoted(text)} AS ${typeText(type)})`;
    case 'STRING':
      return quoted(text);
    case 'BOOLEAN':
      return text;
    case 'TIMESTAMP':
    case 'DATE':
      return `${type.kind} ${quoted(text)}`;
  }
}

export function print(expr: Expr, dialect: Dialect): string {
  const args = expr.args.map(arg => print(arg, dialect));
  const { op } = expr;
  if (expr.sub) return subqueryText(expr, args, `(${printQuery(expr.sub, dialect)})`);
  switch (op) {
    case 'column':
      return expr.text!;
    case 'literal':
      return literal(expr, dialect);
    case 'window start':
      return dialect === 'ferris' ? 'WINDOW_START()' : '_window_start';
    case 'window end':
      return dialect === 'ferris' ? 'WINDOW_END()' : '_window_end';
  }
  const aggregate = op.startsWith('aggregate ') ? aggregateOf(op.slice('aggregate '.length)) : undefined;
  if (aggregate) {
    const filter = expr.text === 'filtered' ? args.pop() : undefined;
    return (dialect === 'duck' && aggregate.duck ? aggregate.duck : aggregate.ferris)(args, expr, filter);
  }
  const operation = op.startsWith('over ') ? overOf(op.slice('over '.length)) : operationOf(op);
  if (!operation) throw new Error(`no operation ${op}`);
  return (dialect === 'duck' && operation.duck ? operation.duck : operation.ferris)(args, expr);
}

function subqueryText({ op, text }: Expr, [operand]: readonly string[], query: string): string {
  switch (op) {
    case 'subquery value':
      return query;
    case 'subquery exists':
      return `EXISTS ${query}`;
    case 'subquery in':
      return `(${operand} IN ${query})`;
    default:
      return `(${operand} ${text} ${op === 'subquery any' ? 'ANY' : 'ALL'} ${query})`;
  }
}

const seconds = (ms: number) => (ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`);

function ferrisWindow(window: Window): string {
  switch (window.kind) {
    case 'tumbling':
      return `WINDOW TUMBLING(${seconds(window.sizeMs)})`;
    case 'hopping':
      return `WINDOW SLIDING(${seconds(window.sizeMs)}, ${seconds(window.advanceMs)})`;
    case 'cumulate':
      return `WINDOW CUMULATE(${seconds(window.stepMs)}, ${seconds(window.sizeMs)})`;
    case 'session':
      return `WINDOW SESSION(${seconds(window.gapMs)})`;
  }
}

const bounds = (start: string, end: string) => `epoch_ms(${start}) AS _window_start, epoch_ms(${end}) AS _window_end`;

/** The windows that a row of the time `at` (milliseconds) falls in, one a row. Not sessions, which depend on other rows. */
function windowsOf(window: Window, at: string): string {
  switch (window.kind) {
    case 'tumbling': {
      const start = `floor_to(${at}, ${window.sizeMs})`;
      return `SELECT ${bounds(start, `${start} + ${window.sizeMs}`)}`;
    }
    case 'hopping': {
      const { sizeMs, advanceMs } = window;
      const starts = `range(floor_to(${at} - ${sizeMs}, ${advanceMs}) + ${advanceMs}, floor_to(${at}, ${advanceMs}) + 1, ${advanceMs})`;
      return `SELECT ${bounds('_s', `_s + ${sizeMs}`)} FROM (SELECT unnest(${starts}) AS _s)`;
    }
    case 'cumulate': {
      const { stepMs, sizeMs } = window;
      const start = `floor_to(${at}, ${sizeMs})`;
      const ends = `range(floor_to(${at}, ${stepMs}) + ${stepMs}, ${start} + ${sizeMs} + 1, ${stepMs})`;
      return `SELECT ${bounds(start, '_e')} FROM (SELECT unnest(${ends}) AS _e)`;
    }
    case 'session':
      throw new Error('a session is made of several rows');
  }
}

/** The later of the sides' times; of a row without a partner its own. */
const JOINED_TIME = 'epoch_ms(greatest(l.ts, r.ts))';

/** The rows of `from` that pass `where`, once per window that they fall in. */
function duckWindow(window: Window, from: string, where: string, keys: readonly string[]): string {
  const rows = `SELECT *, epoch_ms(ts) AS _at FROM ${from}${where}`;
  if (window.kind !== 'session') return `(SELECT * FROM (${rows}) CROSS JOIN LATERAL (${windowsOf(window, '_at')}))`;
  const { gapMs } = window;
  const by = keys.length > 0 ? `PARTITION BY ${keys.join(', ')} ` : '';
  const begun = `SELECT *, CASE WHEN _at - lag(_at) OVER (${by}ORDER BY ts, id) <= ${gapMs} THEN 0 ELSE 1 END AS _new FROM (${rows})`;
  const numbered = `SELECT *, sum(_new) OVER (${by}ORDER BY ts, id) AS _session FROM (${begun})`;
  const one = `OVER (PARTITION BY ${[...keys, '_session'].join(', ')})`;
  return `(SELECT *, ${bounds(`min(_at) ${one}`, `max(_at) ${one} + ${gapMs}`)} FROM (${numbered}))`;
}

function inputText(input: Input, dialect: Dialect): string {
  switch (input.kind) {
    case 'table':
      return input.as === undefined ? input.name : `${input.name} AS ${input.as}`;
    case 'lateral':
      return `${input.left} AS l ${input.join === 'LEFT' ? 'LEFT ' : ''}JOIN LATERAL (${printQuery(input.query, dialect)}) AS r ON TRUE`;
    case 'query':
      return input.cte ? 'q' : `(${printQuery(input.query, dialect)}) AS ${input.as ?? 'q'}`;
    case 'as of': {
      const { join, left, right, on } = input;
      const equal = `l.${on[0]} = r.${on[1]}`;
      const before = join === 'LEFT' ? 'LEFT JOIN' : 'JOIN';
      if (dialect === 'ferris') return `${left} AS l ${before} ${right} AS r ON ${equal}`;
      // Of versions of one time the last to arrive.
      const versions = `(SELECT * FROM ${right} QUALIFY row_number() OVER (PARTITION BY ${on[1]}, ts ORDER BY id DESC) = 1)`;
      return `${left} AS l ASOF ${before} ${versions} AS r ON ${equal} AND l.ts >= r.ts`;
    }
    case 'tables': {
      const named = (name: string, as: string) =>
        dialect === 'ferris' ? `${name} AS ${as}` : `${standing(name)} AS ${as}`;
      const joins = input.joins.map(({ join, name, as, on, also }) => {
        const more = also ? [print(also, dialect)] : [];
        const equal = [...on.map(([before, own]) => `${before} = ${as}.${own}`), ...more].join(' AND ');
        return ` ${join === 'INNER' ? 'JOIN' : `${join} JOIN`} ${named(name, as)} ON ${equal}`;
      });
      return named(input.first, 'l') + joins.join('');
    }
    case 'join': {
      const { join, left, right, on, withinMs, also } = input;
      const more = also ? [print(also, dialect)] : [];
      const equal = [...on.map(([l, r]) => `l.${l} = r.${r}`), ...more].join(' AND ');
      const word = join === 'INNER' ? 'JOIN' : `${join} JOIN`;
      const near =
        dialect === 'ferris'
          ? ` WITHIN ${seconds(withinMs)}`
          : ` AND abs(epoch_ms(l.ts) - epoch_ms(r.ts)) <= ${withinMs}`;
      return `${left} AS l ${word} ${right} AS r ON ${equal}${near}`;
    }
  }
}

export function printQuery(query: Query, dialect: Dialect): string {
  const { input, where, group, window, distinct, items, union, order } = query;
  const text = (expr: Expr) => print(expr, dialect);
  const keys = (group?.keys ?? []).map(text);
  const filter = where ? ` WHERE ${text(where)}` : '';
  const duckWindows = dialect === 'duck' ? window : undefined;
  // A session depends on which rows pass WHERE, a joined row has no table of its own: each is windowed in its way.
  const windowed = duckWindows !== undefined && input.kind !== 'join';
  const source = inputText(input, dialect);
  const each =
    duckWindows && input.kind === 'join' ? ` CROSS JOIN LATERAL (${windowsOf(duckWindows, JOINED_TIME)}) AS w` : '';
  const from = windowed ? `${duckWindow(duckWindows, source, filter, keys)} AS w` : source + each;
  const list = items.map(({ name, expr }) => `${text(expr)} AS ${name}`).join(', ');
  let sql = `SELECT ${distinct ? 'DISTINCT ' : ''}${list} FROM ${from}${windowed ? '' : filter}`;
  const grouped = duckWindows && group ? [...keys, '_window_start', '_window_end'] : keys;
  if (grouped.length > 0) sql += ` GROUP BY ${grouped.join(', ')}`;
  if (window && dialect === 'ferris') sql += ` ${ferrisWindow(window)}`;
  if (group?.having) sql += ` HAVING ${text(group.having)}`;
  if (union) sql += ` UNION ${union.all ? 'ALL ' : ''}${printQuery(union.query, dialect)}`;
  if (order) {
    const by = items.map(({ name }, i) => `${name}${order.descending[i] ? ' DESC' : ''}`);
    sql += ` ORDER BY ${by.join(', ')}${order.limit === undefined ? '' : ` LIMIT ${order.limit}`}`;
  }
  return input.kind === 'query' && input.cte ? `WITH q AS (${printQuery(input.query, dialect)}) ${sql}` : sql;
}

/** The view of what a TABLE has in the end. */
export const standing = (name: string): string => `${name}_standing`;

/** Its declaration: the column of its event time bound by the watermark. */
export const declaration = ({ name, columns, primaryKey }: Table): string =>
  `CREATE ${primaryKey === undefined ? 'STREAM' : 'TABLE'} ${name} (` +
  `${columns.map(column => `${column.name} ${typeText(column.type)}`).join(', ')}, ` +
  `${primaryKey === undefined ? '' : `PRIMARY KEY (${primaryKey}), `}` +
  `WATERMARK FOR ts AS ts - INTERVAL '${DISORDER_MS / 1000}' SECOND) WITH ('topic' = '${name}', 'format' = 'json');`;
