/** EXPLAIN: the plan as a person reads it, with keys, time and the state each operator keeps and what bounds it. */
import { functionTable } from '../../language/functions/table.ts';
import { typeText } from '../../language/types/sql-type.ts';
import { changesOf } from '../plan/changes.ts';
import type { Given } from '../plan/nodes/apply.ts';
import {
  type BoundWindow,
  type EventTime,
  inputsOf,
  type NodeKind,
  type NodeOf,
  type Plan,
  type PlanNode,
} from '../plan/plan.ts';
import { stayingInMemory } from '../plan/spills.ts';
import { callText, expressionText } from './expression.ts';
import { matchText } from './match.ts';
import { tasksText } from './tasks.ts';

export function explain(plan: Plan): string {
  const parts = plan.queries.map(query => {
    const { output } = query;
    const columns = output.columns
      .map(column => (column.spread ? '*' : `${column.name} ${typeText(column.type)}`))
      .join(', ');
    const lines = [
      `query ${query.name} (statement ${query.statement + 1})${query.local ? ', read by others only' : ` → ${output.kind} '${output.topic}'${output.file ? ` in file '${output.file.path}'` : ''}${output.changelog ? `, written as ${CHANGELOGS[output.changelog]}` : ''}`}`,
      `  columns: ${columns}`,
    ];
    const visit = (node: PlanNode, depth: number) => {
      lines.push(`${'  '.repeat(depth + 1)}${describeNode(node)}`);
      for (const input of inputsOf(node)) visit(input, depth + 1);
    };
    visit(query.root, 0);
    const volatile = volatileCalls(query.root);
    if (volatile.length > 0) lines.push(`  a replay may answer differently: it asks ${volatile.join(', ')}`);
    return lines.join('\n');
  });
  const memory = memoryText(plan);
  const tasks = tasksText(plan);
  return `${[`plan version ${plan.version}, ${plan.bounded ? 'bounded: ends at the end of the data' : 'unbounded: runs on'}`, ...parts, ...(memory ? [memory] : []), ...(tasks ? [tasks] : [])].join('\n\n')}\n`;
}

/** Of what its statements say of memory. */
function memoryText(plan: Plan): string | undefined {
  if (plan.memoryMib === undefined) return undefined;
  const staying = stayingInMemory(plan);
  const rest = staying.length === 0 ? '' : `; what these remember has to fit: ${staying.join(', ')}`;
  return `remembers at most ${plan.memoryMib} MiB in memory, the rest on disk${rest}`;
}

const CHANGELOGS = {
  upsert: 'upserts and deletions by key',
  append: 'rows only',
  retract: 'what was and what is (header ferris-op)',
} as const;

/** Functions that give another answer each time, by name, in a tree. */
function volatileCalls(part: unknown): readonly string[] {
  const names = new Set<string>();
  const visit = (one: unknown): void => {
    if (typeof one !== 'object' || one === null) return;
    if ('op' in one && one.op === 'call' && 'name' in one && 'args' in one) {
      const entry = functionTable.get(String(one.name));
      const isAsked =
        entry?.kind === 'scalar' &&
        (entry.volatile === true || (entry.volatile !== false && (one.args as readonly unknown[]).length === 0));
      if (isAsked) names.add(entry.name);
    }
    for (const inner of Object.values(one)) visit(inner);
  };
  visit(part);
  return [...names].sort();
}

const ttlText = (ttlMs: number | undefined): string =>
  ttlMs === undefined ? 'bounded by nothing' : `forgotten when nothing touched it for ${duration(ttlMs)}`;

/** A node as one line, without what it reads. */
export const describeNode = (node: PlanNode): string => (table[node.node] as (node: PlanNode) => string)(node);

