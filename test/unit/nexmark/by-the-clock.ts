/** q12 when the clock stands still: all bids of a bidder are in one window. */
import { fixedClock } from '../runtime/plans.ts';
import type { Data } from './data.ts';
import type { Row } from './rows.ts';

const WINDOW_MS = 10_000;

export function bidsByTheClock({ bid }: Data): Row[] {
  const now = fixedClock.now() / 1000;
  const since = now - (now % WINDOW_MS);
  const byBidder = Map.groupBy(bid, one => one.bidder);
  return [...byBidder].map(([bidder, bids]) => ({
    bidder,
    bids: bids.length,
    since: new Date(since).toISOString(),
    until: new Date(since + WINDOW_MS).toISOString(),
  }));
}
