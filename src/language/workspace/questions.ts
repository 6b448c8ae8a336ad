/** Who asked what: when an answer may have changed, only those who asked for it are asked again. */

import type { Asked, Placed } from './placed.ts';

export class Questions {
  readonly #askers = new Map<string, Set<Placed>>();
  /** Statements of which it is not known whether what was computed still holds. */
  readonly open = new Set<Placed>();

  /** The questions a statement's meaning rests on from now on. */
  settle(placed: Placed, asked: readonly Asked[], before: readonly Asked[]): void {
    const keys = new Set(asked.map(one => one.key));
    for (const { key } of before) if (!keys.has(key)) this.#askers.get(key)?.delete(placed);
    for (const key of keys) {
      const askers = this.#askers.get(key);
      if (askers) askers.add(placed);
      else this.#askers.set(key, new Set([placed]));
    }
    this.open.delete(placed);
  }

  forget(placed: Placed): void {
    for (const { key } of placed.meaning?.asked ?? []) this.#askers.get(key)?.delete(placed);
    this.open.delete(placed);
  }

  /** An answer may have changed. */
  reopen(key: string): readonly Placed[] {
    const askers = [...(this.#askers.get(key) ?? [])];
    for (const placed of askers) this.open.add(placed);
    return askers;
  }
}
