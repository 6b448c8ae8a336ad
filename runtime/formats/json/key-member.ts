/** A column of a key that has several: a member of a JSON object. */
import { readJson } from '../../../src/language/types/json.ts';
import { RecordError, type Value } from '../../../src/language/types/value.ts';
import { memberFinder } from './convert.ts';
import { keyText } from './text.ts';

/** Of a key's bytes; undefined where they are no JSON object, or it has no such member. */
export function keyMemberReader(name: string, exponents: 'double' | 'exact'): (key: Uint8Array) => Value | undefined {
  const find = memberFinder(name);
  return key => {
    try {
      const whole = readJson(keyText(key), exponents);
      return whole instanceof Map ? find(whole) : undefined;
    } catch (error) {
      if (error instanceof RecordError) return undefined;
      throw error;
    }
  };
}

/** Not a row whose key is NULL: nobody would find it, and all such rows would replace each other. */
export const withoutKeyMember = (name: string): RecordError =>
  new RecordError('decode', `'${name}' is of the PRIMARY KEY, and neither the value nor the key has it`);
