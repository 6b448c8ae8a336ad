/** The number a hint holds, for rules that compare. */
import type { HintLine } from '../text/scan.ts';

/** Undefined where there is no hint, or its value is no plain number (a variable, or wrong and reported as such). */
export function numberOf(hint: HintLine | undefined): number | undefined {
  return hint?.value !== undefined && /^\d+(\.\d+)?$/.test(hint.value) ? Number(hint.value) : undefined;
}
