/** What is tried until it works ends with its signal's own reason, in the middle of a pause too. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { cluster } from '../../../../runtime/connectors/kafka/cluster.ts';
import { ConnectionLost } from '../../../../runtime/connectors/kafka/wire/failure.ts';

test('broken off while it waits for the next try, it rejects with the reason', async () => {
  const nowhere = cluster({ brokers: ['localhost:1'], clientId: 'test', timeoutMs: 60_000 });
  try {
    const over = new AbortController();
    const reason = new Error('the division is over');
    let tries = 0;
    const trying = nowhere.persist(over.signal, async () => {
      // The pauses double: the third one has begun by then, and is not over.
      if (++tries === 3) setTimeout(() => over.abort(reason), 5);
      throw new ConnectionLost('localhost:1', 'nobody answers');
    });
    await assert.rejects(trying, error => error === reason);
    assert.equal(tries, 3);
  } finally {
    nowhere.close();
  }
});
