/** What is made of a field by the type of its column, and of which kinds that cannot fail. */
import type { PlanColumn } from '../../../src/compiler/plan/plan.ts';
import { KINDS } from './kinds.ts';

const { WHOLE, FRACTION, PLAIN_STRING, UTF8_STRING, ESCAPED_STRING, TRUE, FALSE, MOMENT } = KINDS;

/** To be taken apart where they are used: V8 folds constants of the same file only. */
export const MAKES = {
  /** What JSON says, whatever it is. */
  AS_IT_IS: 0,
  BIGINT: 1,
  DOUBLE: 2,
  DECIMAL: 3,
  STRING: 4,
  TIMESTAMP: 5,
  BOOLEAN: 6,
  OTHER: 7,
  /** The record's place and key. */
  SYSTEM: 8,
} as const;

const { AS_IT_IS, BIGINT, DOUBLE, DECIMAL, STRING, TIMESTAMP, BOOLEAN, OTHER, SYSTEM } = MAKES;
const BY_TYPE: Readonly<Record<string, number>> = {
  ANY: AS_IT_IS,
  JSON: AS_IT_IS,
  BIGINT,
  DOUBLE,
  DECIMAL,
  STRING,
  TIMESTAMP,
  BOOLEAN,
};

export const makeOf = ({ type, origin }: PlanColumn): number =>
  origin.kind === 'system' ? SYSTEM : (BY_TYPE[type.kind] ?? OTHER);

const KIND_COUNT = 16;
const CERTAIN = new Uint8Array((SYSTEM + 1) * KIND_COUNT);
for (const [make, ...kinds] of [
  [AS_IT_IS, WHOLE, FRACTION, PLAIN_STRING, UTF8_STRING, ESCAPED_STRING, TRUE, FALSE],
  [BIGINT, WHOLE],
  [DOUBLE, WHOLE, FRACTION],
  [STRING, PLAIN_STRING, UTF8_STRING, ESCAPED_STRING],
  [TIMESTAMP, MOMENT],
  [BOOLEAN, TRUE, FALSE],
  [SYSTEM, ...Object.values(KINDS)],
] as const)
  for (const kind of kinds) CERTAIN[make * KIND_COUNT + kind] = 1;

/** Whether it can be made of every field of this kind. */
export const isCertain = (make: number, kind: number): boolean => CERTAIN[make * KIND_COUNT + kind] === 1;
