/** Matches of patterns in bids, by hand: each bidder's bids on each auction in the order of their times. */
import type { Bid } from '../../../examples/nexmark/generator/bid.ts';
import type { Data } from './data.ts';
import type { Row } from './rows.ts';

/** A bid, its time in milliseconds. */
interface Timed extends Bid {
  readonly at: number;
}

/** The bids of each key by time. */
function inTurn({ bid }: Data, key: (bid: Bid) => string): Timed[][] {
  const timed = bid.map(one => ({ ...one, at: Date.parse(one.dateTime) }));
  return [...Map.groupBy(timed, key).values()].map(bids => bids.toSorted((a, b) => a.at - b.at));
}

const ofBidder = ({ auction, bidder }: Bid): string => `${auction} ${bidder}`;

/** p0: prices go down, then above the last but one of the low ones; the next search begins at the bid that did. */
export function fellAndRose(data: Data): Row[] {
  const found: Row[] = [];
  for (const bids of inTurn(data, ofBidder))
    for (let start = 0; start < bids.length; ) {
      let low = start;
      while (low + 1 < bids.length && bids[low + 1]!.price < bids[low]!.price) low++;
      const up = bids[low + 1];
      // Of a single low bid there is no last but one.
      if (!up || low < start + 2 || up.price <= bids[low - 1]!.price) {
        start++;
        continue;
      }
      const { auction, bidder, dateTime } = bids[start]!;
      found.push({ auction, bidder, since: dateTime, bottom: bids[low]!.dateTime, until: up.dateTime });
      start = low + 1;
    }
  return found;
}

/** p1 and p2: as many bids as have a mean below 10,000, and one more. `next`: where to search after those of a match. */
const lowOnAverage =
  (next: (start: number, last: number) => number) =>
  (data: Data): Row[] => {
    const found: Row[] = [];
    for (const bids of inTurn(data, ofBidder))
      for (let start = 0; start < bids.length; ) {
        let [count, sum] = [0, 0];
        // The last bid cannot be a low one: there must be one behind it.
        for (let at = start; at < bids.length - 1 && (sum + bids[at]!.price) / (count + 1) < 10_000; at++) {
          sum += bids[at]!.price;
          count++;
        }
        const last = start + count;
        if (count > 0) {
          const { auction, bidder, dateTime } = bids[start]!;
          found.push({ auction, bidder, since: dateTime, until: bids[last - 1]!.dateTime, mean: sum / count });
        }
        start = count > 0 ? next(start, last) : start + 1;
      }
    return found;
  };

export const lowThenPast = lowOnAverage((_, last) => last + 1);
export const lowFromEach = lowOnAverage(start => start + 1);

const WITHIN_MS = 5000;

/** p3: bids that are no more than 50 below the first, then one that is, in less than five seconds from the first on. */
export function drops(data: Data): Row[] {
  const found: Row[] = [];
  for (const bids of inTurn(data, ofBidder))
    for (let start = 0; start < bids.length; ) {
      const high = bids[start]!;
      const end = bids.findIndex(({ price }, i) => i > start && price <= high.price - 50);
      const low = bids[end];
      if (low && low.price < high.price - 50 && low.at - high.at < WITHIN_MS) {
        found.push({ auction: high.auction, bidder: high.bidder, at: low.dateTime, lost: high.price - low.price });
        start = end + 1;
      } else start++;
    }
  return found;
}

/** p4: of each auction the longest runs of at least three bids, each above the one before. */
export function climbs(data: Data): Row[] {
  const found: Row[] = [];
  for (const bids of inTurn(data, ({ auction }) => String(auction))) {
    let number = 0;
    for (let start = 0; start < bids.length; ) {
      let last = start;
      while (last + 1 < bids.length && bids[last + 1]!.price > bids[last]!.price) last++;
      if (last < start + 2) {
        start++;
        continue;
      }
      number++;
      for (const [i, { auction, dateTime, bidder, price }] of bids.slice(start, last + 1).entries())
        found.push({ auction, dateTime, bidder, price, number, part: i === 0 ? 'start' : 'higher' });
      start = last + 1;
    }
  }
  return found;
}
