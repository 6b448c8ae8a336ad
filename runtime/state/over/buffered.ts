/** ROWS WINDOW BUFFER: a function that sees a row and those just before it as its whole partition. */
import type { CompareBy } from '../compare-by.ts';
import { entryAt, type OverFunction, type Partition } from './partition.ts';

/** @param inOrder whether the rows come in the order asked for; else they are put in it */
export function buffered(
  inner: OverFunction<unknown>,
  size: number,
  compare: CompareBy,
  inOrder: boolean,
): OverFunction<undefined> {
  return {
    init: () => undefined,
    ready: () => true,
    value(partition, _state, i) {
      const entry = entryAt(partition, i);
      const first = Math.max(0, i - size + 1 - partition.gone);
      const entries = partition.entries.slice(first, i - partition.gone + 1);
      if (!inOrder) entries.sort((a, b) => compare(a.keys, b.keys));
      const state = inner.init();
      const seen: Partition = {
        hash: '',
        entries,
        gone: 0,
        next: 0,
        noted: 0,
        whole: true,
        passed: Infinity,
        last: Infinity,
        states: [],
      };
      for (let at = 0; entries[at] !== entry; at++) inner.value(seen, state, at);
      return inner.value(seen, state, entries.indexOf(entry));
    },
    needs: (_partition, _state, i) => Math.max(0, i - size + 1),
  };
}
