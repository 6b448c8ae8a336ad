/** How long a partition without new rows must be remembered. */
import type { OverCall } from '../../../src/compiler/plan/nodes/over.ts';
import { functionTable } from '../../../src/language/functions/table.ts';

/** Milliseconds after which no frame of a call reaches a row any more; Infinity where time does not say so. */
export function rememberedMs({ name, frame, buffer }: OverCall): number {
  if (frame?.unit !== 'RANGE' || buffer !== undefined || frame.end.at === 'following' || frame.end.at === 'end')
    return Infinity;
  // LAG and the ranks look beyond their frame.
  const framed = functionTable.get(name)?.kind !== 'window' || name === 'NTH_VALUE';
  return framed && frame.start.at === 'preceding' && 'ms' in frame.start ? frame.start.ms : Infinity;
}
