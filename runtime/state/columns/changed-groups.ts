/** Which groups that are numbered have changed since it was last told: found by their numbers, without a look-up a row. */
import type { Change } from '../entries/kept.ts';

export class ChangedGroups {
  private groups: number[] = [];
  private ids: number[] = [];
  /** By group its place in `groups`, from 1; 0: it has not changed. */
  private readonly places: number[] = [];
  private readonly told: boolean[] = [];
  private gone: Change[] = [];
  /** By window the hashes of those that have changed and are on disk now. */
  private away = new Map<number, Set<string | number>>();

  /** A group of the window `id`. */
  touch(group: number, id: number): void {
    if (this.places[group]) return;
    this.places[group] = this.groups.push(group);
    this.ids.push(id);
  }

  /** It is no more, and its number becomes that of another. What was never told is not told now. */
  forget(group: number, id: number, hash: string | number): void {
    this.places[group] = 0;
    if (!this.told[group]) return;
    this.told[group] = false;
    this.gone.push([[id, hash], undefined]);
  }

  /** It was told before. */
  restored(group: number): void {
    this.told[group] = true;
  }

  /** It goes to disk, and its number becomes that of another. */
  spilled(group: number, id: number, hash: string | number): void {
    this.told[group] = false;
    if (!this.places[group]) return;
    this.places[group] = 0;
    const others = this.away.get(id);
    if (others) others.add(hash);
    else this.away.set(id, new Set([hash]));
  }

  /** It is back, under this number. That it was never told is not known any more: telling once too often is no harm. */
  returned(group: number, id: number, hash: string | number): void {
    this.told[group] = true;
    const others = this.away.get(id);
    if (!others?.delete(hash)) return;
    if (others.size === 0) this.away.delete(id);
    this.touch(group, id);
  }

  /** It was on disk and is no more. */
  forgetAway(id: number, hash: string | number): void {
    const others = this.away.get(id);
    if (others?.delete(hash) && others.size === 0) this.away.delete(id);
    this.gone.push([[id, hash], undefined]);
  }

  /** @param readAway of what is on disk */
  *changed(
    hashOf: (group: number) => string | number,
    read: (group: number) => unknown,
    readAway: (id: number, hash: string | number) => unknown = () => undefined,
  ): Iterable<Change> {
    const { groups, ids, gone, away } = this;
    this.groups = [];
    this.ids = [];
    this.gone = [];
    this.away = new Map();
    yield* gone;
    for (const [id, hashes] of away) for (const hash of hashes) yield [[id, hash], readAway(id, hash)];
    for (const [i, group] of groups.entries()) {
      // Forgotten since; its number may be that of one that comes later in the list.
      if (this.places[group] !== i + 1) continue;
      this.places[group] = 0;
      this.told[group] = true;
      yield [[ids[i]!, hashOf(group)], read(group)];
    }
  }
}
