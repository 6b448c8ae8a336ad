/** Things that come due at a time: the earliest is found at once, however many there are. */

export interface Deadlines<Thing> {
  add(at: number, thing: Thing): void;
  /** The least time; Infinity when there is none. */
  next(): number;
  /** Takes the thing of the least time out. Of equal times any. */
  pop(): Thing | undefined;
}

/** A binary heap. */
export function deadlines<Thing>(): Deadlines<Thing> {
  const heap: { readonly at: number; readonly thing: Thing }[] = [];
  const swap = (a: number, b: number): void => {
    const kept = heap[a]!;
    heap[a] = heap[b]!;
    heap[b] = kept;
  };
  return {
    add(at, thing) {
      heap.push({ at, thing });
      for (let i = heap.length - 1; i > 0; ) {
        const parent = (i - 1) >> 1;
        if (heap[parent]!.at <= heap[i]!.at) return;
        swap(parent, i);
        i = parent;
      }
    },
    next: () => heap[0]?.at ?? Infinity,
    pop() {
      const first = heap[0];
      const last = heap.pop();
      if (!first || heap.length === 0) return first?.thing;
      heap[0] = last!;
      for (let i = 0; ; ) {
        const left = 2 * i + 1;
        const right = left + 1;
        let least = i;
        if (left < heap.length && heap[left]!.at < heap[least]!.at) least = left;
        if (right < heap.length && heap[right]!.at < heap[least]!.at) least = right;
        if (least === i) return first.thing;
        swap(i, least);
        i = least;
      }
    },
  };
}
