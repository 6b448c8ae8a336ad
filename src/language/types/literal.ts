/** Values of literals as text, so that a typed expression is plain JSON, and back. */
import { castValue } from './coerce.ts';
import { Decimal } from './decimal.ts';
import { parseInt64 } from './int64.ts';
import type { SqlType } from './sql-type.ts';
import { Interval } from './temporal.ts';
import type { Value } from './value.ts';

/** As `TypedExpression`'s literals keep it: an INTERVAL as `months:microseconds`, others as SQL writes them. */
export function literalText(value: Exclude<Value, null>): string {
  if (value instanceof Interval) return `${value.months}:${value.micros}`;
  if (value instanceof Decimal) return value.toFixedString();
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return String(value);
}

export function literalValue(type: SqlType, text: string | null): Value {
  if (text === null) return null;
  switch (type.kind) {
    case 'BIGINT':
      return parseInt64(text) ?? null;
    case 'DOUBLE':
      return Number(text);
    case 'DECIMAL':
      return Decimal.parse(text) ?? null;
    case 'BOOLEAN':
      return text === 'TRUE';
    case 'INTERVAL': {
      const [months, micros] = text.split(':');
      return Interval.of(Number(months), Number(micros));
    }
    case 'STRING':
    case 'ANY':
      return text;
    default:
      return castValue(text, type);
  }
}
