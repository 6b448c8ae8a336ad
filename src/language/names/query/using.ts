/** JOIN … USING (id): equal on both sides, and one column from then on. */

import type * as ast from '../../grammar/generated/ast.ts';
import { spanOfProperty } from '../../grammar/parse.ts';
import type { Span } from '../../text/span.ts';
import { BOOLEAN } from '../../types/sql-type.ts';
import type { JoinKind } from '../bound.ts';
import { fail, isUnknown, unknown } from '../expression/basics.ts';
import type { ExpressionContext } from '../expression/context.ts';
import { inCommon } from '../expression/in-common.ts';
import { comparison } from '../expression/operators.ts';
import type { Leaf } from '../scope.ts';
import { nameOf } from '../text-of.ts';
import type { TypedExpression } from '../typed-expression.ts';

/**
 * The conditions that USING stands for.
 * @param before how many relations stand to the left of this JOIN
 */
export function bindUsing(
  node: ast.Join,
  join: JoinKind,
  before: number,
  context: ExpressionContext,
): readonly TypedExpression[] {
  const { scope, reporter } = context;
  return node.using.map((written, i) => {
    const name = nameOf(written);
    const span = reporter.shifted(spanOfProperty(node, 'using', i));
    const left = sideOf(name, scope.leaves.slice(0, before), span, context);
    const right = sideOf(name, scope.leaves.slice(before), span, context);
    if (!left || !right)
      return fail(
        context,
        'sql/unknown-column',
        span,
        `there is no column '${name}' on ${left ? 'the right' : right ? 'the left' : 'either'} side of this JOIN`,
        'write the condition behind ON',
      );
    const { names } = reporter;
    const both = [...left.of, ...right.of].map(([leaf, column]) => names?.columnOf(leaf, column));
    for (const one of both) names?.note(span, 'read', one);
    names?.tie(both);
    const condition = comparison('=', left.value, right.value, span, context);
    if (isUnknown(left.value) || isUnknown(right.value)) return unknown(span);
    scope.merged.set(name.toLowerCase(), {
      name: left.name,
      value: merged(join, left.value, right.value, context),
      of: new Map([...left.of, ...right.of]),
    });
    return condition;
  });
}

interface Side {
  readonly name: string;
  readonly value: TypedExpression;
  readonly of: ReadonlyMap<Leaf, string>;
}

/** The one column of that name among the relations of a side; undefined where there is none. */
function sideOf(name: string, leaves: readonly Leaf[], span: Span, context: ExpressionContext): Side | undefined {
  const { scope } = context;
  const known = scope.merged.get(name.toLowerCase());
  if (known && leaves.some(leaf => known.of.has(leaf))) return { ...known, value: { ...known.value, span } };
  const declaring = leaves.filter(leaf =>
    leaf.relation.columns.some(one => one.name.toLowerCase() === name.toLowerCase()),
  );
  const possible = declaring.length > 0 ? declaring : leaves.filter(leaf => leaf.relation.open);
  const [leaf, second] = possible;
  if (!leaf) return undefined;
  const found = scope.lookUp(name, leaf);
  if (second || found.found === 'ambiguous') {
    const candidates = second ? possible.map(one => `${one.qualifier}.${name}`) : scope.names(leaf);
    return {
      name,
      value: fail(
        context,
        'sql/ambiguous-column',
        span,
        `'${name}' may be any of ${candidates.map(one => `'${one}'`).join(', ')}`,
        'write the condition behind ON',
      ),
      of: new Map(),
    };
  }
  if (found.found === 'nothing') return undefined;
  const { column, index } = found;
  return {
    name: column.name,
    value: { op: 'column', index, name: column.name, type: column.type, span },
    of: new Map([[leaf, column.name]]),
  };
}

/** The side that always has a value; of a FULL JOIN the one that has. */
function merged(
  join: JoinKind,
  left: TypedExpression,
  right: TypedExpression,
  context: ExpressionContext,
): TypedExpression {
  if (join !== 'RIGHT' && join !== 'FULL') return left;
  if (join === 'RIGHT') return right;
  const { type, values } = inCommon([left, right], 'column', context);
  const { span } = left;
  return {
    op: 'case',
    branches: [
      {
        when: { op: 'is', test: 'NULL', negated: true, operand: left, type: BOOLEAN, span },
        then: values[0]!,
      },
    ],
    otherwise: values[1]!,
    type,
    span,
  };
}
