/** What `npm test -- SUITE --seed N --cases N` hands on in the environment. */
export function wholeNumber(name: string, otherwise: number): number {
  const text = process.env[name];
  if (text === undefined) return otherwise;
  const read = Number(text);
  if (!Number.isSafeInteger(read)) throw new Error(`${name} is a whole number, not '${text}'`);
  return read;
}
