/** Nexmark events as JSON bytes, the same for the same seed: bids of about 240 bytes, auctions and persons. */

/** 2026-01-05T14:30:00Z, where all of it begins. */
const START = Date.UTC(2026, 0, 5, 14, 30);
const CHANNELS = ['Apple', 'Google', 'Facebook', 'Baidu', 'channel-1034', 'channel-77', 'channel-5512'];
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

export interface Event {
  readonly value: Uint8Array;
  /** Milliseconds, as in its `dateTime`. */
  readonly timestamp: number;
}

export interface BidOptions {
  readonly count: number;
  /** How many different auctions there are bids for; half of the bids go to a hundredth of them. */
  readonly auctions: number;
  /** How many bids are made in a millisecond. */
  readonly perMs: number;
  /** Each auction in its turn instead. */
  readonly evenly?: boolean;
}

const SEED = 7;

export function bids({ count, auctions, perMs, evenly = false }: BidOptions): Event[] {
  const random = randomOf(SEED);
  return Array.from({ length: count }, (_, i) => {
    const hot = Math.max(1, Math.floor(auctions / 100));
    const auction = 1000 + (evenly ? i % auctions : Math.floor(random() * (random() < 0.5 ? hot : auctions)));
    const bidder = 1000 + Math.floor(random() * 10_000);
    const price = Math.floor(10 ** (random() * 6) * 100);
    const channel = CHANNELS[Math.floor(random() * CHANNELS.length)]!;
    const url = `https://www.nexmark.com/${word(random, 5)}/item.htm?query=1&channel_id=${Math.floor(random() * 1e6)}`;
    const timestamp = timeOf(i / perMs, random);
    const fields = `"auction":${auction},"bidder":${bidder},"price":${price},"channel":"${channel}","url":"${url}","dateTime":"${isoOf(timestamp)}"`;
    const extra = word(random, Math.max(8, 240 - fields.length - '{,"extra":""}'.length));
    return { value: Buffer.from(`{${fields},"extra":"${extra}"}`), timestamp };
  });
}

/** Auctions with the ids that bids are made for. */
export function auctions({ count, sellers, perMs }: { count: number; sellers: number; perMs: number }): Event[] {
  const random = randomOf(SEED + 1);
  return Array.from({ length: count }, (_, i) => {
    const timestamp = timeOf(i / perMs, random);
    const seller = 1000 + Math.floor(random() * sellers);
    const value = `{"id":${1000 + i},"itemName":"${word(random, 20)}","seller":${seller},"category":${Math.floor(random() * 5)},"dateTime":"${isoOf(timestamp)}","extra":"${word(random, 100)}"}`;
    return { value: Buffer.from(value), timestamp };
  });
}

export function persons({ count, perMs }: { count: number; perMs: number }): Event[] {
  const random = randomOf(SEED + 2);
  return Array.from({ length: count }, (_, i) => {
    const timestamp = timeOf(i / perMs, random);
    const value = `{"id":${1000 + i},"name":"${word(random, 12)}","dateTime":"${isoOf(timestamp)}","extra":"${word(random, 100)}"}`;
    return { value: Buffer.from(value), timestamp };
  });
}

/** Up to 100 ms out of order. */
const timeOf = (ms: number, random: () => number): number =>
  START + Math.floor(ms) - (random() < 0.1 ? Math.floor(random() * 100) : 0);

const isoOf = (ms: number): string => new Date(ms).toISOString();

function word(random: () => number, length: number): string {
  let text = '';
  for (let i = 0; i < length; i++) text += LETTERS[Math.floor(random() * 26)];
  return text;
}

/** From 0 up to 1 (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
