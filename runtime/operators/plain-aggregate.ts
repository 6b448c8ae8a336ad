/**
 * GROUP BY of rows that only come (none is taken back), whose late rows are dropped and whose aggregates keep no rows: what
 * nearly all are. It gives what `aggregate` gives, in little space a group and without objects for each row.
 */
import { changesOf } from '../../src/compiler/plan/changes.ts';
import type { NodeOf } from '../../src/compiler/plan/plan.ts';
import { placeOf } from '../../src/language/functions/aggregate/row-order.ts';
import { hashKey } from '../../src/language/types/compare.ts';
import { Timestamp } from '../../src/language/types/temporal.ts';
import type { Value } from '../../src/language/types/value.ts';
import { compile, compileAll } from '../expressions/compile.ts';
import { ChangedGroups } from '../state/columns/changed-groups.ts';
import { GroupColumns, type KeptGroup } from '../state/columns/groups.ts';
import { sumColumns } from '../state/columns/sums.ts';
import { deadlines } from '../state/deadlines.ts';
import { keepValue } from '../state/entries/kept.ts';
import { groupHash } from '../state/groups.ts';
import { sizeOf } from '../state/memory/size.ts';
import { SpillingPairs } from '../state/memory/spilling-pairs.ts';
import { windowsOf } from '../state/windows.ts';
import { columnsIn } from './columns-in.ts';
import { outputKey } from './group-row.ts';
import { placement } from './placement.ts';
import type { Operator, Row, Scope } from './row.ts';
import { recordError } from './row.ts';

/** By hash of the key; one group alone is its number, as windows may be many and of few groups. */
type Groups = Map<string | number, number> | number;

/** So many groups are put back before it is counted what they take. */
const RESTORED = 1000;

const numbersIn = (groups: Groups): Iterable<number> => (typeof groups === 'number' ? [groups] : groups.values());

function* valuesOf(pairs: Iterable<readonly [unknown, number]>): Generator<number> {
  for (const [, group] of pairs) yield group;
}

