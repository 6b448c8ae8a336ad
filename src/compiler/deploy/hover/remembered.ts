/** Pages by what they were made of: the same thing is hovered again and again while something else is typed. */

const pages = new Map<string, string>();
/** Pages of a few thousand characters each. */
const MOST = 100;

/** @param from everything that the page depends on, as plain data */
export function remembered(from: readonly unknown[], make: () => string): string {
  const key = JSON.stringify(from);
  let page = pages.get(key);
  if (page === undefined) {
    page = make();
    if (pages.size >= MOST) pages.clear();
    pages.set(key, page);
  }
  return page;
}
