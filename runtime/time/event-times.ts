/** How the time column of a record is read. */
import type { TimeFormat } from '../../src/compiler/plan/plan.ts';
import { Decimal } from '../../src/language/types/decimal.ts';
import { SqlDate, Timestamp } from '../../src/language/types/temporal.ts';
import { parseWithPattern } from '../../src/language/types/time-pattern.ts';
import type { Value } from '../../src/language/types/value.ts';
import { RecordError } from '../../src/language/types/value.ts';
import { describe } from '../../src/language/types/value-text.ts';

/** Milliseconds since the epoch, what is below a millisecond cut towards the past. RecordError('time') when NULL or unreadable. */
export function timeReader(format: TimeFormat): (value: Value) => number {
  const read = readerOf(format);
  const wanted =
    format.kind === 'pattern' ? `written as ${format.pattern}` : format.kind === 'auto' ? '' : `in ${format.kind}`;
  return value => {
    if (value === null) throw new RecordError('time', 'The event time is NULL');
    if (value instanceof Timestamp) return value.millis;
    if (value instanceof SqlDate) return Timestamp.ofDays(value.days).millis;
    const millis = read(value);
    if (millis === undefined || !Number.isFinite(millis))
      throw new RecordError('time', `The event time ${describe(value)} is no time${wanted && ` ${wanted}`}`);
    return millis;
  };
}

function readerOf(format: TimeFormat): (value: Exclude<Value, null>) => number | undefined {
  switch (format.kind) {
    case 'auto':
      return value => (typeof value === 'string' ? Timestamp.parse(value.trim())?.millis : epoch(value, 0));
    case 'epoch_millis':
      return value => epoch(value, 0);
    case 'epoch_seconds':
      return value => epoch(value, 3);
    case 'iso8601':
      return value => (typeof value === 'string' ? Timestamp.parse(value.trim())?.millis : undefined);
    case 'pattern':
      return value => {
        if (typeof value === 'string') return parseWithPattern(value, format.pattern)?.millis;
        // yyyyMMdd written as a number.
        return Number.isSafeInteger(value) ? parseWithPattern(String(value), format.pattern)?.millis : undefined;
      };
  }
}

/** `shift`: decimal places from the unit to milliseconds. */
function epoch(value: Exclude<Value, null>, shift: 0 | 3): number | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return shift === 0 ? value : value * 1000;
  const exact =
    typeof value === 'number'
      ? Decimal.fromNumber(value)
      : typeof value === 'bigint'
        ? Decimal.of(value, 0)
        : typeof value === 'string'
          ? Decimal.parse(value.trim())
          : value instanceof Decimal
            ? value
            : undefined;
  if (!exact) return undefined;
  const millis = shift === 0 ? exact : exact.multiply(Decimal.of(1000, 0));
  const whole = Number(millis.truncate());
  return millis.compare(Decimal.of(BigInt(whole), 0)) < 0 ? whole - 1 : whole;
}
