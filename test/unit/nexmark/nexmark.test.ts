/** The queries of examples/nexmark: whatever the batches, partitions and kind of run, the rows of an independent computation. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { type GivenRecord, runSql } from '../runtime/sql.ts';
import { answers } from './answers.ts';
import { type Data, dataOf } from './data.ts';
import { startDuck } from './duck.ts';
import { assertSameRows, type Row } from './rows.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../examples/nexmark');

for (const { name, data } of [
  { name: 'in order', data: dataOf({ seed: 7 }, 4000) },
  // A hundred in a row in another order, all within a second, at an hour of the day.
  { name: 'out of order', data: dataOf({ seed: 8, disorder: 100, start: Date.parse('2026-03-01T18:59:45Z') }, 3000) },
]) {
  const duck = await startDuck(data);
  after(() => duck.close());
  const one = topicsOf(data, 1);
  const three = topicsOf(data, 3);
  for (const [query, answer] of Object.entries(answers))
    test(`${query}, events ${name}`, async () => {
      const sql = fs.readFileSync(path.join(FOLDER, `${query}.sql`), 'utf8');
      const expected = answer.duck === undefined ? answer.computed!(data) : await duck.answer(answer.duck);
      assert.ok(expected.length > 0, 'the events are such that there is something to find');
      const runs = [
        { topics: one, bounded: true },
        { topics: three, bounded: true, seed: 1 },
        ...(answer.boundedOnly ? [] : [{ topics: three, bounded: false, seed: 2 }]),
      ];
      for (const { topics, ...options } of runs) {
        const { rows, folded, problems, counts } = await runSql(sql, topics, options);
        assert.deepEqual(problems, []);
        assert.equal(counts.late, 0);
        assertSameRows((answer.changing ? folded : rows).map(rowOf), expected, answer.inexact ?? []);
      }
    });
}

/** By what is joined and grouped mostly, as producers with keys do. */
function topicsOf(data: Data, partitions: number): Readonly<Record<string, readonly GivenRecord[]>> {
  const spread = <T extends object>(values: readonly T[], key: (value: T) => number): GivenRecord[] =>
    values.map(value => ({ value, key: String(key(value)), partition: key(value) % partitions }));
  return {
    person: spread(data.person, ({ id }) => id),
    auction: spread(data.auction, ({ id }) => id),
    bid: spread(data.bid, ({ auction }) => auction),
    side_input: spread(data.side_input, ({ key }) => key),
  };
}

function rowOf(line: string): Row {
  return JSON.parse(line.slice(line.indexOf(' → ') + 3));
}
