/** What comes due in piles comes in the order in which a heap has it. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { calendar } from '../../../runtime/state/calendar.ts';
import { deadlines } from '../../../runtime/state/deadlines.ts';

const time = fc.oneof(
  fc.integer({ min: -50, max: 50 }),
  fc.constant(Infinity),
  fc.double({ min: -9, max: 9, noNaN: true }),
);
/** A time to add, or how many to take. */
const steps = fc.array(fc.oneof(fc.record({ at: time }), fc.record({ take: fc.nat(5) })), { maxLength: 60 });

test('additions and removals in any order, piles of any width', () => {
  fc.assert(
    fc.property(steps, fc.constantFrom(0.25, 1, 3, 40, 1000), (given, width) => {
      const heap = deadlines<number>();
      const piles = calendar<number>(width);
      const left = new Map<number, number>();
      let number = 0;
      for (const step of given) {
        if ('at' in step) {
          heap.add(step.at, number);
          piles.add(step.at, number);
          left.set(number++, step.at);
          continue;
        }
        for (let i = 0; i < step.take; i++) {
          const due = piles.next();
          assert.equal(due, heap.next());
          const taken = piles.pop();
          assert.equal(taken === undefined, heap.pop() === undefined);
          if (taken === undefined) continue;
          assert.equal(left.get(taken), due);
          left.delete(taken);
        }
      }
    }),
    { numRuns: 1000 },
  );
});
