/** The library: rows in, SQL, rows out; typed, exact, and ended when it is wished. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Decimal,
  deletion,
  type RecordProblem,
  SourceError,
  SqlContext,
  SqlError,
  Timestamp,
} from '../../../library/ferris-sql.ts';

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

const orders = [
  { id: 1n, user: 'ann', amount: '120.10', at: '2026-01-01T10:00:00Z' },
  { id: 2n, user: 'bob', amount: '80.05', at: '2026-01-01T10:00:30Z' },
  { id: 9007199254740993n, user: 'ann', amount: '0.20', at: '2026-01-01T10:01:10.000001Z' },
];
const columns = { id: 'BIGINT', user: 'STRING', amount: 'DECIMAL(10, 2)', at: 'TIMESTAMP' };
const withOrders = (): SqlContext => new SqlContext().registerStream('orders', orders, { columns, eventTime: 'at' });

test('rows are typed and exact', async () => {
  const results = withOrders().execute<{ id: bigint; amount: Decimal; at: Timestamp }>(
    'SELECT id, amount * 2 AS amount, at FROM orders WHERE amount < 100',
  );
  assert.deepEqual(
    results.columns.map(({ name }) => name),
    ['id', 'amount', 'at'],
  );
  assert.match(results.columns[1]!.type, /^DECIMAL/);
  const [first, second] = await all(results);
  assert.equal(first!.id, 2n);
  assert.ok(first!.amount instanceof Decimal);
  assert.equal(String(first!.amount), '160.1');
  assert.equal(second!.id, 9007199254740993n);
  assert.ok(second!.at instanceof Timestamp);
  assert.equal(String(second!.at), '2026-01-01T10:01:10.000001Z');
  assert.deepEqual(results.counts, { in: 3, out: 2, late: 0, failed: 0 });
});

test('a query can be run again', async () => {
  const results = withOrders().execute('SELECT COUNT(*) AS n FROM orders');
  assert.deepEqual(await all(results), [{ n: 3n }]);
  assert.deepEqual(await all(results), [{ n: 3n }]);
});

test('a stream looks up rows of a table that has no time, wherever the rows of both come from', async () => {
  const users = [
    { user: 'ann', city: 'Rome' },
    { user: 'ann', city: 'Oslo' },
  ];
  async function* slowly(rows: readonly object[]): AsyncGenerator<object> {
    for (const row of rows) {
      await sleep(1);
      yield row;
    }
  }
  async function* forEver(): AsyncGenerator<object> {
    yield* users;
    await new Promise(() => {});
  }
  const table = { primaryKey: 'user', columns: { user: 'STRING', city: 'STRING' } };
  const query = 'SELECT o.id, u.city FROM orders o LEFT JOIN users u ON o.user = u.user';
  const expected = ['1 Oslo', '2 null', '9007199254740993 Oslo'];
  for (const [source, options] of [
    [users, {}],
    [slowly(users), { bounded: true }],
  ] as const) {
    const rows = await all(withOrders().registerTable('users', source, table).execute(query, options));
    assert.deepEqual(rows.map(({ id, city }) => `${id} ${city}`).toSorted(), expected);
  }
  const found: string[] = [];
  for await (const { id, city } of withOrders().registerTable('users', forEver(), table).execute(query)) {
    found.push(`${id} ${city}`);
    if (found.length === 3) break;
  }
  assert.deepEqual(found.toSorted(), expected);
});

test('a table without declared columns has its key all the same', async () => {
  const context = new SqlContext().registerTable(
    'users',
    [{ user: 'ann', n: 1 }, { user: 'bob', n: 2 }, { user: 'ann', n: 3 }, deletion({ user: 'bob' })],
    { primaryKey: 'user' },
  );
  assert.deepEqual(await all(context.execute('SELECT user, n FROM users')), [{ user: 'ann', n: 3 }]);
});

test('windows over the time of the rows', async () => {
  const rows = await all(
    withOrders().execute(
      'SELECT user, COUNT(*) AS n, _window_start AS start FROM orders GROUP BY user WINDOW TUMBLING(1m)',
    ),
  );
  assert.deepEqual(rows.map(({ user, n, start }) => `${user} ${n} ${start}`).toSorted(), [
    'ann 1 2026-01-01T10:00:00Z',
    'ann 1 2026-01-01T10:01:00Z',
    'bob 1 2026-01-01T10:00:00Z',
  ]);
});

test('several statements: the last one answers', async () => {
  const sql = `CREATE STREAM large AS SELECT id, amount FROM orders WHERE amount > 50;
    SELECT COUNT(*) AS n, SUM(amount) AS total FROM large;`;
  const [row] = await all(withOrders().execute(sql));
  assert.equal(`${row!.n} ${row!.total}`, '2 200.15');
});

test('schema-less rows, and all of their columns', async () => {
  const rows = [{ a: 1, b: { c: [1, 2.5, null] }, d: undefined }, new Map<string, unknown>([['a', 10n ** 17n]])];
  const found = await all(new SqlContext().registerStream('things', rows).execute('SELECT * FROM things'));
  assert.deepEqual(found, [{ a: 1, b: { c: [1, 2.5, null] } }, { a: 10n ** 17n }]);
});

test('a table keeps the last row of a key, and deletions take it away', async () => {
  const rows = [{ id: 1, name: 'a' }, { id: 2, name: 'b' }, { id: 1, name: 'c' }, deletion({ id: 2 })];
  const context = new SqlContext().registerTable('users', rows, {
    columns: { id: 'BIGINT', name: 'STRING' },
    primaryKey: 'id',
  });
  const state = new Map<string, unknown>();
  for await (const change of context.execute('SELECT id, name FROM users').changes())
    if (change.kind === 'upsert') state.set(change.key, change.row);
    else state.delete(change.key);
  assert.deepEqual([...state.values()], [{ id: 1n, name: 'c' }]);
});

test('functions of the program', async () => {
  const context = withOrders()
    .registerFunction('with_tax(amount DECIMAL(10, 2)) RETURNS DECIMAL(12, 2)', (amount: Decimal) =>
      amount.multiply(Decimal.parse('1.19')!),
    )
    .registerFunction('longest(x STRING) RETURNS STRING', {
      init: () => ({ text: '' }),
      add(state: { text: string }, x: string) {
        if (x.length >= state.text.length) state.text = x;
      },
      result: (state: { text: string }) => state.text,
    })
    .registerFunction('picky(x BIGINT) RETURNS BIGINT', (x: bigint) => {
      if (x === 2n) throw new Error('not two');
      return x + 1n;
    });
  const taxed = await all(context.execute('SELECT WITH_TAX(amount) AS t FROM orders'));
  assert.deepEqual(
    taxed.map(({ t }) => String(t)),
    ['142.92', '95.26', '0.24'],
  );
  assert.deepEqual(await all(context.execute('SELECT longest(user) AS l FROM orders')), [{ l: 'ann' }]);
  const problems: RecordProblem[] = [];
  const rows = await all(
    context.execute('SELECT picky(id) AS p FROM orders', { onProblem: one => problems.push(one) }),
  );
  assert.deepEqual(rows, [{ p: 2n }, { p: 9007199254740994n }]);
  assert.deepEqual(problems, [{ place: 'orders row 1', code: 'function', message: 'function picky: not two' }]);
});

test('functions in the SQL', async () => {
  const sql = `CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE javascript AS $$ x * 2n $$;
    SELECT twice(id) AS t FROM orders LIMIT 1;`;
  assert.deepEqual(await all(withOrders().execute(sql)), [{ t: 2n }]);
});

test('an endless source gives rows as they come, and is closed when the loop is left', async () => {
  const closed = Promise.withResolvers<void>();
  async function* ticks() {
    try {
      for (let n = 0; ; n++) {
        await sleep(1);
        yield { n };
      }
    } finally {
      closed.resolve();
    }
  }
  const found: unknown[] = [];
  for await (const { n } of new SqlContext()
    .registerStream('ticks', ticks(), { columns: { n: 'BIGINT' } })
    .execute<{ n: bigint }>('SELECT n FROM ticks WHERE n % 2 = 1')) {
    found.push(n);
    if (found.length === 3) break;
  }
  assert.deepEqual(found, [1n, 3n, 5n]);
  await closed.promise;
});

async function* silence(): AsyncGenerator<object> {
  yield { n: 1 };
  await new Promise(() => {});
}

test('a signal ends what waits', async () => {
  const stop = new AbortController();
  const rows = new SqlContext()
    .registerStream('ticks', silence())
    .execute('SELECT n FROM ticks', { signal: stop.signal });
  const iterator = rows[Symbol.asyncIterator]();
  assert.deepEqual(await iterator.next(), { done: false, value: { n: 1 } });
  setTimeout(() => stop.abort(new Error('enough')), 20);
  await assert.rejects(iterator.next(), /enough/);
  assert.deepEqual((await iterator.return?.())?.done, true);
});

test('return() ends a next() that waits', async () => {
  const iterator = new SqlContext()
    .registerStream('ticks', silence())
    .execute('SELECT n FROM ticks')
    [Symbol.asyncIterator]();
  await iterator.next();
  const next = iterator.next();
  await sleep(10);
  await iterator.return?.();
  assert.equal((await next).done, true);
  assert.equal((await iterator.next()).done, true);
});

test('async rows may be read as bounded', async () => {
  async function* few() {
    for (const n of [3, 1, 2]) yield { n };
  }
  const rows = new SqlContext().registerStream('few', few()).execute('SELECT n FROM few ORDER BY n', { bounded: true });
  assert.deepEqual(await all(rows), [{ n: 1 }, { n: 2 }, { n: 3 }]);
});

test('what a source throws is thrown to who iterates', async () => {
  async function* broken() {
    yield { n: 1 };
    throw new Error('the well is dry');
  }
  await assert.rejects(
    all(new SqlContext().registerStream('t', broken()).execute('SELECT n FROM t')),
    /the well is dry/,
  );
});

test('many rows: a slow reader holds the source back', async () => {
  let given = 0;
  function* numbers() {
    for (; given < 100_000; given++) yield { n: given };
  }
  let taken = 0;
  for await (const _ of new SqlContext().registerStream('t', numbers()).execute('SELECT n FROM t'))
    if (++taken === 10) break;
  assert.ok(given < 10_000, String(given));
});

test('files of a folder', async t => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-library-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  fs.writeFileSync(path.join(folder, 'old_orders.jsonl'), '{"id":1}\n{"id":2}\n');
  const context = new SqlContext().registerStream(
    'orders',
    { place: `jsonl:${folder}`, topic: 'old_orders' },
    { columns: { id: 'BIGINT' } },
  );
  assert.deepEqual(await all(context.execute('SELECT id FROM orders')), [{ id: 1n }, { id: 2n }]);
  context.registerStream('orders', { place: `jsonl:${folder}`, topic: 'new_orders' });
  await assert.rejects(all(context.execute('SELECT id FROM orders')), SourceError);
  const sql = "CREATE STREAM o (id BIGINT) WITH ('topic' = 'old_orders'); SELECT COUNT(*) AS n FROM o";
  assert.deepEqual(await all(new SqlContext({ place: `jsonl:${folder}` }).execute(sql)), [{ n: 2n }]);
});

test('SQL that is wrong is an exception with the place and what to do', () => {
  assert.throws(
    () => withOrders().execute('SELECT id,\n  amuont FROM orders'),
    error => {
      assert.ok(error instanceof SqlError);
      const [finding] = error.findings;
      assert.deepEqual([finding!.line, finding!.column, finding!.severity], [2, 3, 'error']);
      assert.match(error.message, /^line 2, column 3: .*amuont/);
      return true;
    },
  );
  assert.throws(() => withOrders().execute('SELECT * FROM oders; SELEC'), SqlError);
  assert.throws(() => withOrders().execute(''), /nothing to run/);
  assert.throws(() => new SqlContext().registerStream('t', [], { columns: { a: 'NUMBR' } }), SqlError);
  assert.throws(() => new SqlContext().registerFunction('f(x BIGINT)', () => 1), SqlError);
});
