/** An item that a person has put up for sale. */
import { auctionAt, sellerFor } from './ids.ts';
import { padding, price, type Random, words } from './random.ts';

export interface Auction {
  readonly id: number;
  readonly itemName: string;
  readonly description: string;
  /** In cents. */
  readonly initialBid: number;
  /** In cents: what must be bid for the item to be sold. */
  readonly reserve: number;
  readonly dateTime: string;
  /** When bidding ends. */
  readonly expires: string;
  readonly seller: number;
  readonly category: number;
  readonly extra: string;
}

/** Of the JSON, on average. */
const BYTES = 600;
const FIRST_CATEGORY = 10;
const CATEGORIES = 5;

/** `horizon`: milliseconds in which as many auctions are opened as are open at a time; half of the longest one's length. */
export function auctionOf(event: number, random: Random, time: number, horizon: number): Auction {
  const seller = sellerFor(event, random);
  const initialBid = price(random);
  const auction = {
    id: auctionAt(event),
    itemName: words(random, 20),
    description: words(random, 100),
    initialBid,
    reserve: initialBid + price(random),
    dateTime: new Date(time).toISOString(),
    expires: new Date(time + 1 + random.below(Math.max(2 * horizon, 1))).toISOString(),
    seller,
    category: FIRST_CATEGORY + random.below(CATEGORIES),
  };
  return { ...auction, extra: padding(random, BYTES, auction) };
}
