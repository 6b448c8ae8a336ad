/** A column that values come from, how they were made of it, and what they went through. */
import type { Relation } from '../../names/bound.ts';

/** Weakest first: what is copied and then summed up is aggregated. */
const HOW = ['copied', 'computed', 'aggregated', 'filter-only'] as const;
export type How = (typeof HOW)[number];

export interface Origin {
  readonly relation: Relation;
  /** The file in which the relation's name is read. */
  readonly path: string;
  /** `*`: the whole record. */
  readonly column: string;
  readonly how: How;
  /** Relations and CTEs between it and the value, from the source on. */
  readonly via: readonly string[];
}

const stronger = (a: How, b: How): How => (HOW.indexOf(a) < HOW.indexOf(b) ? b : a);

/** Each column once, at least made in this way. */
export function together(origins: readonly Origin[], how: How): readonly Origin[] {
  const found = new Map<string, Origin>();
  for (const origin of origins) {
    const key = keyOf(origin);
    const before = found.get(key);
    const now = stronger(stronger(origin.how, how), before?.how ?? 'copied');
    found.set(key, { ...(before ?? origin), how: now });
  }
  return [...found.values()];
}

/** Tells two columns apart. */
export const keyOf = ({ relation, column }: Origin): string => `${relation.topic}\0${relation.name}\0${column}`;

/** The same, having gone through something. Without a name that is nothing to tell. */
export const passedOn = (origins: readonly Origin[], through: string): readonly Origin[] =>
  through === '' ? origins : origins.map(origin => ({ ...origin, via: [...origin.via, through] }));
