/** In which order statements are computed, so that none is computed before what it reads. */

import { orderOf } from './graph.ts';
import type { Names } from './names.ts';
import type { Placed } from './placed.ts';

/**
 * Gives every statement its rank and its circle.
 * @returns those that are in a circle or were in one
 */
export function rankAll(statements: readonly Placed[], names: Names): readonly Placed[] {
  const { order, circle } = orderOf(statements, placed => names.dependenciesOf(placed));
  const changed: Placed[] = [];
  for (const [rank, placed] of order.entries()) {
    const number = circle.get(placed);
    if (number !== undefined || placed.circle !== undefined) changed.push(placed);
    placed.rank = rank;
    placed.circle = number;
  }
  return changed;
}

/** Statements by rank, lowest first: a binary heap. */
export class ByRank {
  readonly #heap: Placed[] = [];
  readonly #waiting = new Set<Placed>();

  push(placed: Placed): void {
    if (this.#waiting.has(placed)) return;
    this.#waiting.add(placed);
    const heap = this.#heap;
    let at = heap.push(placed) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (heap[above]!.rank <= heap[at]!.rank) break;
      [heap[above], heap[at]] = [heap[at]!, heap[above]!];
      at = above;
    }
  }

  pop(): Placed | undefined {
    const heap = this.#heap;
    const [top] = heap;
    const last = heap.pop();
    if (!top || !last) return undefined;
    this.#waiting.delete(top);
    if (heap.length === 0) return top;
    heap[0] = last;
    let at = 0;
    for (;;) {
      let least = at;
      for (const below of [2 * at + 1, 2 * at + 2])
        if (below < heap.length && heap[below]!.rank < heap[least]!.rank) least = below;
      if (least === at) return top;
      [heap[least], heap[at]] = [heap[at]!, heap[least]!];
      at = least;
    }
  }
}
