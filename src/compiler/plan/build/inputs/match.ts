/** MATCH_RECOGNIZE after a relation of FROM. */

import type { BoundInput, BoundMatch, InputColumn, PatternNode } from '../../../../language/names/bound.ts';
import { inKey } from '../../../../language/names/in-key.ts';
import { contains, type TypedExpression } from '../../../../language/names/typed-expression.ts';
import type { MatchColumn, MatchNode } from '../../nodes/match.ts';
import { standing } from '../changes.ts';
import { type InputBuilder, layoutOf } from '../input.ts';
import { buildInput } from '../inputs.ts';
import { innerQuery, isAlongTime } from './match-order.ts';
import { reading, rowsOf } from './match-reads.ts';

type Match = Extract<BoundInput, { readonly kind: 'match' }>;

export const match: InputBuilder<'match'> = (input, query, context) => {
  const { match: bound, leaf } = input;
  const layout = layoutOf(query, leaf);
  const wanted = layout.map(i => query.columns[i]!);
  const { columns, put, measured } = outputOf(bound, wanted, input);
  const inner = innerQuery(input, query, columns);
  const { node } = buildInput(input.input, inner, context);
  const variables = variablesOf(bound.pattern);
  const rows = rowsOf(variables, bound);
  const width = columns.length;
  const position = (name: string): number => rows(name)![0]!;
  const { partitionBy, orderBy, allRows, unmatched, skip, withinMs } = bound;
  const matched: MatchNode = {
    node: 'match',
    input: standing(node),
    partitionBy: partitionBy.map((expression, i) => ({ name: partitionName(expression, i), expression })),
    orderBy,
    at: isAlongTime(bound, inner, context.bounded) ? 'watermark' : 'end',
    variables,
    pattern: named(bound.pattern, name => variables[position(name)]!),
    ...(withinMs === undefined ? {} : { withinMs }),
    definitions: bound.definitions
      .filter(({ name }) => variables.some(one => one.toLowerCase() === name.toLowerCase()))
      .map(({ name, condition }) => ({
        ...reading(condition, { rowsOf: rows, width, isFinal: () => false }),
        variable: variables.findIndex(one => one.toLowerCase() === name.toLowerCase()),
      })),
    measures: measured.map(measure => ({
      name: measure.name,
      ...reading(measure.expression, { rowsOf: rows, width, isFinal: finality(measure, allRows) }),
    })),
    allRows,
    empty: unmatched !== 'OMIT',
    unmatched: allRows && unmatched === 'UNMATCHED',
    skip:
      skip.to === 'FIRST' || skip.to === 'LAST'
        ? { to: skip.to, of: rows(skip.variable) ?? [], variable: skip.variable ?? '' }
        : { to: skip.to },
    columns: put,
  };
  return { node: matched, layout };
};

interface Output {
  /** Of the input's rows. */
  readonly columns: readonly InputColumn[];
  readonly put: readonly MatchColumn[];
  /** Those that are put out. */
  readonly measured: BoundMatch['measures'];
}

function outputOf(
  { columns: used, measures, partitionBy, allRows }: BoundMatch,
  wanted: readonly InputColumn[],
  input: Match,
): Output {
  const columns = [...used];
  const measured: BoundMatch['measures'][number][] = [];
  const measureAt = (measure: BoundMatch['measures'][number]): number => {
    if (!measured.includes(measure)) measured.push(measure);
    return measured.indexOf(measure);
  };
  const rowColumn = (column: InputColumn): number => {
    const known = columns.findIndex(one => one.name === column.name && one.origin.kind === column.origin.kind);
    if (known >= 0) return known;
    columns.push(ofInput(column, input));
    return columns.length - 1;
  };
  const put = wanted.map((column): MatchColumn => {
    const { kind } = column.origin;
    if (kind === 'record') {
      for (const measure of measures) measureAt(measure);
      return { from: 'record', index: rowColumn(column) };
    }
    const measure = kind === 'field' ? measures.find(one => one.name === column.name) : undefined;
    if (measure) return { from: 'measure', index: measureAt(measure) };
    if (kind === 'system' && column.name === '_event_time') return { from: 'time' };
    const key = partitionBy.findIndex(one => one.op === 'column' && one.name === column.name);
    if (!allRows && kind === 'field' && key >= 0) return { from: 'partition', index: key };
    return { from: 'row', index: rowColumn(column) };
  });
  return { columns, put, measured };
}

/** As the match's own input knows it: there the column of a primary key may be the record's key. */
function ofInput(column: InputColumn, { input }: Match): InputColumn {
  if (column.origin.kind !== 'field' || !('relation' in input)) return column;
  const { relation } = input;
  const declared = relation.columns.find(one => one.name === column.name);
  const key = inKey(relation.primaryKey, column.name);
  return { ...column, origin: { kind: 'field', required: declared?.required ?? false, ...key } };
}

/** In the order in which they first stand there, each once, whatever the case. */
function variablesOf(pattern: PatternNode): string[] {
  const found = new Map<string, string>();
  const visit = (one: PatternNode): void => {
    if (one.kind === 'variable') {
      if (!found.has(one.name.toLowerCase())) found.set(one.name.toLowerCase(), one.name);
    } else if ('parts' in one) one.parts.forEach(visit);
    else if ('part' in one) visit(one.part);
  };
  visit(pattern);
  return [...found.values()];
}

function named(pattern: PatternNode, nameOf: (name: string) => string): PatternNode {
  if (pattern.kind === 'variable') return { ...pattern, name: nameOf(pattern.name) };
  if ('parts' in pattern) return { ...pattern, parts: pattern.parts.map(part => named(part, nameOf)) };
  return 'part' in pattern ? { ...pattern, part: named(pattern.part, nameOf) } : pattern;
}

const partitionName = (expression: TypedExpression, i: number): string =>
  expression.op === 'column' ? expression.name : `key_${i + 1}`;

/** RUNNING and FINAL belong to the function that they stand before, or to all of what is in brackets. */
function finality(
  { expression, semantics }: BoundMatch['measures'][number],
  allRows: boolean,
): (part: TypedExpression) => boolean {
  if (!semantics) return () => !allRows;
  const { start } = expression.span;
  const isFunction = ({ op, span }: TypedExpression) =>
    (op === 'match-row' || op === 'aggregate') && span.start === start;
  const single = expression.op === 'column' || contains(expression, isFunction);
  return part => (!single || part.span.start === start ? semantics === 'FINAL' : !allRows);
}
