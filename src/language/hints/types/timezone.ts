/** A time zone by its IANA name: `UTC`, `America/New_York`. */
import { nearest } from '../../text/nearest.ts';
import { fits, misfit, type ValueType } from './value-type.ts';

const DESCRIPTION = 'an IANA time zone such as UTC or America/New_York';

export const timezone: ValueType = {
  description: DESCRIPTION,
  unit: undefined,
  placeholder: '<timezone>',
  check(text) {
    if (text === 'UTC' || names().includes(text)) return fits;
    const resolved = resolve(text);
    if (resolved === undefined) return misfit(DESCRIPTION, text, nearest(text, names()));
    // Found, but files of the time zone database are looked up by their exact name.
    if (resolved.toLowerCase() === text.toLowerCase()) return misfit(DESCRIPTION, text, resolved);
    return fits;
  },
  choices: () =>
    ['UTC', ...names().filter(name => name !== 'UTC')].map(value => ({ value, doc: `the clock of ${value}` })),
};

let known: readonly string[] | undefined;
const names = (): readonly string[] => (known ??= Intl.supportedValuesOf('timeZone'));

/** The name under which the database knows this zone; undefined for none, and for offsets, which have no clock change. */
function resolve(text: string): string | undefined {
  if (!/^[A-Za-z]/.test(text)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    // RangeError is how Intl says that there is no such zone.
    return undefined;
  }
}
