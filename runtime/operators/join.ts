/**
 * JOIN of two streams within bounds on their times. Whether two rows belong together depends on them and on what their own
 * partitions had reached before each came, so neither the order of the sides nor of partitions matters.
 */
import { compareRows } from '../../src/language/functions/aggregate/row-order.ts';
import type { Value } from '../../src/language/types/value.ts';
import { compileAll, compileTest } from '../expressions/compile.ts';
import { deadlines } from '../state/deadlines.ts';
import { groupHash } from '../state/groups.ts';
import type { Node, Site } from './construct.ts';
import { inputs } from './inputs.ts';
import { type Operator, type Row, recordError } from './row.ts';

type JoinNode = Extract<Node, { node: 'join' }>;

interface Kept {
  readonly row: Row;
  readonly hash: string | number | undefined;
  matched: boolean;
}

/** One input: its rows that may still find partners. */
interface Side {
  readonly keysOf: (values: readonly Value[]) => readonly Value[];
  /** Whether its rows come out without a partner. */
  readonly outer: boolean;
  /** A row waits for partners whose times are at most this much behind its own; milliseconds. */
  readonly waitMs: number;
  readonly byKey: Map<string | number, Kept[]>;
  readonly due: ReturnType<typeof deadlines<Kept>>;
}

export function join(node: JoinNode, { scope, next }: Site): readonly Operator[] {
  const { join: kind, leftKeys, rightKeys, condition, exact, graceMs, widths } = node;
  const lower = node.lowerMs ?? -Infinity;
  const upper = node.upperMs ?? Infinity;
  const matches = condition && compileTest(condition, scope.clock);
  const nulls = widths.map(width => new Array<Value>(width).fill(null));
  const side = (keys: JoinNode['leftKeys'], outer: boolean, waitMs: number): Side => ({
    keysOf: compileAll([...keys], scope.clock),
    outer: outer || kind === 'FULL',
    waitMs,
    byKey: new Map(),
    due: deadlines(),
  });
  const sides: readonly [Side, Side] = [
    side(leftKeys, kind === 'LEFT', upper),
    side(rightKeys, kind === 'RIGHT', -lower),
  ];
  /** Rows come out up to this much behind the watermark: outer ones wait for it, and late partners have it left. */
  const held = Math.max(upper, -lower, 0) + graceMs;
  let handedOn = -Infinity;

  const closeOf = (of: number, { time }: Row): number => time + sides[of]!.waitMs + graceMs;

  function pair(left: Row | undefined, right: Row | undefined, late: number): Row {
    const later = left && right ? (compareRows(left, right) > 0 ? left : right) : (left ?? right!);
    const { key, headers } = left ?? right!;
    const { time, topic, partition, offset, record } = later;
    const values = [...(left?.values ?? nulls[0]!), ...(right?.values ?? nulls[1]!)];
    const row = { values, time, late, topic, partition, offset, key, headers, deleted: false };
    return record ? { ...row, record } : row;
  }

  function take(of: number, row: Row, out: Row[]): void {
    const own = sides[of]!;
    if (row.late > closeOf(of, row)) {
      scope.late(1);
      return;
    }
    const keys = own.keysOf(row.values);
    const hash = keys.includes(null) ? undefined : groupHash(keys);
    if (hash === undefined && !own.outer) return;
    const kept: Kept = { row, hash, matched: false };
    const other = 1 - of;
    const pairs: { readonly joined: Row; readonly partner: Kept }[] = [];
    if (hash !== undefined)
      for (const partner of sides[other]!.byKey.get(hash) ?? []) {
        // What the later one's partition had closed is closed to it, whether another partition still holds it or not.
        if (row.late > closeOf(other, partner.row) || partner.row.late > closeOf(of, row)) continue;
        const [left, right] = of === 0 ? [row, partner.row] : [partner.row, row];
        const apart = right.time - left.time;
        if (exact && (apart < lower || apart > upper)) continue;
        const joined = pair(left, right, row.late - held);
        if (!matches || matches(joined.values)) pairs.push({ joined, partner });
      }
    pairs.sort((a, b) => compareRows(a.partner.row, b.partner.row));
    for (const { joined, partner } of pairs) {
      partner.matched = true;
      kept.matched = true;
      out.push(joined);
    }
    own.due.add(closeOf(of, row), kept);
    if (hash === undefined) return;
    const others = own.byKey.get(hash);
    if (others) others.push(kept);
    else own.byKey.set(hash, [kept]);
  }

  /** Rows that find no partner any more. */
  function expire(watermark: number): void {
    const out: Row[] = [];
    // Without a bound rows wait until the end, which is due at Infinity.
    for (const [of, { due, byKey, outer }] of sides.entries())
      while (due.next() < watermark || (watermark === Infinity && due.next() === Infinity)) {
        const kept = due.pop();
        if (!kept) break;
        if (kept.hash !== undefined) {
          const all = byKey.get(kept.hash)!;
          if (all.length === 1) byKey.delete(kept.hash);
          else if (all[0] === kept) all.shift();
          else all.splice(all.indexOf(kept), 1);
        }
        if (outer && !kept.matched)
          out.push(of === 0 ? pair(kept.row, undefined, handedOn) : pair(undefined, kept.row, handedOn));
      }
    if (out.length > 0) next.rows(out.sort(compareRows));
  }

  return inputs(2, {
    rows(of, batch) {
      const out: Row[] = [];
      for (const row of batch) {
        if (row.deleted) continue;
        try {
          take(of, row, out);
        } catch (error) {
          scope.problem(row, recordError(error));
        }
      }
      if (out.length > 0) next.rows(out);
    },
    watermark(ms) {
      expire(ms);
      const now = ms === Infinity ? Infinity : ms - held;
      if (now <= handedOn) return;
      handedOn = now;
      next.watermark(now);
    },
    end: () => next.end(),
  });
}
