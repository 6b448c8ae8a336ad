/** Writes what binding made of a statement in one line each, for cases to compare: every operation in brackets. */
import type { BoundInput, BoundMatch, BoundWindow, EventTime, PatternNode } from '../../../src/language/names/bound.ts';
import type { Frame, FrameBound, SortKey, TypedExpression } from '../../../src/language/names/typed-expression.ts';
import { typeText } from '../../../src/language/types/sql-type.ts';

export function showExpression(e: TypedExpression): string {
  const list = (all: readonly TypedExpression[]) => all.map(showExpression).join(', ');
  const filter = (one: TypedExpression | null) => (one ? ` FILTER ${showExpression(one)}` : '');
  switch (e.op) {
    case 'column':
      return e.name;
    case 'outer':
      return `outer ${e.name}`;
    case 'literal':
      return e.text === null ? 'NULL' : e.type.kind === 'STRING' ? `'${e.text}'` : e.text;
    case 'arithmetic':
    case 'compare':
      return `(${showExpression(e.left)} ${e.operator} ${showExpression(e.right)})`;
    case 'negate':
      return `(- ${showExpression(e.operand)})`;
    case 'not':
      return `(NOT ${showExpression(e.operand)})`;
    case 'and':
    case 'or':
    case 'concat':
      return `(${e.parts.map(showExpression).join(e.op === 'concat' ? ' || ' : ` ${e.op.toUpperCase()} `)})`;
    case 'is':
      return `(${showExpression(e.operand)} IS${e.negated ? ' NOT' : ''} ${e.test})`;
    case 'distinct':
      return `(${showExpression(e.left)} IS${e.negated ? ' NOT' : ''} DISTINCT FROM ${showExpression(e.right)})`;
    case 'like':
      return `(${showExpression(e.operand)} ${e.kind} ${showExpression(e.pattern)})`;
    case 'case': {
      const branches = e.branches.map(({ when, then }) => `WHEN ${showExpression(when)} THEN ${showExpression(then)}`);
      return `CASE ${branches.join(' ')}${e.otherwise ? ` ELSE ${showExpression(e.otherwise)}` : ''} END`;
    }
    case 'cast':
      return `${e.safe ? 'TRY_CAST' : 'CAST'}(${showExpression(e.operand)} AS ${typeText(e.type)})`;
    case 'call':
      return `${e.name}(${list(e.args)})`;
    case 'field':
      return `${showExpression(e.base)}.${e.name}`;
    case 'element':
      return `${showExpression(e.base)}[${showExpression(e.index)}]`;
    case 'collection':
      return `${e.type.kind}(${list(e.items)})`;
    case 'aggregate': {
      const order = e.orderBy ? ` ORDER BY ${showKeys(e.orderBy)}` : '';
      return `${e.name}(${e.distinct ? 'DISTINCT ' : ''}${list(e.args)}${order})${filter(e.filter)}`;
    }
    case 'over': {
      const parts = [
        ...(e.buffer === undefined ? [] : [`BUFFER ${e.buffer}`]),
        ...(e.partitionBy.length > 0 ? [`PARTITION BY ${list(e.partitionBy)}`] : []),
        ...(e.orderBy.length > 0 ? [`ORDER BY ${showKeys(e.orderBy)}`] : []),
        ...(e.frame ? [showFrame(e.frame)] : []),
      ];
      const nulls = e.ignoreNulls ? ' IGNORE NULLS' : '';
      return `${e.name}(${e.distinct ? 'DISTINCT ' : ''}${list(e.args)})${nulls}${filter(e.filter)} OVER (${parts.join(' ')})`;
    }
    case 'window-bound':
      return `window ${e.bound}`;
    case 'subquery': {
      const captured = e.captured.length > 0 ? ` of ${list(e.captured)}` : '';
      const left = e.operand ? `${showExpression(e.operand)} ` : '';
      const operator = e.operator && e.test !== 'in' ? `${e.operator} ` : '';
      return `(${left}${operator}${e.test} query${captured})`;
    }
    case 'match-row':
      return `${e.place.toUpperCase()}(${e.variable === undefined ? '' : `${e.variable}.`}${showExpression(e.operand)}, ${e.offset})`;
  }
}

