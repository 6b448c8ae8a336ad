/** The function that a call with OVER runs. */
import type { OverCall, OverNode } from '../../../src/compiler/plan/nodes/over.ts';
import type { RecordError } from '../../../src/language/types/value.ts';
import { functionOf } from '../../functions/lookup.ts';
import type { Clock } from '../../time/clock.ts';
import { compareBy } from '../compare-by.ts';
import { buffered } from './buffered.ts';
import { aggregateContent, framed, valuesContent } from './framed.ts';
import { framesOf } from './frames.ts';
import { lag, lead } from './neighbours.ts';
import type { OverFunction } from './partition.ts';
import { ofWhole, running } from './ranks.ts';

/** `refuse`: told of a row, by its number, that a function of the partition at hand could not take. */
export function overFunction(
  call: OverCall,
  index: number,
  node: OverNode,
  clock: Clock,
  refuse: (error: RecordError, i: number) => void,
): OverFunction<unknown> {
  const entry = functionOf(call.name, clock);
  const { buffer } = call;
  const ranks = entry?.kind === 'window' && entry.ranks;
  if (buffer !== undefined && (ranks || !node.inOrder)) {
    const { buffer: _, ...within } = call;
    const inside = { ...node, inOrder: true, at: 'end' } as const;
    const throwing = (error: RecordError): never => {
      throw error;
    };
    return buffered(
      overFunction(within, index, inside, clock, throwing),
      buffer,
      compareBy(node.orderBy),
      node.inOrder,
    );
  }
  if (entry?.kind === 'window') {
    const compare = compareBy(node.orderBy);
    if (call.name === 'LAG') return lag(call, index);
    if (call.name === 'LEAD') return lead(call, index);
    if (call.name !== 'NTH_VALUE')
      return entry.wholePartition ? ofWhole(entry, compare, index) : running(call.name, compare);
  }
  const frames = framesOf(call.frame, buffer, node);
  const listed =
    call.name === 'NTH_VALUE' || (!frames.fromStart && !call.distinct && /^(FIRST|LAST)_VALUE$/.test(call.name));
  return listed
    ? framed(valuesContent(call, frames), frames, index, refuse)
    : framed(aggregateContent(call, frames, clock), frames, index, refuse);
}
