/** Numbers of properties: bytes with their suffixes, and whole numbers that have a special value below their range. */
import { integer } from '../../hints/types/number.ts';
import { fits, misfit, type ValueType } from '../../hints/types/value-type.ts';

/** The greatest of Java's int and long, which is where Kafka's own ranges end; a long is cut to what a number holds exactly. */
export const INT_MAX = 2_147_483_647;
export const LONG_MAX = Number.MAX_SAFE_INTEGER;

export const count = (min = 0, max = INT_MAX): ValueType => integer({ min, max });
export const milliseconds = (min = 0, max = LONG_MAX): ValueType => integer({ min, max, unit: 'milliseconds' });
export const seconds = (min = 0, max = INT_MAX): ValueType => integer({ min, max, unit: 'seconds' });
export const bytes = (min = 0, max = INT_MAX): ValueType => integer({ min, max, unit: 'bytes' });

/** @param special what the number means that lies outside the range, such as -1 */
export const orSpecial = (range: ValueType, special: Readonly<Record<string, string>>): ValueType => {
  const description = `${range.description}, or ${Object.keys(special).join(', ')}`;
  return {
    ...range,
    description,
    check(text) {
      if (Object.hasOwn(special, text)) return fits;
      const checked = range.check(text);
      return checked.ok ? checked : misfit(description, text, checked.suggestion);
    },
    choices: () => Object.entries(special).map(([value, doc]) => ({ value, doc })),
  };
};

const UNITS: Readonly<Record<string, number>> = { b: 0, kb: 1, mb: 2, gb: 3, tb: 4, kib: 1, mib: 2, gib: 3, tib: 4 };
const SHORT: Readonly<Record<string, number>> = { '': 0, k: 1, m: 2, g: 3, t: 4, ki: 1, mi: 2, gi: 3, ti: 4, ...UNITS };

/** A size written as text, in bytes; the letters are powers of 1024, as JVM and Kafka tools read them. */
export function sizeOf(text: string): number | undefined {
  const [, amount, unit] = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-z]*)\s*$/.exec(text) ?? [];
  const power = unit === undefined ? undefined : SHORT[unit.toLowerCase()];
  if (amount === undefined || power === undefined) return undefined;
  const size = Number(amount) * 1024 ** power;
  return Number.isSafeInteger(size) ? size : undefined;
}

const SIZE = 'a size such as 1048576, 64MB or 2Gi';

/** Bytes, with or without a unit. */
export const size: ValueType = {
  description: SIZE,
  unit: undefined,
  placeholder: '<size>',
  check: text => (sizeOf(text) === undefined ? misfit(SIZE, text) : fits),
  choices: () => [],
};

const QUANTITY = 'a Kubernetes quantity such as 2Gi, 512Mi, 500m or 2';

/** What Kubernetes writes for memory and processors. */
export const quantity: ValueType = {
  description: QUANTITY,
  unit: undefined,
  placeholder: '<quantity>',
  check: text =>
    /^\d+(\.\d+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$/.test(text) ? fits : misfit(QUANTITY, text, quantityOf(text)),
  choices: () => [],
};

/** `2GB` → `2G`, `2gib` → `2Gi`. */
function quantityOf(text: string): string | undefined {
  const [, amount, letter, binary] = /^(\d+(?:\.\d+)?)\s*([kmgt])(i?)b?$/i.exec(text) ?? [];
  if (amount === undefined || letter === undefined) return undefined;
  const upper = letter.toUpperCase();
  return `${amount}${upper === 'K' && !binary ? 'k' : upper}${binary ? 'i' : ''}`;
}
