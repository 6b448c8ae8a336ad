/** BETWEEN takes the smaller bound first. */
import { fold, isConstant } from '../../evaluate/fold.ts';
import type { TypedExpression } from '../../names/typed-expression.ts';
import { compareOperands } from '../../types/compare.ts';
import { literalValue } from '../../types/literal.ts';
import { RecordError } from '../../types/value.ts';
import { defineRule } from '../define.ts';
import { isHalf } from './beside.ts';
import type { StatementSubject } from './check.ts';
import { TRADES } from './examples.ts';
import { textAt } from './statement-text.ts';
import { eachPart, expressionsOf, queriesOf } from './walk.ts';

export const betweenOrder = defineRule<StatementSubject>({
  id: 'sql/between-order',
  severity: 'warning',
  title: 'BETWEEN names the smaller bound first',
  why: '`x BETWEEN 10 AND 1` means `x >= 10 AND x <= 1`, which no value meets, and NOT BETWEEN then holds for all of them. SQL does not sort the bounds, except under BETWEEN SYMMETRIC, which this language has not.',
  bad: `${TRADES}SELECT ticker, price FROM trades WHERE price BETWEEN 100 AND 50;\n`,
  good: `${TRADES}SELECT ticker, price FROM trades WHERE price BETWEEN 50 AND 100;\n`,
  check: ({ bound, syntax }, report) => {
    for (const { query } of queriesOf(bound))
      for (const { expression } of expressionsOf(query))
        eachPart(expression, part => {
          const bounds = boundsOf(part);
          if (!bounds || !isBelow(bounds.high, bounds.low)) return;
          const [low, high] = [bounds.low.span, bounds.high.span];
          report(
            { start: low.start, end: high.end },
            {
              message: 'the first bound is above the second: no value lies between them',
              help: 'change their places',
              fixes: [
                {
                  title: 'Change the bounds’ places',
                  edits: [
                    { span: low, text: textAt(syntax, high) },
                    { span: high, text: textAt(syntax, low) },
                  ],
                },
              ],
            },
          );
        });
  },
});

function boundsOf(part: TypedExpression) {
  if (part.op !== 'and') return undefined;
  const [low, high] = part.parts;
  if (low?.op !== 'compare' || high?.op !== 'compare' || !isHalf(low, part) || !isHalf(high, part)) return undefined;
  const { kind } = low.left.type;
  const isOpen = kind === 'ANY' || kind === 'JSON';
  // What a text is read as depends on the record then.
  return isOpen && [low.right, high.right].some(one => one.type.kind === 'STRING')
    ? undefined
    : { low: low.right, high: high.right };
}

function isBelow(a: TypedExpression, b: TypedExpression): boolean {
  const [x, y] = [fold(a), fold(b)];
  if (!isConstant(x) || !isConstant(y) || x.text === null || y.text === null) return false;
  try {
    return compareOperands(literalValue(x.type, x.text), literalValue(y.type, y.text)) < 0;
  } catch (error) {
    if (error instanceof RecordError) return false;
    throw error;
  }
}
