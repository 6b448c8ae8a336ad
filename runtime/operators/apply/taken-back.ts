/** What takes back a row that was put out, when another row changes it. */
import type { Row } from '../row.ts';

export const takenBack = (row: Row, { time, late }: Row): Row => ({
  ...row,
  deleted: true,
  time: Math.max(row.time, time),
  was: row.time,
  late,
});
