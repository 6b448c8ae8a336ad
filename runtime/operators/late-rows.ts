/** What becomes of rows that came too late for windows, as `late` of the window says. */
import type { BoundWindow } from '../../src/compiler/plan/plan.ts';
import { RecordError } from '../../src/language/types/value.ts';
import type { Row, Scope } from './row.ts';

/** How long rows still count for a window after its end has passed: its grace, and what it is kept for beyond that; milliseconds. */
export const heldMs = (window: BoundWindow): number => window.graceMs + retentionMs(window);

/** How long a window that has come out may come out again; milliseconds. */
const retentionMs = ({ late }: BoundWindow): number => (late?.strategy === 'update_previous' ? late.retentionMs : 0);

/** Tells of a row that was too late for so many windows; `taken`: others took it. */
export type TellLate = (row: Row, windows: number, taken: boolean) => void;

export function lateTelling({ late }: BoundWindow, scope: Scope): TellLate {
  return (row, windows, taken) => {
    if (late?.strategy === 'dead_letter' && !taken && !row.deleted)
      scope.putAside(
        late.topic,
        row,
        new RecordError('late', `The row came too late for ${windows === 1 ? 'its window' : `its ${windows} windows`}`),
      );
    scope.late(windows);
  };
}
