/** Ranks: a row's place among the rows of its partition. */
import { RecordError } from '../../types/value.ts';
import { defineWindow, type WindowRow } from '../define.ts';

/** In front of a row how many are there whose order comes before it. */
function before(rows: readonly WindowRow[]): readonly number[] {
  const firsts: number[] = [];
  rows.forEach(({ peers }, i) => {
    firsts[peers] ??= i;
  });
  return rows.map(({ peers }) => firsts[peers]!);
}

export const rowNumber = defineWindow('ROW_NUMBER() → BIGINT', {
  ranks: true,
  doc: 'The row’s number in its partition, from 1. Rows that the order does not tell apart are numbered as they came; where it asks for the event time backwards, the other way round: the last row is number 1. Never NULL.',
  examples: [["ROW_NUMBER() over x = 'a', 'b', 'b'", '1, 2, 3']],
  overPartition: rows => rows.map((_, i) => i + 1),
});

export const rank = defineWindow('RANK() → BIGINT', {
  ranks: true,
  doc: 'One more than the number of rows before this one; rows of the same order share a rank, and the next rank leaves a gap. Never NULL.',
  examples: [["RANK() over x = 'a', 'b', 'b', 'c'", '1, 2, 2, 4']],
  overPartition: rows => before(rows).map(count => count + 1),
});

export const denseRank = defineWindow('DENSE_RANK() → BIGINT', {
  ranks: true,
  doc: 'One more than the number of different orders before this one: as RANK, without gaps. Never NULL.',
  examples: [["DENSE_RANK() over x = 'a', 'b', 'b', 'c'", '1, 2, 2, 3']],
  overPartition: rows => rows.map(({ peers }) => peers + 1),
});

export const percentRank = defineWindow('PERCENT_RANK() → DOUBLE', {
  ranks: true,
  wholePartition: true,
  doc: 'How far up in its partition the row is, (RANK − 1) / (rows − 1): from 0 to 1, 0 in a partition of one row. Needs the whole partition, so a stream needs a window for it. Never NULL.',
  examples: [
    ["PERCENT_RANK() over x = 'a', 'b', 'b', 'c', 'd'", '0e0, 0.25e0, 0.25e0, 0.75e0, 1e0'],
    ["PERCENT_RANK() over x = 'a'", '0e0'],
  ],
  overPartition: rows => before(rows).map(count => (rows.length === 1 ? 0 : count / (rows.length - 1))),
});

export const cumeDist = defineWindow('CUME_DIST() → DOUBLE', {
  ranks: true,
  wholePartition: true,
  doc: 'The share of the partition’s rows that come before this one or are of its order: above 0, at most 1. Needs the whole partition, so a stream needs a window for it. Never NULL.',
  examples: [["CUME_DIST() over x = 'a', 'b', 'b', 'c'", '0.25e0, 0.75e0, 0.75e0, 1e0']],
  overPartition: rows =>
    rows.map(({ peers }) => (rows.findLastIndex(other => other.peers === peers) + 1) / rows.length),
});

export const ntile = defineWindow('NTILE(buckets BIGINT) → BIGINT', {
  ranks: true,
  wholePartition: true,
  doc: 'Deals the partition’s rows in order into so many buckets of equal size, numbered from 1; the first ones get one row more where it does not come out even. Needs the whole partition, so a stream needs a window for it. A record error for fewer than one bucket.',
  examples: [["NTILE(2) over x = 'a', 'b', 'c'", '1, 1, 2']],
  overPartition: rows => {
    const buckets = Number(rows[0]?.args[0] ?? 1);
    if (!(buckets >= 1)) throw new RecordError('argument', `NTILE deals into 1 bucket or more, not ${buckets}`);
    const [size, more] = [Math.floor(rows.length / buckets), rows.length % buckets];
    return rows.map((_, i) =>
      i < more * (size + 1) ? Math.floor(i / (size + 1)) + 1 : more + Math.floor((i - more * (size + 1)) / size) + 1,
    );
  },
});
