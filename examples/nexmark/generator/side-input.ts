/** The bounded table that q13 looks bids up in: a word for each of the numbers from 0 to 9,999. */
import { randomOf } from './random.ts';

export interface SideInput {
  readonly key: number;
  readonly value: string;
  /** Since when it holds: before all bids. */
  readonly since: string;
}

const ROWS = 10_000;

export function* sideInput(): Generator<SideInput> {
  for (let key = 0; key < ROWS; key++)
    yield { key, value: randomOf(key, ROWS).letters(8), since: '1970-01-01T00:00:00.000Z' };
}
