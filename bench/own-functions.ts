/** Calls a second of processor time of functions in JavaScript: how much the border of the sandbox costs, by type. `node bench/own-functions.ts` */
import { loadFunctions } from '../runtime/functions/load.ts';
import type { AggregateEntry, CallContext, ScalarEntry } from '../src/language/functions/define.ts';
import { parseType } from '../src/language/types/coerce.ts';
import { Decimal } from '../src/language/types/decimal.ts';
import type { Value } from '../src/language/types/value.ts';

const CALLS = 100_000;
const context: CallContext = { now: () => 0, random: () => 0, uuid: () => '', returns: { kind: 'ANY' } };
const AGGREGATE = `
  function init() { return { sum: 0, n: 0 }; }
  function add(state, x) { state.sum += x; state.n++; }
  function result({ sum, n }) { return sum / n; }`;

const cases: readonly (readonly [type: string, body: string, value: Value])[] = [
  ['DOUBLE', 'x * 1.19', 10.5],
  ['BIGINT', 'x + 1n', 42],
  ['STRING', 'x.toUpperCase()', 'a text of some length'],
  ['DECIMAL(18, 4)', 'x.times("1.19").round(4)', Decimal.parse('10.0512')!],
  ['ARRAY<BIGINT>', 'x.map(n => n + 1n)', [1, 2, 3, 4]],
  [
    'JSON',
    '({ ...x, seen: true })',
    new Map<string, Value>([
      ['id', 7],
      ['name', 'ann'],
    ]),
  ],
  ['DOUBLE', AGGREGATE, 10.5],
];
for (const [type, body, value] of cases) {
  const aggregate = body === AGGREGATE;
  const declared = {
    name: 'f',
    aggregate,
    parameters: [{ name: 'x', type: parseType(type)! }],
    returns: parseType(type)!,
    body,
    line: 1,
  };
  const { functions, close } = await loadFunctions([declared]);
  const entry = functions.get('F')!;
  const args = [value];
  const before = process.cpuUsage();
  if (aggregate) {
    const { init, add } = entry as AggregateEntry;
    let state = init(context);
    for (let i = 0; i < CALLS; i++)
      state = add(state as never, args, { time: i, topic: '', partition: 0, offset: i }, context);
  } else for (let i = 0; i < CALLS; i++) (entry as ScalarEntry).evaluate(args, context);
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  process.stdout.write(`${aggregate ? 'aggregate of ' : ''}${type}: ${Math.round(CALLS / seconds / 1000)} k calls/s\n`);
  close();
}
