/** Files that SQL names, taken in until all that is named is known: what one of them says may name others. */

/**
 * @param named those that are named as far as is known, asked again after each round
 * @param takeIn is called once for each
 */
export function takeInNamed(named: () => readonly string[], takeIn: (path: string) => void): void {
  const taken = new Set<string>();
  for (;;) {
    const fresh = named().filter(path => !taken.has(path));
    if (fresh.length === 0) return;
    for (const path of fresh) {
      taken.add(path);
      takeIn(path);
    }
  }
}
