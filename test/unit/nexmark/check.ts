/** Runs a query over events in several ways, and holds the rows of each run against its answer. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { type GivenRecord, runSql } from '../runtime/sql.ts';
import type { Answer } from './answers.ts';
import { type Data, dataOf } from './data.ts';
import { type Duck, startDuck } from './duck.ts';
import { assertSameRows, type Row } from './rows.ts';

export const FOLDER = path.resolve(import.meta.dirname, '../../../examples/nexmark');

/** The text of one of the files, by its name without `.sql`. */
export const queryText = (name: string): string => fs.readFileSync(path.join(FOLDER, `${name}.sql`), 'utf8');

export interface Given {
  readonly name: string;
  readonly data: Data;
  readonly duck: Duck;
}

export const IN_ORDER = dataOf({ seed: 7 }, 4000);
/** A hundred in a row in another order, all within a second, at an hour of the day. */
export const OUT_OF_ORDER = dataOf({ seed: 8, disorder: 100, start: Date.parse('2026-03-01T18:59:45Z') }, 3000);

export const given = async (name: string, data: Data): Promise<Given> => ({ name, data, duck: await startDuck(data) });

/** In one piece and in pieces of three partitions in any order, over inputs that end and that do not. */
export async function check(sql: string, answer: Answer, { data, duck }: Given): Promise<void> {
  const expected = answer.duck === undefined ? answer.computed!(data) : await duck.answer(answer.duck);
  assert.ok(expected.length > 0, 'the events are such that there is something to find');
  const runs = [
    { topics: topicsOf(data, 1), bounded: true },
    { topics: topicsOf(data, 3), bounded: true, seed: 1 },
    ...(answer.boundedOnly ? [] : [{ topics: topicsOf(data, 3), bounded: false, seed: 2 }]),
  ];
  for (const { topics, ...options } of runs) {
    const { rows, folded, problems, counts } = await runSql(sql, topics, options);
    assert.deepEqual(problems, []);
    assert.equal(counts.late, 0);
    assertSameRows((answer.changing ? folded : rows).map(rowOf), expected, answer.inexact ?? []);
  }
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
