/** Which groups that are numbered have changed since it was last told: found by their numbers, without a look-up a row. */
import type { Change } from '../entries/kept.ts';

export class ChangedGroups {
  private groups: number[] = [];
  private ids: number[] = [];
  /** By group its place in `groups`, from 1; 0: it has not changed. */
  private readonly places: number[] = [];
  private readonly told: boolean[] = [];
  private gone: Change[] = [];

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

  *changed(hashOf: (group: number) => string | number, read: (group: number) => unknown): Iterable<Change> {
    const { groups, ids, gone } = this;
    this.groups = [];
    this.ids = [];
    this.gone = [];
    yield* gone;
    for (const [i, group] of groups.entries()) {
      // Forgotten since; its number may be that of one that comes later in the list.
      if (this.places[group] !== i + 1) continue;
      this.places[group] = 0;
      this.told[group] = true;
      yield [[ids[i]!, hashOf(group)], read(group)];
    }
  }
}
