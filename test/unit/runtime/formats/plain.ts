/** Values as they can be compared by what they hold: bytes as hex digits, at any depth. */
import type { Value } from '../../../../src/language/types/value.ts';

export const plain = (value: Value): unknown =>
  value instanceof Uint8Array
    ? Buffer.from(value).toString('hex')
    : Array.isArray(value)
      ? value.map(plain)
      : value instanceof Map
        ? new Map([...value].map(([key, one]) => [key, plain(one as Value)]))
        : value;
