/** A condition tells rows apart: one that is always true, or never, does not. */
import { fold, truthOf } from '../../evaluate/fold.ts';
import { Identities } from '../../names/identity.ts';
import { contains, type TypedExpression } from '../../names/typed-expression.ts';
import type { Span } from '../../text/span.ts';
import { defineRule, type Finding } from '../define.ts';
import { isHalf, isListed, type Pair, pairsIn } from './beside.ts';
import type { StatementSubject } from './check.ts';
import { TRADES } from './examples.ts';
import { nullabilityOf } from './nullable.ts';
import { textAt } from './statement-text.ts';
import { isSteady } from './steady.ts';
import { type Condition, conditionsOf, queriesOf } from './walk.ts';
import { withoutCondition } from './without-condition.ts';

export const constantPredicate = defineRule<StatementSubject>({
  id: 'sql/constant-predicate',
  severity: 'warning',
  title: 'A condition is true for some rows and not for others',
  why: 'A condition that never holds gives an empty result without a word, and one that always does hides what was meant: two bounds the wrong way round, a column compared with itself, `<> … OR <> …` where AND was meant, `IS NULL` of a column that is NOT NULL. `WHERE 1 = 1`, written by programs so that each further condition can begin with AND, is harmless and news only.',
  bad: `${TRADES}SELECT ticker, price FROM trades WHERE price > 100 AND price < 50;\n`,
  good: `${TRADES}SELECT ticker, price FROM trades WHERE price > 50 AND price < 100;\n`,
  check: ({ bound, syntax }, report) => {
    for (const { query } of queriesOf(bound))
      for (const condition of conditionsOf(query)) {
        const { expression, clause, grouped } = condition;
        // COALESCE asks by itself whether its arguments are NULL.
        if (expression.op === 'is' && sameSpan(expression.span, expression.operand.span)) continue;
        const removal = (at: Span): Pick<Finding, 'fixes'> => {
          const edits = withoutCondition(query.syntax, at, syntax);
          return edits ? { fixes: [{ title: 'Remove it', edits }] } : {};
        };
        const examine = (part: TypedExpression): void => {
          const truth = truthOf(fold(part));
          if (truth !== undefined) {
            const finding = ofConstant(part, truth, condition);
            if (finding) report(part, { ...finding, ...(truth ? removal(part.span) : {}) });
            return;
          }
          if (part.op === 'and' || part.op === 'or')
            for (const one of part.parts) if (!isHalf(one, part) && !isListed(one)) examine(one);
          if (part.op === 'not') examine(part.operand);
          const holds = ofItself(part) ?? ofPresent(part, one => nullabilityOf(one, query, grouped) === 'never');
          if (holds) report(part, { ...holds, ...(holds.always && clause !== 'WHEN' ? removal(part.span) : {}) });
          for (const pair of pairsIn(part))
            report(pair.part, {
              ...ofPair(pair, textAt(syntax, pair.other.span)),
              ...(pair.is === 'nothing new' ? removal(pair.part.span) : {}),
            });
        };
        examine(expression);
      }
  },
});

const sameSpan = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

function ofConstant(
  part: TypedExpression,
  truth: boolean | null,
  { expression, clause }: Condition,
): Finding | undefined {
  // Binding speaks of `x = NULL`.
  if (truth === null && contains(part, one => one.op === 'compare' && [one.left, one.right].some(isNull)))
    return undefined;
  if (truth !== true)
    return {
      message: truth === false ? 'this is always false' : 'this is always NULL, which keeps no row',
      help: clause === 'WHEN' ? 'this branch is never taken' : 'nothing passes it',
    };
  // ON TRUE joins each row with each, on purpose.
  if (clause === 'ON' && part === expression) return undefined;
  if (clause === 'WHEN') return { message: 'this is always true', help: 'no branch behind it is ever taken' };
  return { message: 'this is always true', severity: 'info', help: 'leave it out' };
}

const isNull = (one: TypedExpression): boolean => one.op === 'literal' && one.type.kind === 'NULL';

function ofItself(part: TypedExpression): (Finding & { readonly always: boolean }) | undefined {
  if (part.op !== 'compare' && part.op !== 'distinct') return undefined;
  const { left, right } = part;
  if (isListed(part) || !isSteady(left) || !sameValue(left, right)) return undefined;
  if (part.op === 'distinct')
    return { message: `this compares a value with itself: it is always ${part.negated}`, always: part.negated };
  const holds = part.operator === '=' || part.operator === '<=' || part.operator === '>=';
  return {
    message: `this compares a value with itself: it ${holds ? 'holds for all but NULL' : 'never holds'}`,
    help: holds ? 'compare it with something else, or write IS NOT NULL' : 'compare it with something else',
    always: false,
  };
}

function sameValue(left: TypedExpression, right: TypedExpression): boolean {
  const identities = new Identities();
  return identities.of(left) === identities.of(right);
}

function ofPresent(
  part: TypedExpression,
  isNever: (operand: TypedExpression) => boolean,
): (Finding & { readonly always: boolean }) | undefined {
  if (part.op !== 'is' || part.test !== 'NULL' || part.operand.op !== 'column' || !isNever(part.operand))
    return undefined;
  return {
    message: `'${part.operand.name}' is never NULL: this is always ${part.negated}`,
    always: part.negated,
    ...(part.negated ? { severity: 'info' } : {}),
  };
}

function ofPair({ is }: Pair, text: string): Finding {
  const other = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  switch (is) {
    case 'never':
      return { message: `this and \`${other}\` are never true together`, help: 'write OR, or mend one of the two' };
    case 'always':
      return { message: `one of this and \`${other}\` is true for every value but NULL`, help: 'write AND, or NOT IN' };
    case 'nothing new':
      return { message: `\`${other}\` says this already`, severity: 'info', help: 'leave it out' };
  }
}
