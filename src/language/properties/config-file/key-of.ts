/** Which property a key of a configuration file is, below the tables that it stands in. */
import { findProperty, type PropertyEntry } from '../catalogue.ts';

/** Tables into which people sort properties, and that say nothing themselves. */
const SECTION = /^(data[_-]?)?(source|sink|stream|table)$|^(relation|properties|options|config|settings)$/i;

/** Undefined for one that there is not. */
export function propertyAt(path: readonly string[]): PropertyEntry | undefined {
  for (let from = 0; from < path.length; from++) {
    const found = findProperty(path.slice(from).join('.'));
    if (found) return found;
    if (!SECTION.test(path[from]!)) return undefined;
  }
  return undefined;
}
