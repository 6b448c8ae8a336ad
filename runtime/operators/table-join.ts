/** The pairs of rows that stand on both sides of a join of changing results, kept current. */
import { changesOf } from '../../src/compiler/plan/changes.ts';
import type { NodeOf } from '../../src/compiler/plan/plan.ts';
import { compareRows } from '../../src/language/functions/aggregate/row-order.ts';
import type { Value } from '../../src/language/types/value.ts';
import { compileAll, compileTest } from '../expressions/compile.ts';
import { type Beside, type JoinedRow, type JoinedRows, joinedRows } from '../state/joined-rows.ts';
import type { Site } from './construct.ts';
import { type Given, givenInTime } from './given-in-time.ts';
import { inTurn } from './in-turn.ts';
import { inputs } from './inputs.ts';
import { joinKey } from './join-key.ts';
import { isOneChange } from './one-change.ts';
import { RefusedRows } from './refused-rows.ts';
import { type Operator, type Row, recordError } from './row.ts';

/** What is kept of a row of a side: what was put out for it alone, and of a left one the numbers of its partners. */
interface KeptBeside {
  readonly alone: Row | undefined;
  readonly links: readonly number[];
}

interface Side {
  readonly rows: JoinedRows;
  readonly keysOf: (values: readonly Value[]) => readonly Value[];
  /** Whether its rows stand without a partner too. */
  readonly outer: boolean;
  readonly retracts: boolean;
  readonly refused: RefusedRows;
}

/** What a change takes back and what it puts out. */
interface Change {
  readonly gone: Row[];
  readonly come: Row[];
}

