/**
 * Rows of a stream are decided as of their time: both sides are taken in the order of time, of one time the inner ones first.
 * A row behind the watermark that its own partition had reached before it counts from that watermark on, so that nothing
 * depends on which side was read first.
 */
import type { NodeOf } from '../../../src/compiler/plan/plan.ts';
import { compareRows } from '../../../src/language/functions/aggregate/row-order.ts';
import { byTime } from '../../state/by-time.ts';
import { keepValue } from '../../state/entries/kept.ts';
import type { Site } from '../construct.ts';
import { inputs } from '../inputs.ts';
import { type Operator, type Row, recordError } from '../row.ts';
import { belonging, INNER, innerRows, OUTER } from './belonging.ts';

export function appliedInTime(node: NodeOf<'apply'>, { scope, next, whenRead }: Site): readonly Operator[] {
  const inner = belonging(node, scope);
  const innerSide = innerRows(node, inner, scope);
  const innerHeld = byTime<Row>(scope.keep);
  const outerHeld = byTime<Row>(scope.keep, compareRows);
  let watermarks: [number, number] = [-Infinity, -Infinity];
  /** Inner rows come in the order of the time from which they count. */
  let latest = -Infinity;
  let handedOn = -Infinity;
  keepValue(
    scope.keep,
    () => ({ watermarks, latest, handedOn }),
    value => ({ watermarks, latest, handedOn } = value),
  );
  /** Whether nothing waits for the inner side any more. */
  let isRead = false;

  function hold(side: number, batch: readonly Row[]): void {
    for (const row of batch) {
      const at = Math.max(row.time, row.late);
      if (side === INNER) {
        latest = Math.max(latest, at);
        innerHeld.add(row, latest);
      } else if (!row.deleted) outerHeld.add(row, at);
    }
  }

  /** Whether no outer row that comes is before an inner one: then there is nothing to wait for. */
  const isSettled = (): boolean => isRead && latest <= watermarks[OUTER];

  function release(): void {
    const ms = isRead ? watermarks[OUTER] : Math.min(...watermarks);
    const until = isSettled() ? Infinity : ms;
    const inners = innerHeld.passed(until);
    const out: Row[] = [];
    let taken = 0;
    for (const { thing: row, at } of outerHeld.passed(until)) {
      while (taken < inners.length && inners[taken]!.at <= at) innerSide.take(inners[taken++]!.thing);
      try {
        for (const one of inner.of(inner.outerKey(row), row)) out.push(one);
      } catch (error) {
        scope.problem(row, recordError(error));
      }
    }
    while (taken < inners.length) innerSide.take(inners[taken++]!.thing);
    if (out.length > 0) next.rows(out);
    if (ms <= handedOn) return;
    handedOn = ms;
    next.watermark(ms);
  }

  whenRead(node.inputs[INNER]!, () => {
    isRead = true;
    release();
  });

  return inputs(
    2,
    {
      rows(side, batch) {
        hold(side, batch);
        if (side === OUTER && isSettled()) release();
      },
      sideWatermark(side, ms) {
        watermarks[side === INNER ? INNER : OUTER] = ms;
        release();
      },
      // Each side's was told before.
      watermark: () => undefined,
      end: () => next.end(),
    },
    scope.keep,
  );
}
