/** How many cases, from which seed: `npm test -- judge --seed 7 --cases 20000` hands them on in the environment. */

/** The seed of a run that asked for none: the same cases in every run of CI, so that a change is to blame for a failure. */
const SEED = 20_261_121;

const number = (name: string, otherwise: number): number => {
  const text = process.env[name];
  if (text === undefined) return otherwise;
  const read = Number(text);
  if (!Number.isSafeInteger(read)) throw new Error(`${name} is a whole number, not '${text}'`);
  return read;
};

export const seed = (): number => number('JUDGE_SEED', SEED);
export const casesOr = (otherwise: number): number => number('JUDGE_CASES', otherwise);
