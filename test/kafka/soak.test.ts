/** Half a minute of `npm run soak`: processes killed, a broker stopped and started, and every row exact. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { soak } from './soak/soak.ts';

test('two jobs whose processes are killed every few seconds write each row once', async () => {
  const { rows, killed, brokerStops } = await soak({ milliseconds: 30_000, seed: 1, say: () => {} });
  assert.ok(rows > 0 && killed > 0 && brokerStops === 1);
});
