/** The functions of a record's headers and region, over a record that keeps its headers as Kafka does. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { RecordContext } from '../../../src/language/functions/define.ts';
import { functions, functionTable, isVolatile, resolveCall } from '../../../src/language/functions/table.ts';
import { ANY } from '../../../src/language/types/sql-type.ts';
import type { Value } from '../../../src/language/types/value.ts';

type Headers = readonly (readonly [name: string, value: string | null])[];

function recordWith(start: Headers, region: string | null = null): RecordContext & { readonly headers: () => Headers } {
  let headers = start;
  const without = (name: string) => headers.filter(([known]) => known !== name);
  return {
    region,
    headers: () => headers,
    header: name => headers.findLast(([known]) => known === name)?.[1] ?? null,
    headerNames: () => Array.from(new Set(headers.map(([name]) => name))),
    setHeader: (name, value) => {
      headers = [...without(name), [name, value]];
    },
    removeHeader: name => {
      headers = without(name);
    },
  };
}

function call(record: RecordContext | undefined, name: string, ...args: Value[]): Value {
  const entry = functionTable.get(name);
  assert.ok(entry?.kind === 'scalar');
  const resolved = resolveCall(
    entry,
    args.map(() => ({ type: ANY })),
  );
  assert.ok(resolved.ok);
  if (entry.nulls === 'propagate' && args.includes(null)) return null;
  const ports = { now: () => 0, random: () => 0, uuid: () => '', returns: resolved.returns };
  return entry.evaluate(args, record ? { ...ports, record } : ports);
}

const HEADERS: Headers = [
  ['trace', 'a'],
  ['source', 'web'],
  ['trace', 'b'],
  ['flag', null],
];

test('headers are read by name, in their order', () => {
  const record = recordWith(HEADERS);
  assert.equal(call(record, 'HEADER', 'trace'), 'b');
  assert.equal(call(record, 'HEADER', 'Trace'), null);
  assert.equal(call(record, 'HEADER', null), null);
  assert.deepEqual(call(record, 'HEADER_KEYS'), ['trace', 'source', 'flag']);
  assert.deepEqual(call(recordWith([]), 'HEADER_KEYS'), []);
  assert.equal(call(record, 'HAS_HEADER', 'flag'), true);
  assert.equal(call(record, 'HEADER', 'flag'), null);
  assert.equal(call(record, 'HAS_HEADER', 'x'), false);
});

test('headers are set as text, in place of those of that name', () => {
  const record = recordWith(HEADERS);
  assert.equal(call(record, 'SET_HEADER', 'trace', 'c'), 'c');
  assert.equal(call(record, 'SET_HEADER', 'price', 7), '7');
  assert.equal(call(record, 'SET_HEADER', 'source', null), null);
  assert.equal(call(record, 'SET_HEADER', null, 'x'), null);
  assert.deepEqual(record.headers(), [
    ['flag', null],
    ['trace', 'c'],
    ['price', '7'],
    ['source', null],
  ]);
});

test('a removed header is given back, and gone', () => {
  const record = recordWith(HEADERS);
  assert.equal(call(record, 'REMOVE_HEADER', 'trace'), 'b');
  assert.equal(call(record, 'REMOVE_HEADER', 'trace'), null);
  assert.equal(call(record, 'REMOVE_HEADER', null), null);
  assert.deepEqual(record.headers(), [
    ['source', 'web'],
    ['flag', null],
  ]);
});

test('the region is the pod’s', () => {
  assert.equal(call(recordWith([], 'eu-west-1'), 'CURRENT_REGION'), 'eu-west-1');
  assert.equal(call(recordWith([]), 'CURRENT_REGION'), null);
});

test('without a record all are NULL; none is ever folded', () => {
  const ofRecords = functions.filter(({ category }) => category === 'record');
  assert.equal(ofRecords.length, 6);
  for (const entry of ofRecords) {
    const args = entry.signatures[0]!.parameters.map(() => 'x');
    assert.equal(call(undefined, entry.name, ...args), null, entry.name);
    assert.ok(isVolatile(entry, args.length), entry.name);
  }
});
