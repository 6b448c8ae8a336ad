/** "Did you mean" among any number of names. */

import { nearest } from '../text/nearest.ts';

/** With more names than this a misspelt one is compared with those of about its length that begin or end as it does. */
const MANY = 500;

export class Spelling {
  readonly #names: readonly string[];
  readonly #similar = new Map<string, string[]>();

  constructor(names: Iterable<string>) {
    // In an order of their own: of two that are as near the answer is the same wherever they are declared.
    this.#names = [...new Set(names)].toSorted();
    if (this.#names.length <= MANY) return;
    for (const name of this.#names)
      for (const key of keysOf(name, name.length)) {
        const others = this.#similar.get(key);
        if (!others) this.#similar.set(key, [name]);
        // One costs no more than all of them do now.
        else if (others.length < MANY / 10) others.push(name);
      }
  }

  /** The name that was probably meant; with very many names the best guess may be missed. */
  nearest(name: string): string | undefined {
    if (this.#names.length <= MANY) return nearest(name, this.#names);
    const lengths = [-2, -1, 0, 1, 2].map(by => name.length + by);
    return nearest(
      name,
      lengths.flatMap(length => keysOf(name, length).flatMap(key => this.#similar.get(key) ?? [])),
    );
  }
}

function keysOf(name: string, length: number): readonly string[] {
  const lower = name.toLowerCase();
  return [`${lower.slice(0, 3)}… ${length}`, `…${lower.slice(-3)} ${length}`];
}
