/** Which columns expressions read. */

/** Positions of all columns that a part of an expression names. */
export function columnsIn(part: unknown): readonly number[] {
  if (typeof part !== 'object' || part === null) return [];
  if ('op' in part && part.op === 'column' && 'index' in part) return [part.index as number];
  return Object.values(part).flatMap(columnsIn);
}
