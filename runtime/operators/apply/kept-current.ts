/** Outer rows that change themselves: what is said of each is taken back and said anew when the inner rows change it. */
import type { NodeOf } from '../../../src/compiler/plan/plan.ts';
import { groupHash } from '../../state/groups.ts';
import { type JoinedRow, joinedRows } from '../../state/joined-rows.ts';
import type { Site } from '../construct.ts';
import { inputs } from '../inputs.ts';
import { isOneChange } from '../one-change.ts';
import { RefusedRows } from '../refused-rows.ts';
import { type Operator, type Row, recordError } from '../row.ts';
import { belonging, type Hash, INNER, innerRows, OUTER, takesBack } from './belonging.ts';
import { keptPairs } from './kept-pairs.ts';
import { takenBack } from './taken-back.ts';

/** What is kept of an outer row. */
interface KeptOuter {
  readonly shown: readonly Row[];
  readonly operand: Hash | undefined;
}

/** The outer rows of a key, all or those of an operand. */
interface Touched {
  readonly key: Hash;
  readonly which: Hash | 'all';
}

export function keptCurrent(node: NodeOf<'apply'>, site: Site): readonly Operator[] {
  const { scope, next } = site;
  const inner = belonging(node, scope);
  if (inner.pairs) return keptPairs(node, inner, inner.pairs, site);
  const innerSide = innerRows(node, inner, scope);
  const takes = takesBack(node, OUTER);
  const refused = new RefusedRows(scope.keep);
  /** What was put out for each and stands. */
  const shown = new Map<JoinedRow, readonly Row[]>();
  const { operandKey } = inner;
  /** By key and operand. */
  const byOperand = new Map<Hash, Set<JoinedRow>>();
  /** Of each the hash of its operand. */
  const operands = new Map<JoinedRow, Hash>();
  const outers = joinedRows<KeptOuter>(scope.keep, {
    read: known => ({ shown: shown.get(known) ?? [], operand: operands.get(known) }),
    restore(known, kept) {
      shown.set(known, kept.shown);
      compareBy(known, kept.operand);
    },
  });

  function compareBy(known: JoinedRow, operand: Hash | undefined): void {
    if (operand === undefined) return;
    operands.set(known, operand);
    const same = byOperand.get(operand);
    if (same) same.add(known);
    else byOperand.set(operand, new Set([known]));
  }

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
    let operand: Hash | undefined;
    try {
      key = inner.outerKey(row);
      const by = key === undefined ? undefined : operandKey?.(row);
      if (by !== undefined) operand = groupHash([key!, by]);
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
      const same = operands.get(known);
      if (same === undefined) return;
      operands.delete(known);
      byOperand.get(same)?.delete(known);
      if (byOperand.get(same)?.size === 0) byOperand.delete(same);
      return;
    }
    const now = said(key, row);
    const known = outers.add(keys, row);
    shown.set(known, now);
    compareBy(known, operand);
    for (const one of now) out.push(one);
  }

  /** What is other than was put out, after this change of an inner row. */
  function refresh({ key, which }: Touched, change: Row, out: Row[]): void {
    const concerned = which === 'all' ? outers.of([key]) : (byOperand.get(groupHash([key, which])) ?? []);
    for (const known of concerned) {
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
      if (added.length === 0 && standing.length === before.length) continue;
      shown.set(known, standing.concat(added));
      outers.touch(known);
    }
  }

  return inputs(
    2,
    {
      rows(side, batch) {
        const out: Row[] = [];
        const touched = new Map<Hash, Touched>();
        for (const [i, row] of batch.entries()) {
          if (side !== INNER) {
            takeOuter(row, out);
            continue;
          }
          const one = innerSide.take(row);
          if (one) touched.set(groupHash([one.key, one.which]), one);
          // Before and after of one change are one change.
          if (isOneChange(row, batch[i + 1])) continue;
          for (const some of touched.values()) refresh(some, row, out);
          touched.clear();
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

function listed<K, V>(lists: Map<K, V[]>, key: K): V[] {
  let list = lists.get(key);
  if (!list) {
    list = [];
    lists.set(key, list);
  }
  return list;
}