const table: { readonly [Kind in NodeKind]: (node: NodeOf<Kind>) => string } = {
  scan: ({ topic, file, formats, kind, columns }) =>
    `scan ${file ? `files '${file.path}'` : `topic '${topic}'`} (${formats?.value?.kind ?? 'json'}, ${kind}${formats?.key ? `, ${formats.key.kind} keys` : ''}) decodes ${columns.map(column => column.name).join(', ') || 'nothing'}`,
  reference: ({ query }) => `rows of query ${query}`,
  received: ({ topic, declared }) =>
    `rows of a stage before, by ${declared.map(({ name }) => name).join(', ')} (topic '${topic}')`,
  'one-row': () => 'one row',
  'event-time': ({ column, time }) =>
    time.processing
      ? 'processing time, by the clock (a replay may answer differently)'
      : `event time ${column === undefined ? 'of the record' : `from ${time.column}`}${format(time)}, rows up to ${duration(time.boundMs)} out of order${time.eachRow ? ', told with every row' : ''}${time.idleMs === undefined ? '' : `, quiet partitions left aside after ${duration(time.idleMs)}`}`,
  filter: ({ predicate, input }) =>
    `filter ${expressionText(predicate)}${changesOf(input) === 'upsert' ? ' (state: the keys that passed)' : ''}`,
  aggregate(node) {
    const keys = node.keys.map(key => expressionText(key.expression)).join(', ') || 'everything';
    const window = node.window ? `, ${windowText(node.window)}` : '';
    const bound = node.window
      ? 'state: open windows, freed when the watermark passes their end'
      : `state: one entry per key, ${ttlText(node.ttlMs)}`;
    return `aggregate by ${keys}${window}: ${node.calls.map(callText).join(', ') || 'keys only'} EMIT ${node.everyMs === undefined ? node.emit : `EVERY ${duration(node.everyMs)}`} (${bound})`;
  },
  join({ join, leftKeys, rightKeys, condition, lowerMs, upperMs, graceMs }) {
    const keys = leftKeys.map((key, i) => `${expressionText(key)} = ${expressionText(rightKeys[i]!)}`).join(', ');
    const bound =
      lowerMs === null || upperMs === null
        ? 'state: all rows of both sides'
        : `right ${duration(lowerMs)} to ${duration(upperMs)} after left${graceMs > 0 ? `, grace ${duration(graceMs)}` : ''}; state: rows of both sides until then`;
    return `${join.toLowerCase()} join${keys ? ` by ${keys}` : ''}${condition ? ` on ${expressionText(condition)}` : ''} (${bound})`;
  },
  'as-of-join'({ outer, stream, streamKeys, tableKeys, condition, asOf, withinMs, graceMs }) {
    const keys = streamKeys.map((key, i) => `${expressionText(key)} = ${expressionText(tableKeys[i]!)}`).join(', ');
    const time = asOf ? expressionText(asOf) : 'the time of each row';
    const which = stream === 0 ? 'of the first, a stream, with the second' : 'of the second, a stream, with the first';
    const kept = asOf
      ? 'all versions of the table'
      : `versions that rows may still ask for${graceMs > 0 ? `, ${duration(graceMs)} late` : ''}`;
    const bound = withinMs === undefined ? '' : `, at most ${duration(withinMs)} apart`;
    return `${outer ? 'left' : 'inner'} join ${which} as of ${time}${keys ? `, by ${keys}` : ''}${condition ? ` on ${expressionText(condition)}` : ''}${bound} (state: ${kept}; rows until the table's watermark has passed them or it is read)`;
  },
  'table-join'({ join, leftKeys, rightKeys, condition, within, key }) {
    const keys = leftKeys.map((key, i) => `${expressionText(key)} = ${expressionText(rightKeys[i]!)}`).join(', ');
    const sides = { left: 'the left key', right: 'the right key', either: 'the key of both' };
    const keyed = typeof key === 'string' ? sides[key] : `the keys of ${key.join(' and ')}`;
    const bound = within ? `, right ${duration(within.lowerMs)} to ${duration(within.upperMs)} after left` : '';
    return `${join.toLowerCase()} join${keys ? ` by ${keys}` : ''}${condition ? ` on ${expressionText(condition)}` : ''}${bound}, kept current, keyed by ${keyed} (state: all rows of both sides)`;
  },
  window: ({ window }) => `each row once for each window it falls in: ${windowText(window)}`,
  'in-time': () => 'in the order of time (state: rows that the watermark has not passed)',
  apply({ gives, innerKeys, outerKeys, at }) {
    const keys = outerKeys.map((key, i) => `${expressionText(key)} = ${expressionText(innerKeys[i]!)}`).join(', ');
    const when = {
      end: 'of all its rows, at the end; state: all of them, and the rows that wait',
      time: 'of its rows as of the time of the row; state: its rows, and rows that the watermark has not passed',
      now: 'kept current; state: the rows of both',
    }[at];
    return `${givenText(gives)}${keys ? ` by ${keys}` : ''} (${when})`;
  },
  top({ input, partitionBy, orderBy, count, ties, ttlMs }) {
    const by = partitionBy.map(one => expressionText(one.expression)).join(', ') || 'nothing';
    const keys = orderBy.map(one => `${expressionText(one.expression)}${one.descending ? ' DESC' : ''}`).join(', ');
    const first = ties ? `up to ${ties} ${count}` : `the first ${count}`;
    const state = changesOf(input) === 'append' ? (ties ? 'these rows' : `${count} rows a partition`) : 'all rows';
    return `${first}, partitioned by ${by}, ordered by ${keys}, kept current (state: ${state}${ttlMs === undefined ? '' : `, ${ttlText(ttlMs)}`})`;
  },
  over({ partitionBy, orderBy, calls, at, ttlMs }) {
    const by = partitionBy.map(expressionText).join(', ') || 'nothing';
    const keys = orderBy.map(one => `${expressionText(one.expression)}${one.descending ? ' DESC' : ''}`).join(', ');
    const waits = {
      watermark: 'comes out behind the watermark; state: what the frames hold',
      window: 'comes out when the window closes; state: rows of open windows',
      end: 'comes out at the end; state: all rows',
    }[at];
    return `over, partitioned by ${by}${keys ? `, ordered by ${keys}` : ''}: ${calls.map(callText).join(', ')} (${waits}${ttlMs === undefined ? '' : `, ${ttlText(ttlMs)}`})`;
  },
  match: matchText,
  project: ({ items }) =>
    `project ${items.map(item => (item.spread ? '*' : `${expressionText(item.expression)} AS ${item.name}`)).join(', ')}`,
  sort: ({ by, at }) =>
    `sort by ${by.map(one => `${expressionText(one.expression)}${one.descending ? ' DESC' : ''}${one.nullsFirst ? ' NULLS FIRST' : ''}`).join(', ')} (state: ${at === 'end' ? 'all rows' : 'rows that the watermark has not passed'})`,
  limit: ({ count }) => `limit ${count}`,
  union: () => 'union of all rows',
  distinct: ({ ttlMs }) => `each different row once (state: every different row, ${ttlText(ttlMs)})`,
  pairs: () => 'before and after of each change (state: the row of each key)',
  upserts: () => 'upserts by key (state: the rows of each key)',
  current: () => 'what stands at the end (state: all rows)',
  values: ({ rows }) => `${rows.length} row${rows.length === 1 ? '' : 's'} of VALUES`,
  unnest: ({ collection, beside, outer, condition }) =>
    `a row for each element of ${[collection, ...beside.map(one => one.collection)].map(expressionText).join(' beside ')}${condition ? ` where ${expressionText(condition)}` : ''}${outer ? ', or one of NULLs' : ''}`,
};