export const showKeys = (keys: readonly SortKey[]): string =>
  keys
    .map(
      ({ expression, descending, nullsFirst }) =>
        `${showExpression(expression)}${descending ? ' DESC' : ''}${nullsFirst === undefined ? '' : ` NULLS ${nullsFirst ? 'FIRST' : 'LAST'}`}`,
    )
    .join(', ');

const showFrame = ({ unit, start, end }: Frame): string => `${unit} ${showBound(start)} TO ${showBound(end)}`;

const showBound = (bound: FrameBound): string =>
  'rows' in bound ? `${bound.rows} ${bound.at}` : 'ms' in bound ? `${bound.ms} ms ${bound.at}` : bound.at;

export function showInput(input: BoundInput): string {
  switch (input.kind) {
    case 'one-row':
      return 'one row';
    case 'relation': {
      const asOf = input.asOf ? ` as of ${showExpression(input.asOf)}` : '';
      return `${input.relation.name}${input.relation.origin.kind === 'uri' ? ' (uri)' : ''}${asOf}`;
    }
    case 'query':
      return input.relation.name === '' ? 'query' : `query ${input.relation.name}`;
    case 'values':
      return `${input.rows.length} rows of values`;
    case 'unnest':
      return `unnest ${showExpression(input.collection)}${input.ordinality ? ' with ordinality' : ''}`;
    case 'match':
      return `match of ${showInput(input.input)}`;
    case 'join': {
      const on = input.condition ? ` on ${showExpression(input.condition)}` : '';
      const within = input.withinMs === undefined ? '' : ` within ${input.withinMs} ms`;
      const grace = input.graceMs === 0 ? '' : ` grace ${input.graceMs} ms`;
      return `(${showInput(input.left)} ${input.join} ${showInput(input.right)}${on}${within}${grace})`;
    }
  }
}

export function showWindow({ graceMs, ...shape }: BoundWindow): string {
  const offset = 'offsetMs' in shape && shape.offsetMs !== undefined ? ` offset ${shape.offsetMs}` : '';
  const grace = graceMs === 0 ? '' : ` grace ${graceMs}`;
  switch (shape.kind) {
    case 'tumbling':
      return `tumbling ${shape.sizeMs}${offset}${grace}`;
    case 'sliding':
      return `sliding ${shape.sizeMs} by ${shape.advanceMs}${offset}${grace}`;
    case 'session':
      return `session ${shape.gapMs}${grace}`;
    case 'cumulate':
      return `cumulate ${shape.sizeMs} by ${shape.stepMs}${grace}`;
  }
}

export const showTime = ({ column, format, boundMs, idleMs }: EventTime): string =>
  [
    column ?? 'its own',
    ...(format.kind === 'auto' ? [] : [format.kind === 'pattern' ? `'${format.pattern}'` : format.kind]),
    `bound ${boundMs}`,
    ...(idleMs === undefined ? [] : [`idle ${idleMs}`]),
  ].join(', ');

export function showPattern(node: PatternNode): string {
  switch (node.kind) {
    case 'variable':
      return node.name;
    case 'sequence':
    case 'alternatives':
      return `(${node.parts.map(showPattern).join(node.kind === 'sequence' ? ' ' : ' | ')})`;
    case 'repeat':
      return `${showPattern(node.part)}{${node.least},${node.most ?? ''}}${node.reluctant ? '?' : ''}`;
    case 'excluded':
      return `{- ${showPattern(node.part)} -}`;
    case 'empty':
      return '()';
  }
}

export function showMatch(match: BoundMatch): string {
  const variable = match.skip.variable === undefined ? '' : ` ${match.skip.variable}`;
  const within = match.withinMs === undefined ? '' : ` within ${match.withinMs} ms`;
  return `${showPattern(match.pattern)} skip ${match.skip.to}${variable} ${match.allRows ? 'all rows' : 'one row'}${within}`;
}
