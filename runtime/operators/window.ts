/** WINDOW without an aggregate: each row once for each window it falls in, with the window's bounds. */
import { Timestamp } from '../../src/language/types/temporal.ts';
import { windowsOf } from '../state/windows.ts';
import type { Node, Site } from './construct.ts';
import { heldMs, lateTelling } from './late-rows.ts';
import { placement } from './placement.ts';
import type { Operator, Row } from './row.ts';
import { recordError } from './row.ts';
import { sessionRows } from './sessions.ts';

type WindowNode = Extract<Node, { node: 'window' }>;

export function windowRows(node: WindowNode, { scope, next }: Site): Operator {
  const { window, placedBy } = node;
  if (window.kind === 'session') return sessionRows(node, scope, next);
  const windows = windowsOf(window);
  const held = heldMs(window);
  const movesOn = window.late?.strategy === 'include_in_next_window';
  const tellLate = lateTelling(window, scope);
  const timeOf = placement(placedBy, scope);
  const bounds = (id: number) => [Timestamp.ofMillis(windows.start(id)), Timestamp.ofMillis(windows.end(id))];
  return {
    rows(batch) {
      const out: Row[] = [];
      for (const row of batch) {
        if (row.deleted && row.values.length === 0) {
          out.push(row);
          continue;
        }
        try {
          const time = timeOf(row);
          let [missed, taken] = [0, 0];
          for (let id = windows.first(time); !Number.isNaN(id); id = windows.next(id, time)) {
            if (row.late >= windows.end(id) + held) missed++;
            else {
              out.push({ ...row, values: row.values.concat(bounds(id)) });
              taken++;
            }
          }
          if (missed === 0) continue;
          if (!movesOn) tellLate(row, missed, taken > 0);
          else if (taken === 0)
            out.push({ ...row, values: row.values.concat(bounds(windows.first(row.late - window.graceMs))) });
        } catch (error) {
          scope.problem(row, recordError(error));
        }
      }
      if (out.length > 0) next.rows(out);
    },
    watermark: ms => next.watermark(ms),
    end: () => next.end(),
  };
}
