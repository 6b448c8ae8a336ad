/** Ranks: counted along as rows come, or of a whole partition by the function's own definition. */
import type { WindowEntry, WindowRow } from '../../../src/language/functions/define.ts';
import type { Value } from '../../../src/language/types/value.ts';
import type { CompareBy } from '../compare-by.ts';
import { entryAt, type OverFunction, type Partition, sizeOf } from './partition.ts';

interface Counted {
  row: number;
  rank: number;
  dense: number;
  last: readonly Value[] | undefined;
}

export function running(name: string, compare: CompareBy): OverFunction<Counted> {
  const kind = name === 'ROW_NUMBER' ? 'row' : name === 'RANK' ? 'rank' : 'dense';
  return {
    init: () => ({ row: 0, rank: 0, dense: 0, last: undefined }),
    ready: () => true,
    value(partition, state, i) {
      const { keys } = entryAt(partition, i);
      state.row++;
      if (!state.last || compare(state.last, keys) !== 0) {
        state.rank = state.row;
        state.dense++;
        state.last = keys;
      }
      return state[kind];
    },
    needs: (_partition, _state, i) => i,
  };
}

interface Computed {
  values: readonly Value[] | undefined;
}

export function ofWhole(entry: WindowEntry, compare: CompareBy, index: number): OverFunction<Computed> {
  return {
    init: () => ({ values: undefined }),
    ready: partition => partition.whole,
    value(partition, state, i) {
      state.values ??= entry.overPartition(windowRows(partition, compare, index));
      return state.values[i - partition.gone]!;
    },
    needs: (_partition, state, i) => (state.values ? i : 0),
  };
}

function windowRows(partition: Partition, compare: CompareBy, index: number): WindowRow[] {
  let peers = 0;
  const rows: WindowRow[] = [];
  for (let i = partition.gone; i < sizeOf(partition); i++) {
    const { keys, args } = entryAt(partition, i);
    if (i > partition.gone && compare(entryAt(partition, i - 1).keys, keys) !== 0) peers++;
    rows.push({ args: args[index] ?? [], peers });
  }
  return rows;
}
