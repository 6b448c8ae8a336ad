/** MD5 and SHA256 of a text's UTF-8 bytes, in plain JavaScript: they run in a browser's worker too. */
import { defineScalar } from '../define.ts';

const utf8 = new TextEncoder();

/** Eight hexadecimal digits. */
export const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');

/** The bytes, a 1 bit, zeros to whole blocks that end in room for the length in bits, which is the caller's to write. */
export function padded(text: string, size: 64 | 128): { readonly view: DataView; readonly bits: bigint } {
  const bytes = utf8.encode(text);
  const block = new Uint8Array(Math.ceil((bytes.length + 1 + size / 8) / size) * size);
  block.set(bytes);
  block[bytes.length] = 0x80;
  return { view: new DataView(block.buffer), bits: BigInt(bytes.length) * 8n };
}

export const firstPrimes = (count: number): number[] => {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every(prime => n % prime !== 0)) primes.push(n);
  return primes;
};

/** The first 32 bits of the fraction. */
const fractionBits = (n: number): number => Math.floor((n - Math.floor(n)) * 2 ** 32) | 0;

const SHA_ROUNDS = Int32Array.from(firstPrimes(64), prime => fractionBits(Math.cbrt(prime)));
const SHA_START = Int32Array.from(firstPrimes(8), prime => fractionBits(Math.sqrt(prime)));

const right = (n: number, by: number): number => (n >>> by) | (n << (32 - by));

function sha256Of(text: string): string {
  const { view, bits } = padded(text, 64);
  view.setBigUint64(view.byteLength - 8, bits);
  const state = SHA_START.slice();
  const words = new Int32Array(64);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(block + i * 4);
    for (let i = 16; i < 64; i++) {
      const early = words[i - 15]!;
      const late = words[i - 2]!;
      const s0 = right(early, 7) ^ right(early, 18) ^ (early >>> 3);
      const s1 = right(late, 17) ^ right(late, 19) ^ (late >>> 10);
      words[i] = words[i - 16]! + s0 + words[i - 7]! + s1;
    }
    let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < 64; i++) {
      const choice = (e & f) ^ (~e & g);
      const majority = (a & b) ^ (a & c) ^ (b & c);
      const t1 = (h + (right(e, 6) ^ right(e, 11) ^ right(e, 25)) + choice + SHA_ROUNDS[i]! + words[i]!) | 0;
      const t2 = ((right(a, 2) ^ right(a, 13) ^ right(a, 22)) + majority) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      state[i] = state[i]! + word;
    });
  }
  return Array.from(state, hex).join('');
}

const MD5_SHIFTS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
];
const MD5_ROUNDS = Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0);

function md5Of(text: string): string {
  const { view, bits } = padded(text, 64);
  view.setBigUint64(view.byteLength - 8, bits, true);
  const state = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]);
  for (let block = 0; block < view.byteLength; block += 64) {
    let [a, b, c, d] = state as unknown as [number, number, number, number];
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      const mixed =
        round === 0 ? (b & c) | (~b & d) : round === 1 ? (d & b) | (~d & c) : round === 2 ? b ^ c ^ d : c ^ (b | ~d);
      const word = [i, 5 * i + 1, 3 * i + 5, 7 * i][round]! % 16;
      const sum = (a + mixed + MD5_ROUNDS[i]! + view.getInt32(block + word * 4, true)) | 0;
      a = d;
      d = c;
      c = b;
      b = (b + right(sum, 32 - MD5_SHIFTS[round]![i % 4]!)) | 0;
    }
    [a, b, c, d].forEach((word, i) => {
      state[i] = state[i]! + word;
    });
  }
  const bytes = new DataView(new ArrayBuffer(4));
  return Array.from(state, word => {
    bytes.setInt32(0, word, true);
    return hex(bytes.getInt32(0));
  }).join('');
}

export const md5 = defineScalar<[string]>('MD5(text STRING) → STRING', {
  category: 'string',
  doc: "The MD5 digest of the text's UTF-8 bytes, in 32 hexadecimal digits. For partitioning and comparing, not for secrets.",
  examples: [
    [`MD5('ferris')`, `'2a4047667f30872f6df5b99ee4594ebd'`],
    [`MD5('')`, `'d41d8cd98f00b204e9800998ecf8427e'`],
  ],
  evaluate: ([text]) => md5Of(text),
});

export const sha256 = defineScalar<[string]>('SHA256(text STRING) → STRING', {
  category: 'string',
  aliases: ['SHA2_256'],
  doc: "The SHA-256 digest of the text's UTF-8 bytes, in 64 hexadecimal digits.",
  examples: [
    [`SHA256('ferris')`, `'cba88e33e6497f6cec6acbf95910a16e2c9fc44222612e0c3e1c6926cef4ac4c'`],
    [`SHA256('')`, `'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'`],
  ],
  evaluate: ([text]) => sha256Of(text),
});