export function tableJoin(node: NodeOf<'table-join'>, site: Site): readonly Operator[] {
  const { scope, next } = site;
  const { join, condition, within, widths } = node;
  const matches = condition && compileTest(condition, scope.clock);
  const nulls = widths.map(width => new Array<Value>(width).fill(null));
  const keyOf = joinKey(node);
  /** The partners of each row, where keys alone do not say it: a condition may come to say something else (NOW). */
  const links = matches || within ? new Map<JoinedRow, Set<JoinedRow>>() : undefined;
  /** What was put out for rows without a partner. */
  const alone = new Map<JoinedRow, Row>();
  /** By number those of the right that left ones put back are linked with. */
  const linked = new Map<number, JoinedRow[]>();

  const beside = (of: 0 | 1): Beside<KeptBeside> => ({
    read: joined => ({
      alone: alone.get(joined),
      links: of === 0 ? Array.from(links?.get(joined) ?? [], partner => sides[1].rows.numberOf(partner)) : [],
    }),
    restore(joined, value, number) {
      if (value.alone) alone.set(joined, value.alone);
      for (const partner of value.links) linked.set(partner, [...(linked.get(partner) ?? []), joined]);
      if (of === 0) return;
      for (const partner of linked.get(number) ?? []) link(partner, joined);
      linked.delete(number);
    },
  });
  const side = (of: 0 | 1, keys: typeof node.leftKeys, outer: typeof join): Side => ({
    rows: joinedRows(scope.keep, beside(of)),
    keysOf: compileAll(keys, scope.clock),
    outer: join === 'FULL' || join === outer,
    retracts: changesOf(node.inputs[of]!) === 'retract',
    refused: new RefusedRows(scope.keep),
  });
  const sides: readonly [Side, Side] = [side(0, node.leftKeys, 'LEFT'), side(1, node.rightKeys, 'RIGHT')];
  const valuesOf = (left: Row | undefined, right: Row | undefined): Value[] => [
    ...(left?.values ?? nulls[0]!),
    ...(right?.values ?? nulls[1]!),
  ];

  function pair(of: number, row: Row, partner: Row, late: number): Row {
    const [left, right] = of === 0 ? [row, partner] : [partner, row];
    const { time, topic, partition, offset, record } = compareRows(left, right) > 0 ? left : right;
    const values = valuesOf(left, right);
    const { headers } = left;
    const joined = { values, time, late, topic, partition, offset, key: keyOf(left, right), headers, deleted: false };
    return record ? { ...joined, record } : joined;
  }

  function putAlone(of: number, joined: JoinedRow, cause: Row, { come }: Change): void {
    const { row } = joined;
    const [left, right] = of === 0 ? [row, undefined] : [undefined, row];
    const time = Math.max(row.time, cause.time);
    const put = { ...row, values: valuesOf(left, right), key: keyOf(left, right), time, late: cause.late };
    alone.set(joined, put);
    sides[of]!.rows.touch(joined);
    come.push(put);
  }

  function takeAlone(joined: JoinedRow, cause: Row, { gone, come }: Change): void {
    const put = alone.get(joined)!;
    alone.delete(joined);
    // What the same change put out was never to be seen.
    const at = come.indexOf(put);
    if (at >= 0) come.splice(at, 1);
    else gone.push(takenBack(put, cause));
  }

  function fits(of: number, row: Row, partner: Row, late: number): Row | undefined {
    if (within) {
      const apart = of === 0 ? partner.time - row.time : row.time - partner.time;
      if (apart < within.lowerMs || apart > within.upperMs) return undefined;
    }
    const joined = pair(of, row, partner, late);
    try {
      return !matches || matches(joined.values) ? joined : undefined;
    } catch (error) {
      scope.problem(row, recordError(error));
      return undefined;
    }
  }

  function add(of: 0 | 1, row: Row, change: Change): void {
    const [own, other] = [sides[of], sides[1 - of]!];
    const keys = own.keysOf(row.values);
    const joined = own.rows.add(keys, row);
    for (const partner of other.rows.of(keys)) {
      const both = fits(of, row, partner.row, row.late);
      if (!both) continue;
      if (other.outer && partner.partners === 0) takeAlone(partner, row, change);
      partner.partners++;
      other.rows.touch(partner);
      joined.partners++;
      if (links) link(joined, partner);
      change.come.push(both);
    }
    if (own.outer && joined.partners === 0) putAlone(of, joined, row, change);
  }

  function link(one: JoinedRow, other: JoinedRow): void {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      const partners = links!.get(from);
      if (partners) partners.add(to);
      else links!.set(from, new Set([to]));
    }
  }

  function takeBack(of: 0 | 1, row: Row, change: Change): void {
    const [own, other] = [sides[of], sides[1 - of]!];
    const keys = own.keysOf(row.values);
    const joined = own.rows.takeBack(keys, row);
    if (!joined) return;
    if (own.outer && joined.partners === 0) takeAlone(joined, row, change);
    for (const partner of links ? (links.get(joined) ?? []) : other.rows.of(keys)) {
      change.gone.push(takenBack(pair(of, joined.row, partner.row, row.late), row));
      partner.partners--;
      other.rows.touch(partner);
      links?.get(partner)?.delete(joined);
      if (other.outer && partner.partners === 0) putAlone(1 - of, partner, row, change);
    }
    links?.delete(joined);
  }

  function take(of: 0 | 1, row: Row, change: Change): void {
    const { retracts, refused } = sides[of];
    if (row.deleted && (!retracts || refused.took(row))) return;
    try {
      if (row.deleted) takeBack(of, row, change);
      else add(of, row, change);
    } catch (error) {
      scope.problem(row, recordError(error));
      if (retracts && !row.deleted) refused.add(row);
    }
  }

  function work(batch: readonly Given[]): void {
    const out: Row[] = [];
    let change: Change = { gone: [], come: [] };
    for (const [i, { of, row }] of batch.entries()) {
      take(of, row, change);
      const after = batch[i + 1];
      // Before and after of one change are one change.
      if (after?.of === of && isOneChange(row, after.row)) continue;
      for (const one of inTurn(change.gone, change.come)) out.push(one);
      change = { gone: [], come: [] };
    }
    if (out.length > 0) next.rows(out);
  }

  const order = node.inTime ? givenInTime(work, scope.keep) : undefined;
  let unread = node.inputs.length;
  if (order)
    for (const input of node.inputs)
      site.whenRead(input, () => {
        unread--;
        if (unread === 0) order.release(Infinity);
      });

  return inputs(
    2,
    {
      rows(side, batch) {
        const of = side === 0 ? 0 : 1;
        if (order && unread > 0) order.add(of, batch);
        else work(batch.map(row => ({ of, row })));
      },
      watermark(ms) {
        order?.release(ms);
        next.watermark(ms);
      },
      end() {
        order?.release(Infinity);
        next.end();
      },
    },
    scope.keep,
  );
}

const takenBack = (row: Row, { time, late }: Row): Row => ({
  ...row,
  deleted: true,
  time: Math.max(row.time, time),
  was: row.time,
  late,
});
