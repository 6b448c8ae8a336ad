/** Of hints that contradict each other the one to point at. */
import type { WrittenHint } from '../../hints/reading.ts';

/** The later one made it wrong: mostly the statement's own. */
export const laterFirst = (one: WrittenHint, other: WrittenHint): readonly [at: WrittenHint, before: WrittenHint] =>
  one.span.start > other.span.start ? [one, other] : [other, one];
