/** What the text of a literal in a plan stands for. */
import { castValue } from '../../src/language/types/coerce.ts';
import { Decimal } from '../../src/language/types/decimal.ts';
import type { SqlType } from '../../src/language/types/sql-type.ts';
import { typeText } from '../../src/language/types/sql-type.ts';
import { Interval } from '../../src/language/types/temporal.ts';
import type { Value } from '../../src/language/types/value.ts';

/** Throws Error when the plan holds a text that is no literal of its type. */
export function literalValue(text: string | null, type: SqlType): Value {
  if (text === null) return null;
  switch (type.kind) {
    case 'DECIMAL': {
      const exact = Decimal.parse(text);
      if (!exact) throw new Error(`'${text}' is no literal of type ${typeText(type)}`);
      return exact;
    }
    case 'INTERVAL': {
      const parts = /^(-?\d+):(-?\d+)$/.exec(text);
      return parts ? Interval.of(Number(parts[1]), Number(parts[2])) : castValue(text, type);
    }
    default:
      return castValue(text, type);
  }
}