function givenText(gives: Given): string {
  switch (gives.kind) {
    case 'value':
      return 'the one value of a query';
    case 'exists':
      return 'whether a query has rows';
    case 'rows':
      return `${gives.outer ? 'left ' : ''}join with the rows of a query${gives.condition ? ` on ${expressionText(gives.condition)}` : ''}`;
    default:
      return `${expressionText(gives.operand)} ${gives.operator} ${gives.kind.toUpperCase()} of a query`;
  }
}

const windowText = (window: BoundWindow): string => `${shapeText(window)}${lateText(window)}`;

function lateText({ late }: BoundWindow): string {
  switch (late?.strategy) {
    case undefined:
      return '';
    case 'dead_letter':
      return `, late rows to topic '${late.topic}'`;
    case 'update_previous':
      return `, comes out again for rows late by up to ${duration(late.retentionMs)}`;
    case 'include_in_next_window':
      return ', late rows into the next window';
  }
}

function shapeText(window: BoundWindow): string {
  const grace = window.graceMs > 0 ? ` grace ${duration(window.graceMs)}` : '';
  const moved = 'offsetMs' in window && window.offsetMs ? ` offset ${duration(window.offsetMs)}` : '';
  switch (window.kind) {
    case 'tumbling':
      return `tumbling ${duration(window.sizeMs)}${moved}${grace}`;
    case 'sliding':
      return `sliding ${duration(window.sizeMs)} every ${duration(window.advanceMs)}${moved}${grace}`;
    case 'cumulate':
      return `cumulating to ${duration(window.sizeMs)} by ${duration(window.stepMs)}${grace}`;
    case 'session':
      return `sessions with gaps up to ${duration(window.gapMs)}${grace}`;
  }
}

const format = (time: EventTime): string =>
  time.format.kind === 'auto'
    ? ''
    : time.format.kind === 'pattern'
      ? ` as '${time.format.pattern}'`
      : ` as ${time.format.kind}`;

const duration = (ms: number): string => (ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`);
