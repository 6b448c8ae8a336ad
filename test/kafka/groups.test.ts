/** Members of a group: who reads what, what happens when one comes, goes or dies, and that who is out commits nothing. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { type Generation, type Membership, StaleMember } from '../../runtime/connectors/port.ts';
import { never, readAll } from '../unit/connectors/conformance.ts';
import { freshTopic, open } from './broker.ts';
import { withAdmin } from './kafkajs.ts';

interface Joined {
  readonly membership: Membership;
  now: Generation;
}

const numbers = ({ partitions }: Generation): readonly number[] =>
  partitions.map(({ partition }) => partition).toSorted((a, b) => a - b);

/** How long a division is waited for, in ms: far longer than a busy machine takes. */
const PATIENCE = 120_000;

/**
 * Lets each member join again as long as its division is over, until all are in one that stands and is such.
 * @param isSo asked again and again for PATIENCE: a member hears of another's coming and going with its next heartbeat
 */
async function settled(members: readonly Joined[], isSo: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE;
  for (let quiet = 0; quiet < 20 || (!isSo() && performance.now() < end); quiet++) {
    const restless = members.filter(({ now }) => now.over.aborted);
    if (restless.length > 0) quiet = 0;
    await Promise.all(
      restless.map(async one => {
        one.now = await one.membership.next(never);
      }),
    );
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

async function joined(group: string, topics: readonly string[], whole: boolean): Promise<Joined> {
  const connector = await open();
  const membership = connector.join!({ group, units: [{ topics, each: whole ? 'all' : 'partition' }] });
  return { membership, now: await membership.next(never) };
}

/** Another member, whose coming the first hears of and joins again. */
async function joinedBeside(first: Joined, membership: Membership): Promise<Joined> {
  const coming = membership.next(never);
  let hasCome = false;
  // A failure is seen where it is waited for.
  coming.then(
    () => (hasCome = true),
    () => (hasCome = true),
  );
  await settled([first], () => hasCome);
  return { membership, now: await coming };
}

test('partitions are spread over members, and come back when one leaves', async () => {
  const topic = freshTopic();
  const connector = await open();
  await connector.createTopic(topic, 5, never);
  const first = await joined(topic, [topic], false);
  assert.deepEqual(numbers(first.now), [0, 1, 2, 3, 4]);
  const connector2 = await open();
  const membership = connector2.join!({ group: topic, units: [{ topics: [topic], each: 'partition' }] });
  const second = await joinedBeside(first, membership);
  await settled([first, second], () => numbers(first.now).length === 3 && numbers(second.now).length === 2);
  assert.equal(numbers(first.now).length, 3);
  assert.equal(numbers(second.now).length, 2);
  assert.deepEqual([...numbers(first.now), ...numbers(second.now)].toSorted(), [0, 1, 2, 3, 4]);
  // Kafka's own tools see the same.
  await withAdmin(async admin => {
    const { groups } = await admin.describeGroups([topic]);
    assert.equal(groups[0]!.members.length, 2);
    assert.equal(groups[0]!.protocol, 'ferris-spread');
  });
  const kept = numbers(first.now);
  await second.membership.leave();
  await settled([first], () => numbers(first.now).length === 5);
  assert.deepEqual(numbers(first.now), [0, 1, 2, 3, 4]);
  assert.ok(kept.every(partition => numbers(first.now).includes(partition)));
  await first.membership.leave();
});

test('where all partitions are to be together one member has them, and another takes over', async () => {
  const topic = freshTopic();
  const connector = await open();
  await connector.createTopic(topic, 3, never);
  const first = await joined(topic, [topic], true);
  const membership = (await open()).join!({ group: topic, units: [{ topics: [topic], each: 'all' }] });
  const second = await joinedBeside(first, membership);
  await settled([first, second], () => numbers(first.now).length === 3 && numbers(second.now).length === 0);
  assert.deepEqual(numbers(first.now), [0, 1, 2]);
  assert.deepEqual(numbers(second.now), []);
  await first.membership.leave();
  await settled([second], () => numbers(second.now).length === 3);
  assert.deepEqual(numbers(second.now), [0, 1, 2]);
  await second.membership.leave();
});

test('who is unheard of is given up: what it commits afterwards is refused, nothing of it is seen', async () => {
  const topic = freshTopic();
  const output = freshTopic();
  const connector = await open();
  await connector.createTopic(topic, 1, never);
  await connector.createTopic(output, 1, never);
  const lost = await open();
  const membership = lost.join!({ group: topic, units: [{ topics: [topic], each: 'partition' }] });
  const before = await membership.next(never);
  const writer = await lost.writer();
  await writer.write([{ topic: output, key: null, value: Buffer.from('stale'), timestamp: 0, headers: [] }]);
  // It goes, as far as the group knows, while it still writes.
  await membership.leave();
  const next = await joined(topic, [topic], false);
  const offsets = [{ topic, partition: 0, offset: 7 }];
  await assert.rejects(writer.commit({ group: topic, offsets, as: before.commit! }), StaleMember);
  await writer.abort();
  const fresh = await connector.writer();
  await fresh.write([{ topic: output, key: null, value: Buffer.from('fresh'), timestamp: 0, headers: [] }]);
  await fresh.commit({ group: topic, offsets: [{ topic, partition: 0, offset: 3 }], as: next.now.commit! });
  assert.deepEqual([...(await connector.committed(topic, topic, never))], [[0, 3]]);
  const seen = (await readAll(connector, output)).map(({ value }) => Buffer.from(value!).toString());
  assert.deepEqual(seen, ['fresh']);
  await next.membership.leave();
});
