/** WINDOW without an aggregate: each row once for each window it falls in, with the window's bounds. */
import { Timestamp } from '../../src/language/types/temporal.ts';
import { windowsOf } from '../state/windows.ts';
import type { Node, Site } from './construct.ts';
import { placement } from './placement.ts';
import type { Operator, Row } from './row.ts';
import { recordError } from './row.ts';

type WindowNode = Extract<Node, { node: 'window' }>;

export function windowRows({ window, placedBy }: WindowNode, { scope, next }: Site): Operator {
  if (window.kind === 'session') throw new Error('a session without an aggregate has no operator');
  const windows = windowsOf(window);
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
          for (let id = windows.first(time); !Number.isNaN(id); id = windows.next(id, time)) {
            if (row.late >= windows.end(id) + window.graceMs) scope.late(1);
            else out.push({ ...row, values: row.values.concat(bounds(id)) });
          }
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
