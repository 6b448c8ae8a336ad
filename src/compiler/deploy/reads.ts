/** What a statement reads, and whether it keeps something of what it read. */
import type { BoundInput, BoundQuery, BoundWrite, Relation } from '../../language/names/bound.ts';
import { operandsOf, type TypedExpression } from '../../language/names/typed-expression.ts';

export interface Reads {
  /** Each once, in the order of the text. */
  readonly relations: readonly Relation[];
  /** Whether rows are joined, grouped, compared with others or kept: a restart must restore that. */
  readonly stateful: boolean;
}

export function readsOf({ query }: BoundWrite): Reads {
  const relations = new Map<string, Relation>();
  let stateful = false;
  const seen = new Set<BoundQuery>();
  const ofInput = (input: BoundInput): void => {
    switch (input.kind) {
      case 'relation':
        relations.set(input.relation.name, input.relation);
        if (input.relation.kind === 'table') stateful = true;
        break;
      case 'query':
        ofQuery(input.query);
        break;
      case 'join':
        stateful = true;
        ofInput(input.left);
        ofInput(input.right);
        break;
      case 'match':
        stateful = true;
        ofInput(input.input);
        break;
      default:
        break;
    }
  };
  const ofExpression = (expression: TypedExpression): void => {
    if (expression.op === 'over') stateful = true;
    if (expression.op === 'subquery') {
      stateful = true;
      ofQuery(expression.query);
    }
    for (const operand of operandsOf(expression)) ofExpression(operand);
  };
  const ofQuery = (one: BoundQuery): void => {
    if (seen.has(one)) return;
    seen.add(one);
    ofInput(one.input);
    if (one.aggregation || one.distinct || one.unions.some(union => !union.all)) stateful = true;
    for (const expression of [one.where, one.having, ...one.items.map(item => item.expression)])
      if (expression) ofExpression(expression);
    for (const union of one.unions) ofQuery(union.query);
  };
  ofQuery(query);
  return { relations: [...relations.values()], stateful };
}
