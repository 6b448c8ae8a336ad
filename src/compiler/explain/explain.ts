/** EXPLAIN: the plan as a person reads it, with keys, time and the state each operator keeps and what bounds it. */
import { typeText } from '../../language/types/sql-type.ts';
import type { EventTime, Plan, PlanNode } from '../plan/plan.ts';
import { callText, expressionText } from './expression.ts';

export function explain(plan: Plan): string {
  const parts = plan.queries.map(query => {
    const { output } = query;
    const columns = output.columns
      .map(column => (column.spread ? '*' : `${column.name} ${typeText(column.type)}`))
      .join(', ');
    const lines = [
      `query ${query.name} (statement ${query.statement + 1}) → ${output.kind} '${output.topic}'`,
      `  columns: ${columns}`,
    ];
    const visit = (node: PlanNode, depth: number) => {
      lines.push(`${'  '.repeat(depth + 1)}${describe(node)}`);
      if ('input' in node) visit(node.input, depth + 1);
    };
    visit(query.root, 0);
    return lines.join('\n');
  });
  return `${[`plan version ${plan.version}, ${plan.bounded ? 'bounded: ends at the end of the data' : 'unbounded: runs on'}`, ...parts].join('\n\n')}\n`;
}

function describe(node: PlanNode): string {
  switch (node.node) {
    case 'scan':
      return `scan topic '${node.topic}' (${node.format}, ${node.kind}) decodes ${node.columns.map(column => column.name).join(', ') || 'nothing'}`;
    case 'reference':
      return `rows of query ${node.query}`;
    case 'one-row':
      return 'one row';
    case 'event-time':
      return `event time ${node.column === undefined ? 'of the record' : `from ${node.time.column}`}${format(node.time)}, rows up to ${duration(node.time.boundMs)} out of order`;
    case 'filter':
      return `filter ${expressionText(node.predicate)}${node.changelog ? ' (state: the keys that passed)' : ''}`;
    case 'aggregate': {
      const keys = node.keys.map(key => expressionText(key.expression)).join(', ') || 'everything';
      const window = node.window
        ? `, tumbling ${duration(node.window.sizeMs)}${node.window.graceMs > 0 ? ` grace ${duration(node.window.graceMs)}` : ''}`
        : '';
      const bound = node.window
        ? 'state: open windows, freed when the watermark passes their end'
        : 'state: one entry per key, bounded by nothing';
      return `aggregate by ${keys}${window}: ${node.calls.map(callText).join(', ') || 'keys only'} EMIT ${node.emit} (${bound})`;
    }
    case 'project':
      return `project ${node.items.map(item => (item.spread ? '*' : `${expressionText(item.expression)} AS ${item.name}`)).join(', ')}`;
    case 'sort':
      return `sort by ${node.by.map(one => `${expressionText(one.expression)}${one.descending ? ' DESC' : ''}`).join(', ')} (state: all rows)`;
    case 'limit':
      return `limit ${node.count}`;
  }
}

const format = (time: EventTime): string =>
  time.format.kind === 'auto'
    ? ''
    : time.format.kind === 'pattern'
      ? ` as '${time.format.pattern}'`
      : ` as ${time.format.kind}`;

const duration = (ms: number): string => (ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`);
