/** Pages by what they were made of: the same thing is hovered again and again while something else is typed. */
import type { Prices } from '../cost/prices.ts';

const known = new WeakMap<Prices, Map<string, string>>();
/** Pages of a few thousand characters each. */
const MOST = 100;

/** @param from everything else that the page depends on, as plain data */
export function remembered(prices: Prices, from: readonly unknown[], make: () => string): string {
  const pages = known.get(prices) ?? new Map<string, string>();
  known.set(prices, pages);
  const key = JSON.stringify(from);
  let page = pages.get(key);
  if (page === undefined) {
    page = make();
    if (pages.size >= MOST) pages.clear();
    pages.set(key, page);
  }
  return page;
}