/** Undefined when the node is more than plain. */
export function plainAggregate(node: NodeOf<'aggregate'>, scope: Scope, next: Operator): Operator | undefined {
  const { input, keys, calls, window, placedBy, emit, everyMs } = node;
  if (changesOf(input) !== 'append' || everyMs !== undefined || node.ttlMs !== undefined || scope.keepsRecords)
    return undefined;
  if (window?.kind === 'session' || window?.late) return undefined;
  const sums = sumColumns(calls, scope.clock);
  if (!sums) return undefined;
  const store = new GroupColumns(keys.length, sums);
  const keysOf = compileAll(
    keys.map(({ expression }) => expression),
    scope.clock,
  );
  const onlyKey = keys.length === 1 ? compile(keys[0]!.expression, scope.clock) : undefined;
  const names = keys.map(({ name }) => name);
  const timeOf = placement(placedBy, scope);
  const windows = window && windowsOf(window);
  const grace = window?.graceMs ?? 0;
  const width = keys.length + calls.length;
  const blank = new Array<Value>(width + (windows ? 2 : 0)).fill(null);
  /** By window; without windows there is one. Empty where memory is bounded: see `spilling`. */
  const open = new Map<number, Groups>();
  const due = deadlines<number>();
  let reached = -Infinity;
  let handedOn = -Infinity;
  let finished = false;

  const NO_WINDOW = 0;
  /** The window that rows came into last, and its bounds: others are rarer. */
  let latest = Number.NaN;
  let latestGroups: Groups | undefined;
  let shown = Number.NaN;
  let start: Value = null;
  let end: Value = null;
  /** The key of the row that is being taken: of one column without an array. */
  let key: Value = null;
  let several: readonly Value[] = [];
  let hash: string | number = 0;
  /** What took it: the first `took` of them. */
  const taken: number[] = [];
  const takenIn: number[] = [];
  let took = 0;

  const memory = scope.keep?.memory;
  const keep = memory ? memory.keep : scope.keep;
  const changes = keep && new ChangedGroups();
  const spilling =
    memory &&
    new SpillingPairs<number>(memory, {
      pack: group => store.kept(group),
      unpack: (kept, ofHash) => store.restore(kept as KeptGroup, ofHash),
      weigh: group => sizeOf(store.kept(group)),
      release: group => store.forget(group),
      spilled: (group, id, ofHash) => changes?.spilled(group, id, ofHash),
      returned: (group, id, ofHash) => changes?.returned(group, id, ofHash),
      isPinned: () => false,
    });
  let restored = 0;
  keepValue(
    scope.keep,
    () => ({ reached, handedOn }),
    value => ({ reached, handedOn } = value),
  );
  keep?.({
    changed: () =>
      changes!.changed(
        group => store.hashOf(group),
        group => store.kept(group),
        (id, ofHash) => spilling?.packed(id, ofHash),
      ),
    restore(entries) {
      for (const [at, kept] of entries) {
        const [id, keptHash] = at as [number, string | number];
        hash = keptHash;
        const group = store.restore(kept as KeptGroup, hash);
        if (spilling) enterBounded(id, group);
        else enter(id, open.get(id), group);
        changes!.restored(group);
        if (++restored % RESTORED === 0) memory?.settle();
      }
    },
  });

  /** The group of the key, when there is one. */
  function find(groups: Groups | undefined): number | undefined {
    if (groups === undefined) return undefined;
    if (typeof groups !== 'number') return groups.get(hash);
    return store.hashOf(groups) === hash ? groups : undefined;
  }

  function enter(id: number, groups: Groups | undefined, group: number): Groups {
    if (groups === undefined) {
      open.set(id, group);
      if (windows) due.add(windows.end(id) + grace, id);
      return group;
    }
    if (typeof groups !== 'number') {
      groups.set(hash, group);
      return groups;
    }
    const both = new Map([
      [store.hashOf(groups), groups],
      [hash, group],
    ]);
    open.set(id, both);
    return both;
  }

  function enterBounded(id: number, group: number): void {
    if (windows && !spilling!.has(id)) due.add(windows.end(id) + grace, id);
    spilling!.add(id, hash, group);
  }

  /** What the groups want of a row, once for all its windows. Throws RecordError. */
  function read(values: readonly Value[]): void {
    if (onlyKey !== undefined) {
      key = onlyKey(values);
      hash = hashKey(key);
    } else {
      several = keysOf(values);
      hash = groupHash(several);
    }
    for (let i = 0; i < sums!.length; i++) sums![i]!.evaluate(values);
  }

  function addTo(id: number, row: Row): void {
    const groups = spilling !== undefined ? undefined : id === latest ? latestGroups : open.get(id);
    const known = spilling !== undefined ? spilling.get(id, hash) : find(groups);
    const group = known ?? store.make(onlyKey === undefined ? several : [key], hash);
    try {
      store.add(group, row);
    } catch (error) {
      if (known === undefined) store.forget(group);
      throw error;
    }
    // A window is opened only by a row that it takes.
    if (spilling === undefined) {
      latestGroups = known === undefined ? enter(id, groups, group) : groups;
      latest = id;
    } else if (known === undefined) enterBounded(id, group);
    if (changes !== undefined) changes.touch(group, id);
    taken[took] = group;
    takenIn[took++] = id;
  }

  function take(row: Row): void {
    took = 0;
    if (!windows) {
      read(row.values);
      addTo(NO_WINDOW, row);
      return;
    }
    const time = timeOf(row);
    let isRead = false;
    let missed = 0;
    for (let id = windows.first(time); !Number.isNaN(id); id = windows.next(id, time)) {
      if (row.late >= windows.end(id) + grace) {
        missed++;
        continue;
      }
      if (!isRead) read(row.values);
      isRead = true;
      addTo(id, row);
    }
    if (missed > 0) scope.late(missed);
  }

  /** Throws RecordError. */
  function emitted(group: number, id: number, late: number): Row {
    const values = blank.slice();
    store.fill(group, values);
    if (!windows) return store.row(group, values, store.timeOf(group), late, outputKey(names, values, false));
    const endMs = windows.end(id);
    if (id !== shown) {
      shown = id;
      start = Timestamp.ofMillis(windows.start(id));
      end = Timestamp.ofMillis(endMs);
    }
    values[width] = start;
    values[width + 1] = end;
    return store.row(group, values, endMs - 1, late, outputKey(names, values, true));
  }

  function results(groups: Iterable<number>, id: number, out: Row[]): void {
    for (const group of groups) {
      try {
        out.push(emitted(group, id, handedOn));
      } catch (error) {
        scope.problem(store.place(group), recordError(error));
      }
    }
  }

  /** Windows that the watermark has passed, in the order of their ends. */
  function close(watermark: number): void {
    const ids: number[] = [];
    while (due.next() <= watermark) {
      const id = due.pop();
      if (id === undefined) break;
      ids.push(id);
    }
    ids.sort((a, b) => a - b);
    const out: Row[] = [];
    for (const id of ids) {
      if (emit === 'FINAL' && windows!.end(id) + grace > reached) results(groupsOf(id), id, out);
      drop(id);
    }
    latest = Number.NaN;
    if (out.length > 0) next.rows(out);
  }

  /** In order of the first arrival of each key; each only until the next is asked for. */
  const groupsOf = (id: number): Iterable<number> =>
    spilling ? valuesOf(spilling.each(id)) : numbersIn(open.get(id)!);

  function drop(id: number): void {
    if (spilling) {
      spilling.drop(
        id,
        changes &&
          ((ofHash, group) =>
            group === undefined ? changes.forgetAway(id, ofHash) : changes.forget(group, id, ofHash)),
      );
      return;
    }
    for (const group of numbersIn(open.get(id)!)) {
      changes?.forget(group, id, store.hashOf(group));
      store.forget(group);
    }
    open.delete(id);
  }

  /** FINAL without a window: the end of the input is the one moment to speak. */
  function finish(): void {
    if (finished) return;
    finished = true;
    const out: Row[] = [];
    if (spilling ? spilling.has(NO_WINDOW) : open.has(NO_WINDOW)) results(groupsOf(NO_WINDOW), NO_WINDOW, out);
    else if (keys.length === 0 && scope.bounded) results([store.make([], '')], NO_WINDOW, out);
    open.clear();
    spilling?.drop(NO_WINDOW);
    latest = Number.NaN;
    if (out.length > 0) next.rows(out);
  }

  let out: Row[] = [];

  function pass(row: Row): void {
    try {
      take(row);
    } catch (error) {
      scope.problem(placeOf(row), recordError(error));
      return;
    }
    if (emit === 'FINAL') return;
    for (let i = 0; i < took; i++) {
      try {
        out.push(emitted(taken[i]!, takenIn[i]!, row.late - grace));
      } catch (error) {
        scope.problem(placeOf(row), recordError(error));
      }
    }
  }

  function flush(): void {
    if (out.length === 0) return;
    const full = out;
    out = [];
    next.rows(full);
  }

  return {
    rows(batch) {
      for (const row of batch) if (!row.deleted) pass(row);
      flush();
    },
    passing: { reads: new Set(columnsIn([keys, calls, placedBy])), take: pass, flush },
    watermark(ms) {
      if (windows) {
        close(ms);
        reached = ms;
      } else if (emit === 'FINAL') {
        if (ms !== Infinity) return;
        finish();
      }
      handedOn = ms - grace;
      next.watermark(handedOn);
    },
    end() {
      if (!windows && emit === 'FINAL') finish();
      next.end();
    },
  };
}
