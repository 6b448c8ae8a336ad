/** Precision and scale of DECIMAL results, as Flink SQL derives them (LogicalTypeMerging); BIGINT counts as DECIMAL(19, 0). */

export interface DecimalSize {
  readonly precision: number;
  readonly scale: number;
}

export const MAX_PRECISION = 38;
/** A result too wide for 38 digits gives up digits of its fraction, but not below this many. */
const KEPT_FRACTION = 6;
/** What a BIGINT operand counts as beside a DECIMAL. */
export const BIGINT_SIZE: DecimalSize = { precision: 19, scale: 0 };

export function sumSize(a: DecimalSize, b: DecimalSize): DecimalSize {
  const scale = Math.max(a.scale, b.scale);
  return within38(Math.max(wholeDigits(a), wholeDigits(b)) + scale + 1, scale);
}

export const productSize = (a: DecimalSize, b: DecimalSize): DecimalSize =>
  within38(a.precision + b.precision + 1, a.scale + b.scale);

export function quotientSize(a: DecimalSize, b: DecimalSize): DecimalSize {
  const scale = Math.max(KEPT_FRACTION, a.scale + b.precision + 1);
  return within38(wholeDigits(a) + b.scale + scale, scale);
}

export function remainderSize(a: DecimalSize, b: DecimalSize): DecimalSize {
  const scale = Math.max(a.scale, b.scale);
  return within38(Math.min(wholeDigits(a), wholeDigits(b)) + scale, scale);
}

/** ROUND, TRUNC to `digits` of fraction; one more whole digit, since 9.9 becomes 10. */
export function roundSize(a: DecimalSize, digits: number): DecimalSize {
  if (digits >= a.scale) return a;
  const scale = Math.max(0, digits);
  return { precision: Math.min(MAX_PRECISION, 1 + wholeDigits(a) + scale), scale };
}

/** CEIL and FLOOR: one more whole digit, no fraction. */
export const wholeSize = (a: DecimalSize): DecimalSize => (a.scale === 0 ? a : roundSize(a, 0));

export const sumAggregateSize = (a: DecimalSize): DecimalSize => ({ precision: MAX_PRECISION, scale: a.scale });

export const averageSize = (a: DecimalSize): DecimalSize => ({
  precision: MAX_PRECISION,
  scale: Math.max(KEPT_FRACTION, a.scale),
});

/** The least DECIMAL that holds both (UNION, CASE, COALESCE); the fraction gives way when 38 digits do not do. */
export function commonSize(a: DecimalSize, b: DecimalSize): DecimalSize {
  const whole = Math.max(wholeDigits(a), wholeDigits(b));
  const scale = Math.min(Math.max(a.scale, b.scale), MAX_PRECISION - whole);
  return { precision: whole + scale, scale };
}

const wholeDigits = (size: DecimalSize): number => size.precision - size.scale;

function within38(precision: number, scale: number): DecimalSize {
  if (precision <= MAX_PRECISION) return { precision, scale };
  const whole = precision - scale;
  return { precision: MAX_PRECISION, scale: Math.max(MAX_PRECISION - whole, Math.min(scale, KEPT_FRACTION)) };
}
