/** Which expressions ask the record that a row comes from: HEADER and its kind. */
import { functionTable } from '../../language/functions/table.ts';
import { contains, type TypedExpression } from '../../language/names/typed-expression.ts';

export const asksRecord = (expression: TypedExpression): boolean => contains(expression, isRecordCall);

export const isRecordCall = (expression: TypedExpression): boolean =>
  expression.op === 'call' && functionTable.get(expression.name)?.category === 'record';
