/** Numbers and texts that look random and are the same for the same seeds. */

export interface Random {
  /** From 0 up to 1. */
  fraction(): number;
  /** A whole number from 0 up to `end`. */
  below(end: number): number;
  pick<T>(from: readonly T[]): T;
  /** Small letters. */
  letters(length: number): string;
}

/** From whole numbers: each of them counts, in its place. */
export function randomOf(...seeds: readonly number[]): Random {
  let state = seeds.reduce((mixed, seed) => scramble(mixed ^ scramble(seed + 0x9e37_79b9)), 0x2545_f491);
  const fraction = () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    return scramble(state) / 4_294_967_296;
  };
  const below = (end: number) => Math.floor(fraction() * end);
  return {
    fraction,
    below,
    pick: from => from[below(from.length)]!,
    letters(length) {
      let text = '';
      while (text.length < length) {
        // Five letters are in one number: paddings are most of what is generated.
        let digits = below(LETTERS ** 5);
        for (let i = 0; i < 5 && text.length < length; i++) {
          text += String.fromCharCode(97 + (digits % LETTERS));
          digits = Math.floor(digits / LETTERS);
        }
      }
      return text;
    },
  };
}

const LETTERS = 26;

/** Every bit of a 32-bit number has its part in every bit of the result. */
function scramble(number: number): number {
  let mixed = number | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb_352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846c_a68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Words of small letters, from 3 up to `most` characters. */
export function words(random: Random, most: number): string {
  const wide = random.letters(3 + random.below(most - 2));
  return wide.replace(/(?<=[a-z])[cx](?=[a-z])/g, ' ');
}

/** In cents, from 1 to 1,000,000 in money: as many between 1 and 10 as between 10 and 100. */
export const price = (random: Random): number => Math.round(10 ** (random.fraction() * 6) * 100);

/** What fills a record up to `bytes` on average, a fifth more or less of what is missing. */
export function padding(random: Random, bytes: number, record: object): string {
  const missing = bytes - JSON.stringify({ ...record, extra: '' }).length;
  if (missing <= 0) return '';
  const spread = Math.round(missing / 5);
  return random.letters(missing - spread + random.below(2 * spread + 1));
}
