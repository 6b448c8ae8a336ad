/**
 * Rows of a stream are decided as of their time: both sides are taken in the order of time, of one time the inner ones first.
 * A row behind the watermark that its own partition had reached before it counts from that watermark on, so that nothing
 * depends on which side was read first.
 */
import type { NodeOf } from '../../../src/compiler/plan/plan.ts';
import { compareRows } from '../../../src/language/functions/aggregate/row-order.ts';
import type { Site } from '../construct.ts';
import { inputs } from '../inputs.ts';
import { type Operator, type Row, recordError } from '../row.ts';
import { belonging, INNER, innerRows, OUTER } from './belonging.ts';

interface Held {
  readonly row: Row;
  /** When it counts, milliseconds. */
  readonly at: number;
}

export function appliedInTime(node: NodeOf<'apply'>, { scope, next }: Site): readonly Operator[] {
  const inner = belonging(node, scope);
  const innerSide = innerRows(node, inner, scope);
  /** Of each side, in the order they came. */
  const held: [Held[], Held[]] = [[], []];
  const first: [number, number] = [Infinity, Infinity];
  const watermarks: [number, number] = [-Infinity, -Infinity];
  let handedOn = -Infinity;

  function hold(side: 0 | 1, batch: readonly Row[]): void {
    let before = -Infinity;
    for (const [i, row] of batch.entries()) {
      if (side === OUTER && row.deleted) continue;
      // What takes a row back comes after it, and what takes its place comes after that.
      const after = row.deleted ? (row.was ?? row.time) : batch[i - 1]?.deleted ? before : -Infinity;
      const at = Math.max(row.time, row.late, after);
      before = at;
      held[side].push({ row, at });
      first[side] = Math.min(first[side], at);
    }
  }

  /** Those that count before this time. */
  function passed(side: 0 | 1, ms: number): Held[] {
    if (first[side] >= ms && ms !== Infinity) return [];
    const all = held[side];
    const some = ms === Infinity ? all : all.filter(({ at }) => at < ms);
    held[side] = ms === Infinity ? [] : all.filter(({ at }) => at >= ms);
    first[side] = held[side].reduce((least, { at }) => Math.min(least, at), Infinity);
    return some;
  }

  function release(): void {
    const ms = Math.min(...watermarks);
    const outers = passed(OUTER, ms).sort((a, b) => a.at - b.at || compareRows(a.row, b.row));
    const inners = passed(INNER, ms).sort((a, b) => a.at - b.at);
    const out: Row[] = [];
    let taken = 0;
    for (const { row, at } of outers) {
      while (taken < inners.length && inners[taken]!.at <= at) innerSide.take(inners[taken++]!.row);
      try {
        for (const one of inner.of(inner.outerKey(row), row)) out.push(one);
      } catch (error) {
        scope.problem(row, recordError(error));
      }
    }
    while (taken < inners.length) innerSide.take(inners[taken++]!.row);
    if (out.length > 0) next.rows(out);
    if (ms <= handedOn) return;
    handedOn = ms;
    next.watermark(ms);
  }

  return inputs(2, {
    rows: (side, batch) => hold(side === INNER ? INNER : OUTER, batch),
    sideWatermark(side, ms) {
      watermarks[side === INNER ? INNER : OUTER] = ms;
      release();
    },
    // Each side's was told before.
    watermark: () => undefined,
    end() {
      // Without a last watermark what waits for one is not decided.
      next.end();
    },
  });
}
