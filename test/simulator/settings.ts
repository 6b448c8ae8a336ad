/** Which lives are lived: `npm test -- simulator --seed 7 --cases 1` hands them on in the environment. */

const number = (name: string, otherwise: number): number => {
  const text = process.env[name];
  if (text === undefined) return otherwise;
  const read = Number(text);
  if (!Number.isSafeInteger(read)) throw new Error(`${name} is a whole number, not '${text}'`);
  return read;
};

export const seeds = (): { readonly first: number; readonly count: number } => ({
  first: number('SIMULATOR_SEED', 0),
  count: number('SIMULATOR_CASES', 10_000),
});
