/** Functions of the rows of a frame: rows are put in as the frame reaches them and taken out as it leaves them. */
import type { OverCall } from '../../../src/compiler/plan/nodes/over.ts';
import { RecordError, type Value } from '../../../src/language/types/value.ts';
import type { Clock } from '../../time/clock.ts';
import { accumulators, type GroupState } from '../accumulators.ts';
import type { Frames } from './frames.ts';
import { entryAt, type OverFunction } from './partition.ts';

/** The rows of a frame as a function needs them. */
interface Content<Rows> {
  init(): Rows;
  add(rows: Rows, args: readonly Value[], i: number): void;
  remove(rows: Rows, args: readonly Value[], i: number): void;
  /** `args` of the row whose frame it is. */
  result(rows: Rows, args: readonly Value[]): Value;
}

interface FrameState<Rows> {
  readonly rows: Rows;
  /** The frame of the row before. */
  start: number;
  end: number;
  /** Rows that could not be put in. */
  readonly refused: Set<number>;
}

export function framed<Rows>(
  { init, add, remove, result }: Content<Rows>,
  frames: Frames,
  index: number,
  refuse: (error: RecordError, i: number) => void,
): OverFunction<FrameState<Rows>> {
  return {
    init: () => ({ rows: init(), start: 0, end: 0, refused: new Set() }),
    ready: frames.ready,
    value(partition, state, i) {
      const { rows, refused } = state;
      const start = frames.start(partition, i, state.start);
      const end = frames.end(partition, i, state.end);
      for (let j = state.start; j < Math.min(start, state.end); j++) {
        const args = entryAt(partition, j).args[index];
        if (args && !refused.delete(j)) remove(rows, args, j);
      }
      for (let j = Math.max(state.end, start); j < end; j++) {
        const args = entryAt(partition, j).args[index];
        if (!args) continue;
        try {
          add(rows, args, j);
        } catch (error) {
          if (!(error instanceof RecordError)) throw error;
          if (!frames.fromStart) refused.add(j);
          entryAt(partition, j).failed = true;
          refuse(error, j);
        }
      }
      state.start = start;
      state.end = Math.max(end, state.end);
      return result(rows, entryAt(partition, i).args[index] ?? []);
    },
    needs: (_partition, state, i) => Math.min(i, frames.fromStart ? state.end : Math.min(state.start, state.end)),
  };
}

/** Any aggregate. */
export function aggregateContent(call: OverCall, frames: Frames, clock: Clock): Content<GroupState> {
  const { name, args, distinct, filter, type } = call;
  const sums = accumulators([{ name, args, distinct, filter, type }], clock, !frames.fromStart);
  // FIRST, ARRAY_AGG and their kind go by the order of OVER.
  const order = (i: number) => ({ time: i, topic: '', partition: 0, offset: i });
  return {
    init: sums.init,
    add: (state, given, i) => sums.add(state, [given], order(i)),
    remove: (state, given, i) => sums.remove(state, [given], order(i)),
    result: state => sums.results(state)[0]!,
  };
}

/** NTH_VALUE; also the first and the last value, which NULLs never are. */
export function valuesContent(call: OverCall, frames: Frames): Content<Value[]> {
  const n = call.args[1];
  // Where no row leaves, no later one is asked for.
  const most = frames.fromStart && n?.op === 'literal' ? Number(n.text) : Infinity;
  const passesNulls = call.name !== 'NTH_VALUE' || call.ignoreNulls;
  const counts = ([value]: readonly Value[]): boolean => !(passesNulls && value === null);
  return {
    init: () => [],
    add(values, args) {
      if (counts(args) && values.length < most) values.push(args[0]!);
    },
    remove(values, args) {
      if (counts(args)) values.shift();
    },
    result(values, [, n]) {
      if (call.name === 'FIRST_VALUE') return values[0] ?? null;
      if (call.name === 'LAST_VALUE') return values.at(-1) ?? null;
      const place = Number(n);
      if (!(place >= 1)) throw new RecordError('argument', `NTH_VALUE counts rows from 1, not ${place}`);
      return values[place - 1] ?? null;
    },
  };
}
