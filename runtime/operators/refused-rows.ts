/** Rows that an operator could not take: what takes them back must not take back another. */
import { type Keep, keepByKey, type Touched } from '../state/entries/kept.ts';
import { groupHash } from '../state/groups.ts';
import type { Row } from './row.ts';

export class RefusedRows {
  private readonly counts = new Map<string | number, number>();
  private readonly kept: Touched<string | number>;

  constructor(keep: Keep) {
    const { counts } = this;
    this.kept = keepByKey(keep, {
      read: hash => counts.get(hash),
      restore: (hash, count: number) => void counts.set(hash, count),
    });
  }

  add(row: Row): void {
    const hash = groupHash(row.values);
    this.counts.set(hash, (this.counts.get(hash) ?? 0) + 1);
    this.kept.touch(hash);
  }

  /** Whether a row of these values was refused; it is one less then. */
  took(row: Row): boolean {
    if (this.counts.size === 0) return false;
    const hash = groupHash(row.values);
    const count = this.counts.get(hash);
    if (count === undefined) return false;
    this.kept.touch(hash);
    if (count === 1) this.counts.delete(hash);
    else this.counts.set(hash, count - 1);
    return true;
  }
}
