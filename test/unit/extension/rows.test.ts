/** What the run panel makes of rows: kept, filtered, sorted, copied, with cells chosen by keys. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { asCells, asFile, valueText } from '../../../extension/media/rows/as-text.ts';
import { changes } from '../../../extension/media/rows/changes.ts';
import { columns } from '../../../extension/media/rows/columns.ts';
import { type Entry, entryOf } from '../../../extension/media/rows/entry.ts';
import { filterOf } from '../../../extension/media/rows/filter.ts';
import { ordered } from '../../../extension/media/rows/order.ts';
import { sight } from '../../../extension/media/rows/sight.ts';
import { moved, selection } from '../../../extension/media/selection.ts';

const line = (key: unknown, value: unknown): string =>
  `{"topic":"t","key":${JSON.stringify(key)},"value":${JSON.stringify(value)},"timestamp":1,"headers":{}}`;
const numbers = (entries: readonly Entry[]): readonly number[] => entries.map(({ number }) => number);

test('keys are found without decoding, whatever is in them', () => {
  const keys: unknown[] = ['a', 'a"b\\', { a: ',"value":', b: ['}'] }, 7, null];
  const entries = keys.map((key, i) => entryOf(i, line(key, { key: 'x', value: null })));
  assert.deepEqual(
    entries.map(({ key }) => (key === undefined ? null : JSON.parse(key))),
    keys,
  );
  assert.ok(entries.every(({ deletion }) => !deletion));
  assert.equal(entryOf(0, line('a', null)).deletion, true);
  assert.deepEqual(entryOf(3, 'not json'), { number: 3, line: 'not json', key: undefined, deletion: false });
});

test('the table has the newest row of each key; deletions take theirs away', () => {
  const kept = changes(100);
  kept.add(0, [line('a', 1), line('b', 2), line('a', 3), line(null, 4), line(null, 5), line('b', null)]);
  assert.deepEqual(numbers(kept.latest()), [2, 3, 4]);
  assert.deepEqual(numbers(kept.log), [0, 1, 2, 3, 4, 5]);
  assert.equal(kept.missing, 0);
});

test('what is not kept is counted: rows left out, old rows, keys', () => {
  const kept = changes(3);
  kept.add(
    0,
    ['a', 'b'].map(key => line(key, 1)),
  );
  kept.add(
    10,
    ['c', 'd'].map(key => line(key, 1)),
  );
  assert.deepEqual(numbers(kept.log), [1, 10, 11]);
  assert.deepEqual([kept.missing, kept.lost, kept.droppedKeys], [9, 1, 1]);
  assert.deepEqual(numbers(kept.latest()), [1, 10, 11]);
});

const ROWS: readonly Entry[] = [
  { ticker: 'ACME', price: 9.5, note: 'to "be" bought' },
  { ticker: 'GLOBEX', price: 10, note: null },
  { ticker: 'acme', price: 100 },
].map((value, i) => entryOf(i, line(value.ticker, value)));

test('filters: words, conditions, all of them', () => {
  const passing = (text: string): readonly number[] => numbers(ROWS.filter(row => filterOf(text)!.passes(row)));
  assert.equal(filterOf('  '), undefined);
  for (const [text, expected] of [
    ['acme', [0, 2]],
    ['acme price>9.5', [2]],
    ['price>=9.50', [0, 1, 2]],
    ['price=10.0', [1]],
    ['price!=10', [0, 2]],
    ['ticker=Globex', [1]],
    ['ticker~lob', [1]],
    ['note=null', [1]],
    ['note!=null', [0]],
    ['"be\' bought"', []],
    ["'be\" bought'", []],
    ['bought', [0]],
    ['price', []],
    ['nothing<1', []],
  ] as const)
    assert.deepEqual(passing(text), expected, text);
});

test('order: numbers by value, texts by characters, NULL last either way', () => {
  const by = (name: string, descending: boolean): readonly number[] =>
    numbers(ordered(ROWS, { column: { from: 'value', name }, descending }));
  assert.deepEqual(by('price', false), [0, 1, 2]);
  assert.deepEqual(by('price', true), [2, 1, 0]);
  assert.deepEqual(by('ticker', false), [0, 1, 2]);
  assert.deepEqual(by('note', true), [0, 1, 2]);
  assert.deepEqual(numbers(ordered(ROWS, { column: { from: 'number', name: '#' }, descending: true })), [2, 1, 0]);
});

test('standing still shows what was there, sorted anew when asked; nothing is lost', () => {
  const kept = changes(100);
  kept.add(0, [line('a', { n: 2 }), line('b', { n: 1 })]);
  const seen = sight(kept, { mode: 'changelog', filter: undefined, order: undefined, paused: false });
  const shown = (): readonly number[] => {
    while (seen.busy) seen.work(performance.now() + 50);
    return numbers(seen.rows);
  };
  assert.deepEqual(shown(), [0, 1]);
  seen.set({ paused: true });
  kept.add(2, [line('a', { n: 0 })]);
  seen.stale();
  assert.deepEqual(shown(), [0, 1]);
  seen.set({ order: { column: { from: 'value', name: 'n' }, descending: false } });
  assert.deepEqual(shown(), [1, 0]);
  seen.set({ mode: 'table' });
  assert.deepEqual(shown(), [1, 0]);
  seen.set({ paused: false });
  assert.deepEqual(shown(), [2, 1]);
  seen.set({ mode: 'changelog', order: undefined });
  assert.deepEqual(shown(), [0, 1, 2]);
});

test('a hundred thousand rows are filtered a slice at a time', () => {
  const kept = changes(100_000);
  kept.add(
    0,
    Array.from({ length: 100_000 }, (_, i) => line(null, { n: i, text: `row ${i}` })),
  );
  const seen = sight(kept, { mode: 'changelog', filter: filterOf('n<1000'), order: undefined, paused: false });
  let slices = 0;
  // However late it is, a little is done each time, and no more.
  for (; seen.busy; slices++) seen.work(0);
  assert.equal(seen.rows.length, 1000);
  assert.ok(slices > 300, `${slices}`);
});

test('copied as cells, exported as CSV and JSON, numbers in full', () => {
  const entries = [
    entryOf(0, '{"topic":"t","key":"k","value":{"n":9007199254740993,"s":"a,\\"b\\"\\tc"},"timestamp":0,"headers":{}}'),
    entryOf(1, '{"topic":"t","key":"k","value":null,"timestamp":0,"headers":{}}'),
  ];
  const { all } = columns([
    { name: 'n', type: 'BIGINT' },
    { name: 's', type: 'STRING' },
  ]);
  assert.equal(asCells(entries.slice(0, 1), all.slice(1, 3)), '9007199254740993\ta,"b" c');
  assert.equal(
    asFile('csv', entries, all),
    'n,s,key,time\r\n9007199254740993,"a,""b""\tc",k,1970-01-01 00:00:00.000\r\n,,k,1970-01-01 00:00:00.000\r\n',
  );
  assert.equal(asFile('json-lines', entries, all), '{"n":9007199254740993,"s":"a,\\"b\\"\\tc"}\nnull\n');
  assert.deepEqual((JSON.parse(asFile('json', entries, all)) as unknown[]).length, 2);
  assert.equal(valueText(entryOf(0, 'not json')), '"not json"');
});

test('keys move the cell; with Shift the choice grows', () => {
  const size = { rows: 100, columns: 5, page: 10 };
  const key = (name: string, more: { ctrlKey?: boolean; shiftKey?: boolean } = {}) => ({
    key: name,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    ...more,
  });
  const start = { row: 3, column: 2, anchorRow: 3, anchorColumn: 2 };
  const at = (...keys: readonly ReturnType<typeof key>[]) => {
    const end = keys.reduce((now, one) => moved(now, one, size)!, start);
    return [end.row, end.column];
  };
  assert.deepEqual(at(key('ArrowUp'), key('ArrowUp'), key('ArrowUp'), key('ArrowUp'), key('ArrowUp')), [-1, 2]);
  assert.deepEqual(at(key('PageDown'), key('End'), key('ArrowRight')), [13, 4]);
  assert.deepEqual(at(key('End', { ctrlKey: true })), [99, 4]);
  const grown = moved(
    moved(start, key('ArrowDown', { shiftKey: true }), size)!,
    key('ArrowLeft', { shiftKey: true }),
    size,
  )!;
  assert.deepEqual(selection(grown), { top: 3, bottom: 4, left: 1, right: 2 });
  assert.deepEqual(selection(moved(start, key('a', { ctrlKey: true }), size)!), {
    top: 0,
    bottom: 99,
    left: 0,
    right: 4,
  });
  assert.equal(moved(start, key('x'), size), undefined);
});
