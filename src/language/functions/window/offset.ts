/** LAG, LEAD and NTH_VALUE: values of rows at a distance. */
import type { Value } from '../../types/value.ts';
import { RecordError } from '../../types/value.ts';
import { defineWindow, type WindowRow } from '../define.ts';

/** The value so many rows away, `otherwise` past the partition's ends. */
function away(rows: readonly WindowRow[], direction: 1 | -1, name: string): Value[] {
  return rows.map(({ args: [, offset = 1, otherwise = null] }, i) => {
    const distance = Number(offset ?? 1);
    if (distance < 0) throw new RecordError('argument', `${name} counts rows from 0, not ${distance}`);
    const row = rows[i + direction * distance];
    return row ? row.args[0]! : otherwise;
  });
}

export const lag = defineWindow('LAG(value T [, offset BIGINT] [, otherwise T]) → T', {
  doc: 'The value of the row `offset` rows before this one in its partition (1 unless given), `otherwise` (NULL unless given) where there is none. With IGNORE NULLS rows whose value is NULL are not counted. A record error for an offset below 0.',
  examples: [
    ['LAG(x) over x = 1, 2, 3', 'NULL, 1, 2'],
    ['LAG(x, 2, 0) over x = 1, 2, 3', '0, 0, 1'],
  ],
  overPartition: rows => away(rows, -1, 'LAG'),
});

export const lead = defineWindow('LEAD(value T [, offset BIGINT] [, otherwise T]) → T', {
  doc: 'The value of the row `offset` rows after this one in its partition (1 unless given), `otherwise` (NULL unless given) where there is none. On a stream the row waits until that one is there. With IGNORE NULLS rows whose value is NULL are not counted. A record error for an offset below 0.',
  examples: [
    ['LEAD(x) over x = 1, 2, 3', '2, 3, NULL'],
    ['LEAD(x, 2, 0) over x = 1, 2, 3', '3, 0, 0'],
  ],
  overPartition: rows => away(rows, 1, 'LEAD'),
});

export const nthValue = defineWindow('NTH_VALUE(value T, n BIGINT) → T', {
  doc: 'The value of the n-th row of the frame, counted from 1; NULL while the frame has fewer rows. The frame is that of OVER: without one, from the first row to this one and its equals. A record error for an n below 1.',
  examples: [['NTH_VALUE(x, 2) over x = 1, 2, 3', 'NULL, 2, 2']],
  overPartition: rows =>
    rows.map(({ args: [, n], peers }) => {
      const place = Number(n);
      if (!(place >= 1)) throw new RecordError('argument', `NTH_VALUE counts rows from 1, not ${place}`);
      const frame = rows.filter(other => other.peers <= peers);
      return frame[place - 1]?.args[0] ?? null;
    }),
});
