/** The key of a row that is told apart by its partition and its number in it. */
import type { Value } from '../../src/language/types/value.ts';

/** The number alone where there is one partition only. */
export function numberedKey(
  partition: readonly string[],
  name: string,
): (keys: readonly Value[], number: Value) => Value {
  if (partition.length === 0) return (_, number) => number;
  return (keys, number) =>
    new Map<string, Value>([...partition.map((one, i) => [one, keys[i]!] as const), [name, number]]);
}
