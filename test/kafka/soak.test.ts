/** Half a minute of `npm run soak`, on one broker: processes killed, the broker stopped and started, and every row exact. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { soak } from './soak/soak.ts';

test('two jobs with state whose processes are killed every few seconds write each row once', async () => {
  const { results, killed, brokerStops } = await soak({
    milliseconds: 25_000,
    leastKilled: 4,
    seed: 1,
    brokers: 1,
    say: () => {},
  });
  assert.ok(results > 0 && killed > 0 && brokerStops.length === 1);
});
