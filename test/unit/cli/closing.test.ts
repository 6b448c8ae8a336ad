/** What was opened is closed: last first, all of it, and a failure is told. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Closing } from '../../../cli/closing.ts';

test('last first, also behind a failure', async () => {
  const closed: string[] = [];
  const run = async (): Promise<void> => {
    await using closing = new Closing();
    closing.defer(() => closed.push('first'));
    closing.defer(() => {
      throw new Error('the second fails');
    });
    const used = closing.use({ name: 'third', [Symbol.asyncDispose]: async () => void closed.push('third') });
    assert.equal(used.name, 'third');
  };
  await assert.rejects(run, /the second fails/);
  assert.deepEqual(closed, ['third', 'first']);
});
