/** A function cannot hang, fill the memory, reach anything, or leave anything behind. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { FunctionError } from '../../../runtime/functions/failure.ts';
import type { Limits } from '../../../runtime/functions/limits.ts';
import { loadFunctions } from '../../../runtime/functions/load.ts';
import type { AggregateEntry, CallContext, ScalarEntry } from '../../../src/language/functions/define.ts';
import { BIGINT, DOUBLE } from '../../../src/language/types/sql-type.ts';
import { RecordError, type Value } from '../../../src/language/types/value.ts';
import { runSql } from './run-sql.ts';

const context: CallContext = { now: () => 0, random: () => 0, uuid: () => '', returns: { kind: 'ANY' } };
const limits: Limits = { callMs: 100, lostMs: 250, memoryBytes: 32 * 2 ** 20, stackBytes: 128 * 1024 };
const declared = (body: string, aggregate = false) => ({
  name: 'f',
  aggregate,
  parameters: [{ name: 'x', type: BIGINT }],
  returns: BIGINT,
  body,
  line: 10,
});

/** How slow the machine is at that moment is no matter. */
const patient: Limits = { ...limits, callMs: 60_000, lostMs: 600_000 };
/** Long enough for a call that does nothing, also where others have the machine meanwhile. */
const brief: Limits = { ...patient, callMs: 500 };

async function withFunction(
  body: string,
  use: (call: (value: Value) => Value) => void,
  within: Limits = patient,
): Promise<void> {
  const { functions, close } = await loadFunctions([declared(body)], within);
  try {
    use(value => (functions.get('F') as ScalarEntry).evaluate([value], context));
  } finally {
    close();
  }
}

const failing = (call: () => unknown, message: RegExp): void =>
  assert.throws(
    call,
    error => error instanceof RecordError && error.code === 'function' && message.test(error.message),
  );

const endless: readonly string[] = [
  'while (true);',
  'try { while (true); } catch { return 1; } finally { while (true); }',
  'return /(a+)+$/.test("a".repeat(40) + "b") ? 1 : 2;',
  'const f = () => { while (true) [3, 1, 2].sort(); }; return f();',
];
for (const body of endless)
  test(`broken off: ${body}`, () =>
    withFunction(
      `if (x === 1n) return 1; ${body}`,
      call => {
        failing(() => call(0), /^function f, line 10: it ran longer than 500 ms and was broken off$/);
        assert.equal(call(1), 1);
      },
      brief,
    ));

test('after a while it is called no more', () =>
  withFunction(
    'while (x === 0n); return 1;',
    call => {
      const said: string[] = [];
      while (!said.at(-1)?.includes('called no more'))
        try {
          call(0);
        } catch (error) {
          said.push((error as RecordError).message);
        }
      // Each costs 100 ms at least, and more where the machine is slow.
      assert.ok(said.length <= 4, said.join());
      failing(() => call(1), /^function f is called no more: \d calls were broken off/);
    },
    limits,
  ));

const greedy: readonly string[] = [
  'const all = []; while (true) all.push(new Array(100000).fill(x));',
  'return "x".repeat(1e9).length;',
  'return new Uint8Array(1e9).length;',
];
for (const body of greedy)
  test(`too much memory: ${body}`, () =>
    withFunction(`if (x === 1n) return 1; ${body}`, call => {
      failing(() => call(0), /^function f, line 10: .*(32 MB|RangeError|array|too long)/i);
      assert.equal(call(1), 1);
    }));

test('endless recursion is an error', () =>
  withFunction('const f = n => f(n + 1) + 1; return f(0);', call => failing(() => call(0), /stack overflow/)));

