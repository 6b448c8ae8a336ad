/** Names of members as records write them, and which column each is of. */
import type { PlanColumn } from '../../../src/compiler/plan/plan.ts';

export interface Name {
  /** As it is written, its quotes with it. */
  readonly bytes: Uint8Array;
  /** One past the columns: of none. */
  readonly column: number;
  /** The column's in another case: its field counts only when there is no other. */
  readonly inexact: boolean;
}

/** @param bytes as `text` is written, its quotes with it */
export function memberName(columns: readonly PlanColumn[], text: string, bytes: Uint8Array): Name {
  const isField = ({ origin }: PlanColumn) => origin.kind === 'field';
  const same = columns.findIndex(column => isField(column) && column.name === text);
  if (same >= 0) return { bytes, column: same, inexact: false };
  const lower = text.toLowerCase();
  const alike = columns.findIndex(
    column => isField(column) && column.name.length === text.length && column.name.toLowerCase() === lower,
  );
  return alike < 0 ? { bytes, column: columns.length, inexact: false } : { bytes, column: alike, inexact: true };
}

/** Whether this name stands at `at`. */
export function isNamed({ bytes: text }: Name, bytes: Uint8Array, at: number, end: number): boolean {
  const { length } = text;
  if (at + length > end) return false;
  for (let i = 0; i < length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
}
