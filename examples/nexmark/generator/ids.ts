/**
 * Which person, auction or bid an event is, by its number alone: of every 50 events the first is a person, the next 3 are
 * auctions, the other 46 bids, as in the public generator.
 */
import type { Random } from './random.ts';

export const PERSONS = 1;
export const AUCTIONS = 3;
export const BIDS = 46;
export const ROUND = PERSONS + AUCTIONS + BIDS;

const FIRST_PERSON = 1000;
const FIRST_AUCTION = 1000;
/** Bids and auctions may name so many persons and auctions that are yet to come. */
const LEAD = 10;
const ACTIVE_PERSONS = 1000;
export const AUCTIONS_IN_FLIGHT = 100;
/** One of so many persons or auctions in a row is hot. */
const HOT_EVERY = 100;

export type Kind = 'person' | 'auction' | 'bid';

export function kindOf(event: number): Kind {
  const place = event % ROUND;
  if (place < PERSONS) return 'person';
  return place < PERSONS + AUCTIONS ? 'auction' : 'bid';
}

/** How many persons there are before the event, itself counted. */
const personsUpTo = (event: number): number =>
  Math.floor(event / ROUND) * PERSONS + Math.min((event % ROUND) + 1, PERSONS);

/** How many auctions there are before the event, itself counted. */
const auctionsUpTo = (event: number): number =>
  Math.floor(event / ROUND) * AUCTIONS + Math.min(Math.max((event % ROUND) + 1 - PERSONS, 0), AUCTIONS);

/** The id of the person that the event is. */
export const personAt = (event: number): number => FIRST_PERSON + personsUpTo(event) - 1;

/** The id of the auction that the event is. */
export const auctionAt = (event: number): number => FIRST_AUCTION + auctionsUpTo(event) - 1;

/** An auction's seller: the hot one three times out of four. */
export const sellerFor = (event: number, random: Random): number =>
  random.below(4) > 0 ? hot(FIRST_PERSON, personsUpTo(event)) : anyPerson(event, random);

/** A bid's bidder: the hot one three times out of four, who is another than the hot seller. */
export const bidderFor = (event: number, random: Random): number =>
  random.below(4) > 0 ? hot(FIRST_PERSON, personsUpTo(event)) + 1 : anyPerson(event, random);

/** A bid's auction: the hot one every second time. */
export function auctionFor(event: number, random: Random): number {
  const known = auctionsUpTo(event);
  if (random.below(2) > 0) return hot(FIRST_AUCTION, known);
  const open = Math.min(known, AUCTIONS_IN_FLIGHT);
  return FIRST_AUCTION + known - open + random.below(open + LEAD);
}

/** The first of the newest hundred. */
const hot = (first: number, known: number): number =>
  first + Math.floor(Math.max(known - 1, 0) / HOT_EVERY) * HOT_EVERY;

function anyPerson(event: number, random: Random): number {
  const known = personsUpTo(event);
  const active = Math.min(known, ACTIVE_PERSONS);
  return FIRST_PERSON + known - active + random.below(active + LEAD);
}
