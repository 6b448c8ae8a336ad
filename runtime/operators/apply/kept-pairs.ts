/** As kept-current.ts, where each inner row stands for a row of its own: a change of one touches no other. */
import type { NodeOf } from '../../../src/compiler/plan/plan.ts';
import { groupHash } from '../../state/groups.ts';
import { type JoinedRow, joinedRows } from '../../state/joined-rows.ts';
import type { Site } from '../construct.ts';
import { inputs } from '../inputs.ts';
import { isOneChange } from '../one-change.ts';
import { RefusedRows } from '../refused-rows.ts';
import { type Operator, type Row, recordError } from '../row.ts';
import { type Belonging, type Hash, INNER, innerRows, OUTER, type Pairs, takesBack } from './belonging.ts';
import { takenBack } from './taken-back.ts';

/** What was put out for an outer row and stands. */
interface Shown {
  readonly pairs: Map<string | number, Row[]>;
  alone: Row | undefined;
}

/** What is kept of an outer row. */
interface KeptOuter {
  readonly pairs: readonly Row[];
  readonly alone: Row | undefined;
}

export function keptPairs(
  node: NodeOf<'apply'>,
  inner: Belonging,
  pairs: Pairs,
  { scope, next }: Site,
): readonly Operator[] {
  const innerSide = innerRows(node, inner, scope);
  const takes = takesBack(node, OUTER);
  const refused = new RefusedRows(scope.keep);
  const shown = new Map<JoinedRow, Shown>();
  const outers = joinedRows<KeptOuter>(scope.keep, {
    read: known => ({ pairs: [...(shown.get(known)?.pairs.values() ?? [])].flat(), alone: shown.get(known)?.alone }),
    restore(known, kept) {
      const stands: Shown = { pairs: new Map(), alone: kept.alone };
      for (const row of kept.pairs) add(stands, row);
      shown.set(known, stands);
    },
  });

  function pairOf(row: Row, other: Row): Row | undefined {
    try {
      return pairs.of(row, other);
    } catch (error) {
      // Of what is taken back it was told when it came.
      if (!other.deleted) scope.problem(row, recordError(error));
      return undefined;
    }
  }

  function add({ pairs: of }: Shown, row: Row): void {
    const same = of.get(hashOf(row));
    if (same) same.push(row);
    else of.set(hashOf(row), [row]);
  }

  function takeOuter(row: Row, out: Row[]): void {
    if (row.deleted && (!takes || refused.took(row))) return;
    let key: Hash | undefined;
    let now: readonly Row[] = [];
    try {
      key = inner.outerKey(row);
      if (!row.deleted) now = inner.of(key, row);
    } catch (error) {
      scope.problem(row, recordError(error));
      if (takes) refused.add(row);
      return;
    }
    if (row.deleted) {
      const known = outers.takeBack([key ?? null], row);
      const before = known && shown.get(known);
      if (!known || !before) return;
      for (const same of before.pairs.values()) for (const one of same) out.push(takenBack(one, row));
      if (before.alone) out.push(takenBack(before.alone, row));
      shown.delete(known);
      return;
    }
    const stands: Shown = { pairs: new Map(), alone: undefined };
    shown.set(outers.add([key ?? null], row), stands);
    for (const one of now) {
      out.push(one);
      if (isAlone(now, row)) stands.alone = one;
      else add(stands, one);
    }
  }

  /** Whether it is the row of an outer row to which nothing belongs. */
  const isAlone = ([one, second]: readonly Row[], row: Row): boolean => {
    const alone = second ? undefined : pairs.alone(row);
    return alone !== undefined && one !== undefined && hashOf(alone) === hashOf(one);
  };

  /** Inner rows of one key that have gone and come, as one change. */
  function change(key: Hash, rows: readonly Row[], out: Row[]): void {
    const last = rows.at(-1)!;
    for (const known of outers.of([key])) {
      const stands = shown.get(known)!;
      outers.touch(known);
      const come: Row[] = [];
      for (const other of rows) {
        const pair = pairOf(known.row, other);
        if (!pair) continue;
        if (other.deleted) {
          const same = stands.pairs.get(hashOf(pair));
          const gone = same?.pop();
          if (same?.length === 0) stands.pairs.delete(hashOf(pair));
          if (gone) out.push(takenBack(gone, other));
        } else come.push({ ...pair, time: Math.max(pair.time, other.time), late: other.late });
      }
      if (stands.alone && come.length > 0) {
        out.push(takenBack(stands.alone, last));
        stands.alone = undefined;
      }
      for (const one of come) {
        add(stands, one);
        out.push(one);
      }
      if (stands.pairs.size > 0 || stands.alone) continue;
      const alone = pairs.alone(known.row);
      if (!alone) continue;
      stands.alone = { ...alone, time: Math.max(alone.time, last.time), late: last.late };
      out.push(stands.alone);
    }
  }

  return inputs(
    2,
    {
      rows(side, batch) {
        const out: Row[] = [];
        const changed = new Map<Hash, Row[]>();
        for (const [i, row] of batch.entries()) {
          if (side !== INNER) {
            takeOuter(row, out);
            continue;
          }
          const taken = innerSide.take(row);
          if (taken) {
            const rows = changed.get(taken.key);
            if (rows) rows.push(row);
            else changed.set(taken.key, [row]);
          }
          // Before and after of one change are one change.
          if (isOneChange(row, batch[i + 1])) continue;
          for (const [key, rows] of changed) change(key, rows, out);
          changed.clear();
        }
        if (out.length > 0) next.rows(out);
      },
      watermark: ms => next.watermark(ms),
      end: () => next.end(),
    },
    scope.keep,
  );
}

const hashOf = ({ key, values }: Row): string | number => groupHash([key, ...values]);
