/** Rows that an operator could not take: what takes them back must not take back another. */
import { groupHash } from '../state/groups.ts';
import type { Row } from './row.ts';

export class RefusedRows {
  private readonly counts = new Map<string | number, number>();

  add(row: Row): void {
    const hash = groupHash(row.values);
    this.counts.set(hash, (this.counts.get(hash) ?? 0) + 1);
  }

  /** Whether a row of these values was refused; it is one less then. */
  took(row: Row): boolean {
    if (this.counts.size === 0) return false;
    const hash = groupHash(row.values);
    const count = this.counts.get(hash);
    if (count === undefined) return false;
    if (count === 1) this.counts.delete(hash);
    else this.counts.set(hash, count - 1);
    return true;
  }
}
