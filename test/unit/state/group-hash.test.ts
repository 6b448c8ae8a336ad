/** Keys of groups: the same hash exactly for equal keys, also where hashes of times are remembered. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { groupHash } from '../../../runtime/state/groups.ts';
import { equalValues } from '../../../src/language/types/compare.ts';
import { SqlDate, Timestamp } from '../../../src/language/types/temporal.ts';
import type { Value } from '../../../src/language/types/value.ts';

const micros = fc.oneof(
  fc.integer({ min: -4, max: 4 }).map(n => n * 127_000),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(1_767_623_400_000_000, 86_400_000_000, 2n ** 55n, -(2n ** 55n)),
);
const key: fc.Arbitrary<Value> = fc.oneof(
  micros.map(at => Timestamp.of(at)),
  fc.integer({ min: -1, max: 1 }).map(days => SqlDate.of(days)),
  fc.constantFrom<Value>(null, 0, 1, '0', '\0m0', ''),
);

test('random keys of times and others', () => {
  const keys = fc.array(key, { minLength: 2, maxLength: 3 });
  fc.assert(
    fc.property(keys, keys, (a, b) => {
      const same = a.length === b.length && a.every((one, i) => equalValues(one, b[i]!));
      assert.equal(groupHash(a) === groupHash(b), same);
    }),
    { numRuns: 3000 },
  );
});
