/** UNION ALL: the rows of all inputs as they come. */
import { changesOf } from '../../src/compiler/plan/changes.ts';
import type { NodeOf } from '../../src/compiler/plan/plan.ts';
import type { Value } from '../../src/language/types/value.ts';
import type { Keep } from '../state/entries/kept.ts';
import { inputs } from './inputs.ts';
import { partOf, placeOf } from './join-key.ts';
import type { Operator, Row } from './row.ts';

export function union(node: NodeOf<'union'>, next: Operator, keep?: Keep): readonly Operator[] {
  const ofRow = node.inputs.map(input => (changesOf(input) === 'append' ? placeOf : partOf));
  const keyed = (row: Row, of: number): Row => ({
    ...row,
    key: new Map<string, Value>([
      ['_input', of + 1],
      ['_key', ofRow[of]!(row)],
    ]),
  });
  return inputs(
    node.inputs.length,
    {
      rows: (of, batch) => next.rows(node.keyed ? batch.map(row => keyed(row, of)) : batch),
      watermark: ms => next.watermark(ms),
      end: () => next.end(),
    },
    keep,
  );
}
