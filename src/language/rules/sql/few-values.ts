/** Expressions that have few values, however many rows come: state by them does not grow. */
import { fold, isConstant } from '../../evaluate/fold.ts';
import type { TypedExpression } from '../../names/typed-expression.ts';
import { functionOf, textOf } from './event-time.ts';

/** True where that is certain. */
export function hasFewValues(expression: TypedExpression): boolean {
  if (expression.type.kind === 'BOOLEAN' || isConstant(fold(expression))) return true;
  switch (expression.op) {
    case 'case':
      return [...expression.branches.map(branch => branch.then), expression.otherwise].every(
        value => value === null || hasFewValues(value),
      );
    case 'cast':
      return hasFewValues(expression.operand);
    case 'call': {
      const name = functionOf(expression);
      return CALENDAR.has(name === 'EXTRACT' ? (textOf(expression.args[0]) ?? '') : name);
    }
    default:
      return false;
  }
}

/** Parts of a time that come again. */
const CALENDAR: ReadonlySet<string> = new Set(
  'QUARTER MONTH WEEK DAY DOW ISODOW DOY HOUR MINUTE SECOND DAYOFWEEK DAYOFMONTH DAYOFYEAR DAYNAME MONTHNAME'.split(
    ' ',
  ),
);
