/** The events that the queries of examples/nexmark are checked on. */
import type { Auction } from '../../../examples/nexmark/generator/auction.ts';
import type { Bid } from '../../../examples/nexmark/generator/bid.ts';
import { type Course, nexmarkEvents } from '../../../examples/nexmark/generator/events.ts';
import type { Person } from '../../../examples/nexmark/generator/person.ts';
import { type SideInput, sideInput } from '../../../examples/nexmark/generator/side-input.ts';

/** By topic, in the order of arrival. */
export interface Data {
  readonly person: readonly Person[];
  readonly auction: readonly Auction[];
  readonly bid: readonly Bid[];
  readonly side_input: readonly SideInput[];
}

export function dataOf(course: Course, count: number): Data {
  const data = { person: [] as Person[], auction: [] as Auction[], bid: [] as Bid[] };
  for (const { topic, value } of nexmarkEvents(course, count)) (data[topic] as (typeof value)[]).push(value);
  // As many as there may be auctions, and some more.
  return { ...data, side_input: sideInput().take(2000).toArray() };
}
