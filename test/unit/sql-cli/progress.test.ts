/** What /health of a job says while its brokers are away: at once, also in the middle of a commit, and why. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Log } from '../../../cli/sql/running/log.ts';
import { progressOf } from '../../../cli/sql/running/progress.ts';

function progress(members: number) {
  const said: string[] = [];
  const say = (message: string): void => void said.push(message);
  const log: Log = { error: say, warn: say, info: say, debug() {} };
  return { ...progressOf(members, log), said };
}

test('brokers that are silent are told before the job gives up, and that they answer again', () => {
  const job = progress(1);
  job.on({ kind: 'assigned', partitions: [{ topic: 't', partition: 0 }] });
  job.on({ kind: 'running' });
  assert.deepEqual([job.phase(), job.because()], ['running', undefined]);
  job.outage({ why: 'no Kafka broker answers at b:9092', patienceMs: 10_000 });
  assert.deepEqual([job.phase(), job.because()], ['unreachable', 'no Kafka broker answers at b:9092']);
  job.outage({ overAfterMs: 3000 });
  assert.deepEqual([job.phase(), job.because()], ['running', undefined]);
  assert.deepEqual(job.said.slice(-2), ['no Kafka broker answers at b:9092', 'the brokers answer again']);
  job.outage({ gone: 'the first records are gone' });
  assert.deepEqual([job.phase(), job.because(), job.said.at(-1)], ['running', undefined, 'the first records are gone']);
});

test('what the job waits for is said until it goes on, and an open circuit before all', () => {
  const job = progress(2);
  job.on({ kind: 'running' }, 1);
  job.on({ kind: 'running' }, 2);
  job.on({ kind: 'unreachable', why: 'the schema registry is away', againInMs: 500, open: false }, 2);
  assert.deepEqual([job.phase(), job.because()], ['unreachable', 'the schema registry is away']);
  job.on({ kind: 'joining' }, 2);
  assert.equal(job.because(), 'the schema registry is away');
  job.on({ kind: 'unreachable', why: 'still away', againInMs: 30_000, open: true }, 2);
  job.outage({ why: 'no broker', patienceMs: 1 }, 2);
  assert.equal(job.phase(), 'circuit open');
  job.outage({ overAfterMs: 1 }, 2);
  job.on({ kind: 'assigned', partitions: [{ topic: 't', partition: 0 }] }, 2);
  job.on({ kind: 'running' }, 2);
  assert.deepEqual([job.phase(), job.because()], ['running', undefined]);
});
