/** Rows written as changes: each with the header `ferris-op`, which says what it is to the one before (DIALECT.md §5). */
import { hashKey } from '../../src/language/types/compare.ts';
import type { Headers } from '../connectors/port.ts';
import type { Row } from './row.ts';

/** As Flink writes row kinds: one more, what was and what is now of a row that changes, one less. */
export type ChangeKind = '+I' | '-U' | '+U' | '-D';

const HEADER = 'ferris-op';

/** Of the rows of a batch in their order: what was and what is now of one key stand side by side. */
export function changeKinds(batch: readonly Row[]): readonly ChangeKind[] {
  const isPair = (at: number): boolean => {
    const [before, now] = [batch[at], batch[at + 1]];
    return before?.deleted === true && now?.deleted === false && hashKey(before.key) === hashKey(now.key);
  };
  return batch.map((row, i) => (row.deleted ? (isPair(i) ? '-U' : '-D') : isPair(i - 1) ? '+U' : '+I'));
}

export const withChange = (headers: Headers, kind: ChangeKind): Headers => [
  ...headers.filter(([name]) => name !== HEADER),
  [HEADER, BYTES[kind]],
];

/** Whether a record says that it takes a row back; one that says nothing is one more row. */
export function takesBack(headers: Headers): boolean {
  const told = headers.findLast(([name]) => name === HEADER)?.[1];
  return told?.[0] === MINUS;
}

const encoder = new TextEncoder();
const MINUS = encoder.encode('-')[0];
const BYTES: Readonly<Record<ChangeKind, Uint8Array>> = {
  '+I': encoder.encode('+I'),
  '-U': encoder.encode('-U'),
  '+U': encoder.encode('+U'),
  '-D': encoder.encode('-D'),
};
