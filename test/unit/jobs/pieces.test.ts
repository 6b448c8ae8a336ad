/** Entries of any size: cut, overwritten by larger and smaller ones, taken away, they are what was written last. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { pieces } from '../../../runtime/jobs/pieces.ts';

const MIB = 1 << 20;
const nameOf = (key: Uint8Array): string => Buffer.from(key).toString('latin1');

test('what was written last is there, in records of less than a MiB, and no piece is left over', () => {
  const step = fc.record({
    key: fc.integer({ min: 1, max: 3 }),
    /** −1: it is taken away. */
    size: fc.constantFrom(-1, 1, 10, MIB / 2, MIB / 2 + 1, MIB, 3 * MIB),
    fill: fc.integer({ min: 0, max: 255 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), steps => {
      const written = new Map<string, Uint8Array>();
      const expected = new Map<string, Uint8Array>();
      const writing = pieces();
      for (const { key, size, fill } of steps) {
        const bytes = Uint8Array.of(key, 0);
        const value = size < 0 ? null : new Uint8Array(size).fill(fill);
        // As every value, it begins with its version.
        value?.fill(1, 0, 1);
        if (value) expected.set(nameOf(bytes), value);
        else expected.delete(nameOf(bytes));
        for (const one of writing.cut({ key: bytes, value })) {
          assert.ok((one.value?.length ?? 0) < MIB);
          if (one.value) written.set(nameOf(one.key), one.value);
          else written.delete(nameOf(one.key));
        }
      }
      const large = [...expected.values()].reduce(
        (sum, { length }) => sum + (length > MIB / 2 ? Math.ceil(length / (MIB / 2)) : 0),
        0,
      );
      assert.equal(written.size, expected.size + large);
      pieces().join(written);
      assert.deepEqual([...written.keys()].sort(), [...expected.keys()].sort());
      for (const [name, value] of expected) assert.ok(Buffer.from(value).equals(written.get(name)!));
    }),
    { numRuns: 60 },
  );
});
