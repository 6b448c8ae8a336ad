/** All queries that a query is made of: itself, the branches of its UNION, what stands after FROM and in expressions. */
import type { BoundInput, BoundQuery } from '../../../language/names/bound.ts';
import type { TypedExpression } from '../../../language/names/typed-expression.ts';
import { eachPart, expressionsOf } from '../../../language/rules/sql/walk.ts';

export function queriesOf(query: BoundQuery): readonly BoundQuery[] {
  const found = new Set<BoundQuery>();
  const visit = (one: BoundQuery): void => {
    if (found.has(one)) return;
    found.add(one);
    visitInput(one.input);
    for (const { expression } of expressionsOf(one)) visitExpression(expression);
    for (const branch of one.unions) visit(branch.query);
  };
  const visitExpression = (expression: TypedExpression): void =>
    eachPart(expression, part => {
      if (part.op === 'subquery') visit(part.query);
    });
  const visitInput = (input: BoundInput): void => {
    switch (input.kind) {
      case 'query':
        visit(input.query);
        break;
      case 'match':
        visitInput(input.input);
        break;
      case 'join':
        visitInput(input.left);
        visitInput(input.right);
        break;
    }
  };
  visit(query);
  return [...found];
}

/** An input and those it is made of, but not what queries among them read. */
export function inputsWithin(input: BoundInput): readonly BoundInput[] {
  switch (input.kind) {
    case 'match':
      return [input, ...inputsWithin(input.input)];
    case 'join':
      return [input, ...inputsWithin(input.left), ...inputsWithin(input.right)];
    default:
      return [input];
  }
}
