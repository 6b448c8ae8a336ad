/**
 * JOIN of two streams within bounds on their times. Whether two rows belong together depends on them and on what their own
 * partitions had reached before each came, so neither the order of the sides nor of partitions matters.
 */
import { compareRows } from '../../src/language/functions/aggregate/row-order.ts';
import { hashKey } from '../../src/language/types/compare.ts';
import type { Value } from '../../src/language/types/value.ts';
import { compile, compileAll, compileTest } from '../expressions/compile.ts';
import { calendar } from '../state/calendar.ts';
import type { Deadlines } from '../state/deadlines.ts';
import { type KeptThings, keepThings, keepValue } from '../state/entries/kept.ts';
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

/** A partner, and what the two are joined. */
interface Found {
  readonly joined: Row;
  readonly partner: Kept;
}

const NONE: readonly Found[] = [];

/** One input: its rows that may still find partners. */
interface Side {
  /** Of what it is joined on; undefined when that is NULL in part. Throws RecordError. */
  readonly hashOf: (values: readonly Value[]) => string | number | undefined;
  /** Whether its rows come out without a partner. */
  readonly outer: boolean;
  /** A row waits for partners whose times are at most this much behind its own; milliseconds. */
  readonly waitMs: number;
  readonly byKey: Map<string | number, Kept[]>;
  readonly due: Deadlines<Kept>;
  readonly entries: KeptThings<Kept>;
}

export function join(node: JoinNode, { scope, next }: Site): readonly Operator[] {
  const { join: kind, leftKeys, rightKeys, condition, exact, graceMs, widths } = node;
  const lower = node.lowerMs ?? -Infinity;
  const upper = node.upperMs ?? Infinity;
  const matches = condition && compileTest(condition, scope.clock);
  const [leftWidth, rightWidth] = widths;
  const blank = new Array<Value>(leftWidth + rightWidth).fill(null);
  function side(keys: JoinNode['leftKeys'], outer: boolean, waitMs: number): Side {
    const made: Side = {
      hashOf: hashing(keys, scope.clock),
      outer: outer || kind === 'FULL',
      waitMs,
      byKey: new Map(),
      due: calendar(pileMs(waitMs + graceMs)),
      entries: keepThings<Kept, Kept>(scope.keep, {
        read: one => one,
        restore(one) {
          put(made, one);
          return one;
        },
      }),
    };
    return made;
  }
  const sides: readonly [Side, Side] = [
    side(leftKeys, kind === 'LEFT', upper),
    side(rightKeys, kind === 'RIGHT', -lower),
  ];
  /** Rows come out up to this much behind the watermark: outer ones wait for it, and late partners have it left. */
  const held = Math.max(upper, -lower, 0) + graceMs;
  let handedOn = -Infinity;
  keepValue(
    scope.keep,
    () => handedOn,
    value => {
      handedOn = value;
    },
  );

  const closeOf = (of: number, { time }: Row): number => time + sides[of]!.waitMs + graceMs;

  /** It waits for its partners. */
  function put({ due, byKey, waitMs }: Side, kept: Kept): void {
    due.add(kept.row.time + waitMs + graceMs, kept);
    if (kept.hash === undefined) return;
    const others = byKey.get(kept.hash);
    if (others) others.push(kept);
    else byKey.set(kept.hash, [kept]);
  }

  function valuesOf(left: Row | undefined, right: Row | undefined): Value[] {
    const values = blank.slice();
    if (left) for (let i = 0; i < leftWidth; i++) values[i] = left.values[i]!;
    if (right) for (let i = 0; i < rightWidth; i++) values[leftWidth + i] = right.values[i]!;
    return values;
  }

  function pair(left: Row | undefined, right: Row | undefined, values: readonly Value[], late: number): Row {
    const later = left && right ? (compareRows(left, right) > 0 ? left : right) : (left ?? right!);
    const { key, headers } = left ?? right!;
    const { time, topic, partition, offset, record } = later;
    const row = { values, time, late, topic, partition, offset, key, headers, deleted: false };
    return record ? { ...row, record } : row;
  }

  /** The partners that a row finds, in the order of their rows. Throws RecordError. */
  function partnersOf(of: number, row: Row, hash: string | number): readonly Found[] {
    const waiting = sides[1 - of]!.byKey.get(hash);
    if (waiting === undefined) return NONE;
    const closed = closeOf(of, row);
    let found: Found[] | undefined;
    for (let i = 0; i < waiting.length; i++) {
      const partner = waiting[i]!;
      // What the later one's partition had closed is closed to it, whether another partition still holds it or not.
      if (row.late > closeOf(1 - of, partner.row) || partner.row.late > closed) continue;
      const left = of === 0 ? row : partner.row;
      const right = of === 0 ? partner.row : row;
      const apart = right.time - left.time;
      if (exact && (apart < lower || apart > upper)) continue;
      const values = valuesOf(left, right);
      if (matches && !matches(values)) continue;
      const one = { joined: pair(left, right, values, row.late - held), partner };
      if (found) found.push(one);
      else found = [one];
    }
    if (!found) return NONE;
    return found.length === 1 ? found : found.sort((a, b) => compareRows(a.partner.row, b.partner.row));
  }

  function take(of: number, row: Row, out: Row[]): void {
    const own = sides[of]!;
    const other = sides[1 - of]!;
    if (row.late > closeOf(of, row)) {
      scope.late(1);
      return;
    }
    const hash = own.hashOf(row.values);
    if (hash === undefined && !own.outer) return;
    const found = hash === undefined ? NONE : partnersOf(of, row, hash);
    const kept: Kept = { row, hash, matched: found.length > 0 };
    for (let i = 0; i < found.length; i++) {
      const { joined, partner } = found[i]!;
      if (other.outer && !partner.matched) other.entries.touch(partner);
      partner.matched = true;
      out.push(joined);
    }
    put(own, kept);
    own.entries.add(kept);
  }

  function alone(of: number, row: Row): Row {
    const [left, right] = of === 0 ? [row, undefined] : [undefined, row];
    return pair(left, right, valuesOf(left, right), handedOn);
  }

  /** Rows that find no partner any more. */
  function expire(watermark: number): void {
    const out: Row[] = [];
    // Without a bound rows wait until the end, which is due at Infinity.
    for (const [of, { due, byKey, outer, entries }] of sides.entries())
      while (due.next() < watermark || (watermark === Infinity && due.next() === Infinity)) {
        const kept = due.pop();
        if (!kept) break;
        entries.remove(kept);
        if (kept.hash !== undefined) {
          const all = byKey.get(kept.hash)!;
          if (all.length === 1) byKey.delete(kept.hash);
          else if (all[0] === kept) all.shift();
          else all.splice(all.indexOf(kept), 1);
        }
        if (outer && !kept.matched) out.push(alone(of, kept.row));
      }
    if (out.length > 0) next.rows(out.sort(compareRows));
  }

  return inputs(
    2,
    {
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
    },
    scope.keep,
  );
}

/** Of how many milliseconds what waits for so long lies together: some hundred piles at a time. */
const pileMs = (waitMs: number): number => (Number.isFinite(waitMs) ? Math.max(1, waitMs / 256) : 1000);

function hashing(keys: JoinNode['leftKeys'], clock: Site['scope']['clock']): Side['hashOf'] {
  if (keys.length === 1) {
    const keyOf = compile(keys[0]!, clock);
    return values => {
      const key = keyOf(values);
      return key === null ? undefined : hashKey(key);
    };
  }
  const keysOf = compileAll([...keys], clock);
  return values => {
    const all = keysOf(values);
    return all.includes(null) ? undefined : groupHash(all);
  };
}
