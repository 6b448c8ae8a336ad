/** Enums: numbers in bytes, names as values. */
import type { WireEnum } from '../../../src/language/schemas/proto-wire.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { describe } from '../../../src/language/types/value-text.ts';

/**
 * Undefined for a number that a closed enum does not list. An open one gives the digits of such a number, so that it can be
 * told apart and written again.
 */
export function enumReader({ values, open }: WireEnum, numbers: boolean): (number: number) => Value | undefined {
  const names = new Map<number, string>();
  // Of several names of a number the first is its name.
  for (const [name, number] of values) if (!names.has(number)) names.set(number, name);
  return number => {
    const name = names.get(number);
    if (name === undefined && !open) return undefined;
    return numbers ? number : (name ?? String(number));
  };
}

/** A name, or a number; RecordError for what is none of them. */
export function enumNumber({ name, values, open }: WireEnum): (value: Exclude<Value, null>) => number {
  const numbers = new Map(values);
  const known = new Set(numbers.values());
  return value => {
    const found = typeof value === 'string' ? numbers.get(value) : undefined;
    if (found !== undefined) return found;
    const number = typeof value === 'string' && /^-?\d{1,10}$/.test(value) ? Number(value) : value;
    if (
      typeof number === 'number' &&
      Number.isInteger(number) &&
      (known.has(number) || (open && (number | 0) === number))
    )
      return number;
    const names = values.slice(0, 12).map(([each]) => each);
    throw new RecordError(
      'decode',
      `${describe(value)} is no value of ${name}: there is ${names.join(', ')}${values.length > names.length ? ', …' : ''}`,
    );
  };
}
