/** Rows of a stream with what a table had at their time. */
import { changesOf } from '../../src/compiler/plan/changes.ts';
import type { NodeOf } from '../../src/compiler/plan/plan.ts';
import { compareRows } from '../../src/language/functions/aggregate/row-order.ts';
import type { Value } from '../../src/language/types/value.ts';
import { compile, compileAll, compileTest } from '../expressions/compile.ts';
import { deadlines } from '../state/deadlines.ts';
import { keepThings, keepValue } from '../state/entries/kept.ts';
import { groupHash } from '../state/groups.ts';
import { rowsInTime } from '../state/rows-in-time.ts';
import { tableVersions } from '../state/table-versions.ts';
import { timeReader } from '../time/event-times.ts';
import type { Site } from './construct.ts';
import { inputs } from './inputs.ts';
import { type Operator, type Row, recordError } from './row.ts';

const readTime = timeReader({ kind: 'auto' });

interface Waiting {
  readonly row: Row;
  readonly hash: string | number;
  /** When the table is looked at. */
  readonly at: number;
}

export function asOfJoin(node: NodeOf<'as-of-join'>, site: Site): readonly Operator[] {
  const { stream, outer, streamKeys, tableKeys, condition, asOf, withinMs = Infinity, graceMs, widths } = node;
  const { scope, next } = site;
  const tableSide = stream === 0 ? 1 : 0;
  const tableInput = node.inputs[tableSide]!;
  const table = changesOf(tableInput) === 'upsert' ? tableVersions(scope.keep) : rowsInTime(scope.keep);
  const streamKeysOf = compileAll(streamKeys, scope.clock);
  const tableKeysOf = compileAll(tableKeys, scope.clock);
  const matches = condition && compileTest(condition, scope.clock);
  const momentOf = asOf && compile(asOf, scope.clock);
  const nulls = new Array<Value>(widths[tableSide]).fill(null);
  /** Rows of the stream that the table's watermark is not beyond yet. */
  const waiting = deadlines<Waiting>();
  let watermarks: [number, number] = [-Infinity, -Infinity];
  /** Whether nothing waits for the table any more. */
  let isRead = false;
  let handedOn = -Infinity;
  let forgotten = -Infinity;
  keepValue(
    scope.keep,
    () => ({ watermarks, handedOn, forgotten }),
    value => ({ watermarks, handedOn, forgotten } = value),
  );
  const entries = keepThings<Waiting, Waiting>(scope.keep, {
    read: one => one,
    restore(one) {
      waiting.add(one.at, one);
      return one;
    },
  });

  const values = (row: Row, other: readonly Value[]): readonly Value[] =>
    stream === 0 ? row.values.concat(other) : other.concat(row.values);

  /** Undefined: there is no such time. */
  function timeOf(row: Row): number | undefined {
    if (!momentOf) return Math.max(row.time, row.late - graceMs);
    const moment = momentOf(row.values);
    return moment === null ? undefined : readTime(moment);
  }

  function put({ row, hash, at }: Waiting, out: Row[]): void {
    const joined: Row[] = [];
    for (const partner of table.at(Math.max(at, forgotten), hash)) {
      if (Math.abs(row.time - partner.time) > withinMs) continue;
      const both = values(row, partner.values);
      if (!matches || matches(both)) joined.push({ ...row, values: both });
    }
    if (joined.length > 0) out.push(...joined);
    else alone(row, out);
  }

  function alone(row: Row, out: Row[]): void {
    if (outer) out.push({ ...row, values: values(row, nulls) });
  }

  function tried(row: Row, work: () => void): void {
    try {
      work();
    } catch (error) {
      scope.problem(row, recordError(error));
    }
  }

  const isDue = (at: number): boolean => isRead || watermarks[tableSide] > at;

  function take(row: Row, out: Row[]): void {
    const keys = streamKeysOf(row.values);
    const at = timeOf(row);
    if (at === undefined || keys.includes(null)) alone(row, out);
    else {
      const one: Waiting = { row, hash: groupHash(keys), at };
      if (isDue(at)) put(one, out);
      else {
        waiting.add(at, one);
        entries.add(one);
      }
    }
  }

  function takeOfTable(row: Row): void {
    let hash: string | number | undefined;
    tried(row, () => {
      const keys = row.deleted && changesOf(tableInput) === 'upsert' ? [null] : tableKeysOf(row.values);
      if (!keys.includes(null)) hash = groupHash(keys);
    });
    table.add(row, hash);
  }

  /** What waits no more, in its order; then what that lets go. */
  function release(): void {
    const due: Waiting[] = [];
    while (waiting.next() < Infinity && isDue(waiting.next())) due.push(waiting.pop()!);
    for (const one of due) entries.remove(one);
    const out: Row[] = [];
    for (const one of due.sort((a, b) => compareRows(a.row, b.row))) tried(one.row, () => put(one, out));
    if (out.length > 0) next.rows(out);
    forget();
    handOn();
  }

  function forget(): void {
    if (momentOf) return;
    forgotten = Math.max(forgotten, Math.min(watermarks[stream] - graceMs, waiting.next()));
    table.forget(forgotten, watermarks[tableSide]);
  }

  function handOn(): void {
    // What waits for another time than its own may have any.
    if (momentOf && waiting.next() < Infinity) return;
    const now = isRead ? watermarks[stream] : Math.min(...watermarks);
    if (now <= handedOn) return;
    handedOn = now;
    next.watermark(now);
  }

  site.whenRead(tableInput, () => {
    isRead = true;
    release();
  });

  return inputs(
    2,
    {
      rows(side, batch) {
        if (side === tableSide) {
          for (const row of batch) takeOfTable(row);
          return;
        }
        const out: Row[] = [];
        for (const row of batch) if (!row.deleted) tried(row, () => take(row, out));
        if (out.length > 0) next.rows(out);
      },
      sideWatermark(side, ms) {
        watermarks[side === 0 ? 0 : 1] = ms;
        release();
      },
      // Each side's was told before.
      watermark: () => {},
      end() {
        isRead = true;
        release();
        next.end();
      },
    },
    scope.keep,
  );
}
