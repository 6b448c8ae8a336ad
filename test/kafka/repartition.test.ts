/** Rows that meet by another key than their topic's, on members that share that work: killed at any instant, each row is there once. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { never } from '../unit/connectors/conformance.ts';
import { freshTopic, open } from './broker.ts';
import { started } from './jobs.ts';
import { grown } from './rows.ts';
import { assertThreeParts, CLOSED, produce, ROWS, sqlOf } from './windows-and-sums.ts';

test('windows and sums by another key, shared by members that are killed', async () => {
  const [input, windows, sums] = [freshTopic(), freshTopic(), freshTopic()];
  const connector = await open();
  await connector.createTopic(input, 3, never);
  for (const topic of [windows, sums]) await connector.createTopic(topic, 1, never);
  const group = `${input}-group`;
  const next = () => started(sqlOf({ input, windows, sums }), group, ['--repartition']);
  const first = await next();
  await first.said('running');
  const second = await next();
  // Three tasks that read the topic, and three of each query after it: each member has a part of them.
  await second.said('assigned', ({ partitions }) => [4, 5].includes((partitions as readonly string[]).length));
  await second.said('running');
  await produce(connector, input, 0);
  await grown(connector, sums, ROWS);
  first.process.kill('SIGKILL');
  await produce(connector, input, 1);
  await grown(connector, sums, 2 * ROWS);
  const third = await next();
  await third.said('running');
  second.process.kill('SIGKILL');
  await produce(connector, input, 2);
  await grown(connector, sums, 3 * ROWS);
  await grown(connector, windows, CLOSED);
  third.process.kill('SIGTERM');
  assert.equal(await third.ended, 0);
  await assertThreeParts(connector, { input, windows, sums });
});
