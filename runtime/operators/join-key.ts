/** The key of the rows of a join of changing results. */
import { changesOf } from '../../src/compiler/plan/changes.ts';
import type { NodeOf } from '../../src/compiler/plan/plan.ts';
import type { Value } from '../../src/language/types/value.ts';
import type { Row } from './row.ts';

/** As the node says. Of a side that has no row NULL. */
export function joinKey({
  key,
  inputs,
}: NodeOf<'table-join'>): (left: Row | undefined, right: Row | undefined) => Value {
  if (key === 'right') return (left, right) => (right ?? left)!.key;
  if (typeof key === 'string') return (left, right) => (left ?? right)!.key;
  const [left, right] = inputs.map(input => (changesOf(input) === 'append' ? placeOf : partOf));
  return (l, r) =>
    new Map([
      [key[0], l ? left!(l) : null],
      [key[1], r ? right!(r) : null],
    ]);
}

/** A key as a part of another one: bytes that were read as a key are text, if they are. */
export function partOf({ key }: Row): Value {
  if (!(key instanceof Uint8Array)) return key;
  try {
    return UTF_8.decode(key);
  } catch {
    return key;
  }
}

/** Rows that stand for ever need not have a key of their own: where they came from tells them apart. */
export const placeOf = ({ topic, partition, offset }: Row): Value =>
  topic === '' ? offset : `${topic}-${partition}@${offset}`;

const UTF_8 = new TextDecoder('utf-8', { fatal: true });
