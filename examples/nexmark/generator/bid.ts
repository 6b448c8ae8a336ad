/** What a person offers for an item. */
import { auctionFor, bidderFor } from './ids.ts';
import { padding, price, type Random, randomOf } from './random.ts';

export interface Bid {
  /** May be of an auction that is not open yet, or closed already. */
  readonly auction: number;
  readonly bidder: number;
  /** In cents. */
  readonly price: number;
  /** Where the bidder came from. */
  readonly channel: string;
  readonly url: string;
  readonly dateTime: string;
  readonly extra: string;
}

/** Of the JSON, on average. */
const BYTES = 240;
const HOT_CHANNELS = ['Google', 'Facebook', 'Baidu', 'Apple'];
const CHANNELS = 10_000;

export function bidOf(event: number, random: Random, dateTime: string): Bid {
  const bid = {
    auction: auctionFor(event, random),
    bidder: bidderFor(event, random),
    price: price(random),
    ...channelOf(random),
    dateTime,
  };
  return { ...bid, extra: padding(random, BYTES, bid) };
}

/** One of the four large ones every second time; a channel has the same address whenever it comes. */
function channelOf(random: Random): Pick<Bid, 'channel' | 'url'> {
  if (random.below(2) > 0) {
    const hot = random.below(HOT_CHANNELS.length);
    return { channel: HOT_CHANNELS[hot]!, url: addressOf(randomOf(CHANNELS + hot)) };
  }
  const number = random.below(CHANNELS);
  const own = randomOf(number);
  const address = addressOf(own);
  // One in ten does not say who it is.
  return { channel: `channel-${number}`, url: own.below(10) > 0 ? `${address}&channel_id=${idOf(number)}` : address };
}

const addressOf = (random: Random): string => {
  const folder = () => random.letters(3 + random.below(2));
  return `https://www.nexmark.com/${folder()}/${folder()}/${folder()}/item.htm?query=1`;
};

/** Up to ten digits that do not follow one another as the channels do. */
const idOf = (number: number): number => Math.imul(number + 1, 0x9e37_79b1) >>> 0;
