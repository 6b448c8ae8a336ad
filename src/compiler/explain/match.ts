/** MATCH_RECOGNIZE as a line of EXPLAIN. */
import { duration } from '../../language/assist/words.ts';
import { mapOperands, type TypedExpression } from '../../language/names/typed-expression.ts';
import type { MatchExpression, MatchNode, MatchRead, PatternNode } from '../plan/nodes/match.ts';
import { callText, expressionText } from './expression.ts';

export function matchText(node: MatchNode): string {
  const { partitionBy, orderBy, pattern, withinMs, definitions, measures, variables, skip, at } = node;
  const by = partitionBy.map(one => expressionText(one.expression)).join(', ') || 'nothing';
  const keys = orderBy.map(one => `${expressionText(one.expression)}${one.descending ? ' DESC' : ''}`).join(', ');
  const within = withinMs === undefined ? '' : ` within ${duration(withinMs)}`;
  const where = definitions.map(one => `${variables[one.variable]} is ${textOf(one, variables, false)}`);
  const out = measures.map(one => `${textOf(one, variables, node.allRows)} AS ${one.name}`);
  const then = 'variable' in skip ? `TO ${skip.to} ${skip.variable}` : skip.to === 'NEXT ROW' ? 'TO NEXT ROW' : skip.to;
  const state =
    at === 'end'
      ? 'all rows'
      : `rows of matches that have begun, ${withinMs === undefined ? 'bounded by nothing' : `for ${duration(withinMs)}`}`;
  return `match ${patternText(pattern)}${within}, partitioned by ${by}, ordered by ${keys}${where.length > 0 ? `, where ${where.join(', ')}` : ''}: ${node.allRows ? 'all rows' : 'one row'} a match${out.length > 0 ? ` with ${out.join(', ')}` : ''}, then skip ${then} (${at === 'end' ? 'comes out at the end' : 'comes out behind the watermark'}; state: ${state})`;
}

/** With names for what it reads. @param final whether FINAL says more than is said already */
function textOf({ expression, reads }: MatchExpression, variables: readonly string[], final: boolean): string {
  const texts = reads.map(read => readText(read, variables, final));
  const named = (one: TypedExpression): TypedExpression =>
    one.op === 'column' ? { ...one, name: texts[one.index]!(one.name) } : mapOperands(one, named);
  return expressionText(named(expression));
}

function readText(read: MatchRead, variables: readonly string[], final: boolean): (name: string) => string {
  if (read.read === 'number') return () => 'MATCH_NUMBER()';
  const of = read.of === undefined ? '' : `${read.of.map(one => variables[one]).join('|')}.`;
  const semantics = final && read.final ? 'FINAL ' : '';
  if (read.read === 'aggregate') return () => `${semantics}${of}${callText(read.call)}`;
  const { what, place, offset, shift } = read;
  return name => {
    const value = what === 'exists' ? 'row' : what === 'variable' ? 'CLASSIFIER()' : name;
    const plain = place === 'last' && offset === 0;
    const row = plain ? `${of}${value}` : `${place.toUpperCase()}(${of}${value}${offset === 0 ? '' : `, ${offset}`})`;
    const moved =
      shift === 0 ? `${semantics}${row}` : `${shift < 0 ? 'PREV' : 'NEXT'}(${semantics}${row}, ${Math.abs(shift)})`;
    return what === 'exists' ? `${moved} EXISTS` : moved;
  };
}

export function patternText(pattern: PatternNode): string {
  switch (pattern.kind) {
    case 'empty':
      return '()';
    case 'variable':
      return pattern.name;
    case 'sequence':
      return `(${pattern.parts.map(patternText).join(' ')})`;
    case 'alternatives':
      return `(${pattern.parts.map(patternText).join(' | ')})`;
    case 'excluded':
      return `{- ${patternText(pattern.part)} -}`;
    case 'repeat': {
      const { least, most, reluctant } = pattern;
      const times =
        least === 0 && most === undefined
          ? '*'
          : least === 1 && most === undefined
            ? '+'
            : least === 0 && most === 1
              ? '?'
              : `{${least},${most ?? ''}}`;
      return `${patternText(pattern.part)}${times}${reluctant ? '?' : ''}`;
    }
  }
}
