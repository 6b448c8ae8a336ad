/** Which lives are lived: `npm test -- simulator --seed 7 --cases 1` hands them on in the environment. */
import { wholeNumber } from '../whole-number.ts';

export const seeds = (): { readonly first: number; readonly count: number } => ({
  first: wholeNumber('SIMULATOR_SEED', 0),
  count: wholeNumber('SIMULATOR_CASES', 10_000),
});
