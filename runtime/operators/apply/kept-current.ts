/** Outer rows that change themselves: what is said of each is taken back and said anew when the inner rows change it. */
import type { NodeOf } from '../../../src/compiler/plan/plan.ts';
import { groupHash } from '../../state/groups.ts';
import { type JoinedRow, joinedRows } from '../../state/joined-rows.ts';
import type { Site } from '../construct.ts';
import { inputs } from '../inputs.ts';
import { RefusedRows } from '../refused-rows.ts';
import { type Operator, type Row, recordError } from '../row.ts';
import { belonging, type Hash, INNER, innerRows, OUTER, takesBack } from './belonging.ts';

export function keptCurrent(node: NodeOf<'apply'>, { scope, next }: Site): readonly Operator[] {
  const inner = belonging(node, scope);
  const innerSide = innerRows(node, inner, scope);
  const takes = takesBack(node, OUTER);
  const refused = new RefusedRows();
  const outers = joinedRows();
  /** What was put out for each and stands. */
  const shown = new Map<JoinedRow, readonly Row[]>();

  /** What is to be said of an outer row; nothing where that fails. */
  function said(key: Hash | undefined, row: Row): readonly Row[] {
    try {
      return inner.of(key, row);
    } catch (error) {
      scope.problem(row, recordError(error));
      return [];
    }
  }

  function takeOuter(row: Row, out: Row[]): void {
    if (row.deleted && (!takes || refused.took(row))) return;
    let key: Hash | undefined;
    try {
      key = inner.outerKey(row);
    } catch (error) {
      scope.problem(row, recordError(error));
      if (takes) refused.add(row);
      return;
    }
    const keys = [key ?? null];
    if (row.deleted) {
      const known = outers.takeBack(keys, row);
      if (!known) return;
      for (const one of shown.get(known) ?? []) out.push(takenBack(one, row));
      shown.delete(known);
      return;
    }
    const now = said(key, row);
    shown.set(outers.add(keys, row), now);
    for (const one of now) out.push(one);
  }

  /** What is other than was put out, after this change of an inner row. */
  function refresh(key: Hash, change: Row, out: Row[]): void {
    for (const known of outers.of([key])) {
      const before = shown.get(known) ?? [];
      const left = new Map<string | number, Row[]>();
      for (const one of before) listed(left, hashOf(one)).push(one);
      const standing: Row[] = [];
      const added: Row[] = [];
      for (const one of said(key, known.row)) {
        const same = left.get(hashOf(one))?.pop();
        if (same) standing.push(same);
        else added.push({ ...one, time: Math.max(one.time, change.time), late: change.late });
      }
      for (const rows of left.values()) for (const one of rows) out.push(takenBack(one, change));
      for (const one of added) out.push(one);
      if (added.length > 0 || standing.length < before.length) shown.set(known, standing.concat(added));
    }
  }

  return inputs(2, {
    rows(side, batch) {
      const out: Row[] = [];
      const touched = new Set<Hash>();
      for (const [i, row] of batch.entries()) {
        if (side !== INNER) {
          takeOuter(row, out);
          continue;
        }
        const key = innerSide.take(row);
        if (key !== undefined) touched.add(key);
        // Before and after of one change are one change.
        if (row.deleted && batch[i + 1]?.deleted === false) continue;
        for (const one of touched) refresh(one, row, out);
        touched.clear();
      }
      if (out.length > 0) next.rows(out);
    },
    watermark: ms => next.watermark(ms),
    end: () => next.end(),
  });
}

const takenBack = (row: Row, { time, late }: Row): Row => ({
  ...row,
  deleted: true,
  time: Math.max(row.time, time),
  was: row.time,
  late,
});

const hashOf = ({ key, values }: Row): string | number => groupHash([key, ...values]);

function listed<K, V>(lists: Map<K, V[]>, key: K): V[] {
  let list = lists.get(key);
  if (!list) {
    list = [];
    lists.set(key, list);
  }
  return list;
}
