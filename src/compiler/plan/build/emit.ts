/** When a query's results come out. */
import type { BoundQuery } from '../../../language/names/bound.ts';
import type { BuildContext } from './context.ts';

/** EVERY is CHANGES held back. Unless said otherwise: FINAL with a window or a bounded input, else CHANGES. */
export function emitOf({ emit, aggregation }: BoundQuery, { bounded, versioned }: BuildContext): 'FINAL' | 'CHANGES' {
  if (emit?.mode === 'EVERY') return 'CHANGES';
  return emit?.mode ?? (aggregation?.window || (bounded && !versioned) ? 'FINAL' : 'CHANGES');
}
