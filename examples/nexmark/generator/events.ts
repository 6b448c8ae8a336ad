/**
 * The events of the Nexmark benchmark, after the public generator: its fields, its proportions (1 person, 3 auctions, 46
 * bids), its hot sellers, bidders, auctions and channels. An event depends on the seed and its number alone.
 */
import { type Auction, auctionOf } from './auction.ts';
import { type Bid, bidOf } from './bid.ts';
import { AUCTIONS, AUCTIONS_IN_FLIGHT, kindOf, ROUND } from './ids.ts';
import { type Person, personOf } from './person.ts';
import { randomOf } from './random.ts';

export type NexmarkEvent =
  | { readonly topic: 'person'; readonly time: number; readonly value: Person }
  | { readonly topic: 'auction'; readonly time: number; readonly value: Auction }
  | { readonly topic: 'bid'; readonly time: number; readonly value: Bid };

export interface Course {
  /** A whole number: other events for another one. */
  readonly seed: number;
  /** Of event time. 100 unless given. */
  readonly eventsPerSecond?: number;
  /** Of the first event, milliseconds. Half a minute before a midnight unless given, so that little data has two days. */
  readonly start?: number;
  /** Events out of order: so many in a row have their times in another order. 1 unless given: none. */
  readonly disorder?: number;
}

/** `count` events from event number `from`, in the order in which they arrive. */
export function* nexmarkEvents(course: Course, count: number, from = 0): Generator<NexmarkEvent> {
  for (let event = from; event < from + count; event++) yield nexmarkEvent(course, event);
}

/** The event of a number, from 0. */
export function nexmarkEvent(course: Course, event: number): NexmarkEvent {
  const { seed, eventsPerSecond = 100, start = Date.parse('2026-01-04T23:59:30Z'), disorder = 1 } = course;
  const timeAt = (number: number) => start + Math.floor((number * 1000) / eventsPerSecond);
  const time = timeAt(displaced(event, disorder));
  const random = randomOf(seed, event);
  const topic = kindOf(event);
  switch (topic) {
    case 'person':
      return { topic, time, value: personOf(event, random, new Date(time).toISOString()) };
    case 'auction': {
      const horizon = Math.floor((AUCTIONS_IN_FLIGHT * ROUND * 1000) / AUCTIONS / eventsPerSecond);
      return { topic, time, value: auctionOf(event, random, time, horizon) };
    }
    case 'bid':
      return { topic, time, value: bidOf(event, random, new Date(time).toISOString()) };
  }
}

/** Another number of the same group, each once when 953 and the group's size have no divisor in common. */
function displaced(event: number, group: number): number {
  const first = Math.floor(event / group) * group;
  return first + ((event * 953) % group);
}