const unreachable: readonly (readonly [body: string, message: RegExp])[] = [
  ['return Date.now();', /line 10: TypeError: .*no clock: give it NOW\(\)/],
  ['return new Date().getTime();', /NOW\(\)/],
  ['return new x.constructor.constructor("return new Date()")().getTime()', /NOW\(\)/],
  ['return Math.random();', /RANDOM\(\)/],
  ['globalThis.count = 1; return 1;', /extensible/],
  ['Array.prototype.count = 1; return 1;', /extensible/],
  ['count = 1; return count;', /count/],
  ['Object.getPrototypeOf(function* () {}).prototype.left = 1; return 1;', /extensible/],
  ['return process.pid;', /'process' is not defined/],
  ['return require("fs");', /'require' is not defined/],
  ['\n\nreturn fetch("http://localhost");', /line 12: ReferenceError: 'fetch' is not defined/],
];
for (const [body, message] of unreachable)
  test(`out of reach: ${body.trim()}`, () => withFunction(body, call => failing(() => call(0), message)));

const unreadable: readonly (readonly [body: string, aggregate: boolean, line: number, reason: RegExp])[] = [
  ['return x +;', false, 10, /^SyntaxError/],
  ['\nconst a = 1;\nreturn a b;', false, 12, /^SyntaxError/],
  ['function init() {} function add() {}', true, 10, /^an aggregate needs a function result/],
  ['while (true);', true, 10, /does not come to an end/],
];
for (const [body, aggregate, line, reason] of unreadable)
  test(`no function: ${body.trim()}`, () =>
    assert.rejects(loadFunctions([declared(body, aggregate)], limits), error => {
      assert.ok(error instanceof FunctionError);
      assert.equal(error.line, line);
      assert.match(error.reason, reason);
      return true;
    }));

test('a state that a failed call changed is as it was', async () => {
  const body = `
    function init() { return { seen: new Map(), n: 0n }; }
    function add(state, x) { state.n += x; if (x === 3n) throw new Error('three'); state.seen.set(x, 'yes'); }
    function result(state) { return state.n + BigInt(state.seen.size); }`;
  const { functions, close } = await loadFunctions([{ ...declared(body, true), returns: DOUBLE }], patient);
  try {
    const entry = functions.get('F') as AggregateEntry;
    const order = { time: 0, topic: '', partition: 0, offset: 0 };
    let state = entry.init(context);
    for (const x of [1, 2, 3])
      try {
        state = entry.add(state as never, [x], order, context);
      } catch (error) {
        assert.match((error as Error).message, /line 12: three/);
      }
    assert.equal(entry.result(state as never, context), 5);
  } finally {
    close();
  }
});

test('a record whose call fails is named, and the others go on', async () => {
  const sql = `CREATE STREAM t (a BIGINT) WITH ('topic' = 't');
CREATE FUNCTION inverse(x BIGINT) RETURNS DOUBLE LANGUAGE javascript AS $$
  if (x === 0n)
    throw new Error('of nothing');
  return 1 / Number(x);
$$;
SELECT INVERSE(a) AS i FROM t WHERE inverse(a) < 1;`;
  const { rows, problems, counts } = await runSql(sql, { t: ['{"a":2}', '{"a":0}', '{"a":4}', '{"a":1}', '{}'] });
  assert.deepEqual(rows, ['{"i":0.5}', '{"i":0.25}']);
  assert.deepEqual(problems, ['t-0@1: function inverse, line 4: of nothing']);
  assert.equal(counts.failed, 1);
});

test('a row is taken out again, by retract where it is written', async () => {
  const body = (more: string) => `
    function init() { return { n: 0n, retracted: 0n }; }
    function add(state, x) { state.n += x; }
    function result({ n, retracted }) { return n * 10n + retracted; }
    ${more}`;
  const sql = (more: string) => `CREATE TABLE t (id BIGINT, a BIGINT, PRIMARY KEY (id)) WITH ('topic' = 't');
CREATE AGGREGATE FUNCTION total(x BIGINT) RETURNS BIGINT LANGUAGE javascript AS $$${body(more)}$$;
SELECT total(a) AS total FROM t;`;
  const records = { t: ['{"id":1,"a":5}', '{"id":2,"a":7}', '{"id":1,"a":6}'] };
  const retract = 'function retract(state, x) { state.n -= x; state.retracted += 1n; }';
  assert.deepEqual((await runSql(sql(retract), records)).rows.at(-1), '{"total":131}');
  assert.deepEqual((await runSql(sql(''), records)).rows.at(-1), '{"total":130}');
});
