/** A schema registry that goes away while a job runs is waited for, as brokers are; one that is not there at the start is said at once. */
import assert from 'node:assert/strict';
import test from 'node:test';
import avsc from 'avsc';
import { type MemoryConnector, memoryConnector } from '../../../runtime/connectors/memory/connector.ts';
import { type GroupEvent, runInGroup } from '../../../runtime/jobs/in-group.ts';
import { buildPlan } from '../../../src/compiler/plan/build.ts';
import { analyze } from '../../../src/language/analyze.ts';
import { type FakeRegistry, fakeRegistry } from '../runtime/formats/fake-registry.ts';

const money = { type: 'record', name: 'Money', namespace: 'shop', fields: [{ name: 'cents', type: 'long' }] };
const order = (fields: readonly unknown[]) => ({ type: 'record', name: 'Order', namespace: 'shop', fields });
const v1 = order([{ name: 'id', type: 'long' }]);
const v2 = order([
  { name: 'note', type: 'string' },
  { name: 'id', type: 'long' },
]);

const framed = (id: number, data: Uint8Array): Buffer => {
  const header = Buffer.alloc(5);
  header.writeUInt32BE(id, 1);
  return Buffer.concat([header, data]);
};
const encoded = (schema: unknown, value: unknown): Buffer => avsc.Type.forSchema(schema as avsc.Schema).toBuffer(value);

interface Life {
  readonly memory: MemoryConnector;
  readonly told: readonly Extract<GroupEvent, { kind: 'unreachable' }>[];
  readonly problems: readonly string[];
  put(value: Uint8Array): void;
  /** Waits for so many rows. @returns all there are */
  rows(count: number): Promise<readonly string[]>;
}

/** A job over `orders`, in Avro with this registry, while `act` goes on; it must end well. */
async function live(registry: FakeRegistry, columns: string, select: string, act: (life: Life) => Promise<void>) {
  const sql = `CREATE STREAM orders (${columns}) WITH (format = 'avro', schema.registry.url = '${registry.url}');
    CREATE STREAM seen WITH (topic = 'seen') AS SELECT ${select} FROM orders;`;
  const plan = buildPlan(analyze(sql, { bounded: false }), { bounded: false });
  const memory = memoryConnector({ topics: { orders: 1, seen: 1 } });
  const ending = new AbortController();
  const told: Extract<GroupEvent, { kind: 'unreachable' }>[] = [];
  const problems: string[] = [];
  const job = runInGroup({
    plan,
    connector: memory,
    group: 'g',
    otherwise: 'earliest',
    commitIntervalMs: 1,
    onEvent: event => {
      if (event.kind === 'unreachable') told.push(event);
    },
    onProblem: problem => problems.push(problem.message),
    signal: ending.signal,
    timer: { now: () => performance.now(), pause: async () => {} },
  });
  const ended = job.finally(() => ending.abort());
  ended.catch(() => {});
  const reader = await memory.reader([{ topic: 'seen', partition: 0, from: 0 }]);
  const found: string[] = [];
  const life: Life = {
    memory,
    told,
    problems,
    put: value => memory.append('orders', [{ value }]),
    async rows(count) {
      while (found.length < count) {
        const batches = (await reader.read(60_000, ending.signal)) ?? [];
        found.push(
          ...batches.flatMap(({ records }) => records.map(({ value }) => Buffer.from(value ?? '').toString())),
        );
      }
      return [...found];
    },
  };
  try {
    await act(life);
  } finally {
    ending.abort();
    await reader.close();
    await ended;
  }
}

test('it is away when a schema is needed: said, tried again, and each row comes out once', async () => {
  await using registry = await fakeRegistry();
  const first = registry.register('orders-value', { schema: JSON.stringify(v1) });
  await live(registry, 'id BIGINT', 'id', async ({ put, rows, told, problems }) => {
    put(framed(first, encoded(v1, { id: 1 })));
    await rows(1);
    const second = registry.register('orders-value', { schema: JSON.stringify(v2) });
    // As often as the client itself asks, twice.
    registry.failures = 8;
    put(framed(second, encoded(v2, { note: 'x', id: 2 })));
    put(framed(first, encoded(v1, { id: 3 })));
    assert.deepEqual(await rows(3), ['{"id":1}', '{"id":2}', '{"id":3}']);
    assert.deepEqual(problems, []);
    assert.equal(told.length, 2);
    assert.match(told[0]!.why, /^the schema registry http:\/\/127\.0\.0\.1:\d+ cannot be asked: it answers 503/);
    assert.ok(told[1]!.againInMs > told[0]!.againInMs, JSON.stringify(told));
  });
});

test('it goes away between a schema and one that it refers to', async () => {
  await using registry = await fakeRegistry();
  registry.register('money', { schema: JSON.stringify(money) });
  registry.register('orders-value', { schema: JSON.stringify(v1) });
  const referring = order([{ name: 'price', type: 'shop.Money' }]);
  await live(registry, 'price STRUCT<cents BIGINT>', 'price.cents AS cents', async ({ put, rows, told, problems }) => {
    const id = registry.register('orders-value', {
      schema: JSON.stringify(referring),
      references: [{ name: 'shop.Money', subject: 'money', version: 1 }],
    });
    registry.failsAfter = { requests: 1, times: 4 };
    put(framed(id, encoded(money, { cents: 7 })));
    assert.deepEqual(await rows(1), ['{"cents":7}']);
    assert.deepEqual(problems, []);
    assert.equal(told.length, 1);
  });
});

test('what it does not have is a bad record, and is there once it has it', async () => {
  await using registry = await fakeRegistry();
  const first = registry.register('orders-value', { schema: JSON.stringify(v1) });
  await live(registry, 'id BIGINT', 'id', async ({ put, rows, told, problems }) => {
    put(framed(first + 1, encoded(v2, { note: 'x', id: 2 })));
    put(framed(first, encoded(v1, { id: 3 })));
    await rows(1);
    assert.deepEqual(problems, [`the schema registry ${registry.url} has no schema ${first + 1}`]);
    // A follower that lagged behind has it by now.
    assert.equal(registry.register('orders-value', { schema: JSON.stringify(v2) }), first + 1);
    put(framed(first + 1, encoded(v2, { note: 'x', id: 4 })));
    assert.deepEqual(await rows(2), ['{"id":3}', '{"id":4}']);
    assert.deepEqual(told, []);
  });
});

test('it is away at the start: the job does not begin, and does not try again', async () => {
  await using registry = await fakeRegistry();
  registry.failures = 4;
  await assert.rejects(
    live(registry, 'id BIGINT', 'id', async ({ told, rows }) => {
      await assert.rejects(rows(1));
      assert.deepEqual(told, []);
    }),
    { name: 'FormatError', kind: 'unreachable' },
  );
});
