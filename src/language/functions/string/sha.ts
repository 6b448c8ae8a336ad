/** SHA1 and SHA512 of a text's UTF-8 bytes, in plain JavaScript: they run in a browser's worker too. */
import { defineScalar } from '../define.ts';
import { firstPrimes, hex, padded } from './digest.ts';

const left = (n: number, by: number): number => (n << by) | (n >>> (32 - by));

const SHA1_START = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
/** 2^30 times the square roots of 2, 3, 5 and 10. */
const SHA1_ROUNDS = Int32Array.from([2, 3, 5, 10], n => Math.floor(Math.sqrt(n) * 2 ** 30));

function sha1Of(text: string): string {
  const { view, bits } = padded(text, 64);
  view.setBigUint64(view.byteLength - 8, bits);
  const state = SHA1_START.slice();
  const words = new Int32Array(80);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(block + i * 4);
    for (let i = 16; i < 80; i++) words[i] = left(words[i - 3]! ^ words[i - 8]! ^ words[i - 14]! ^ words[i - 16]!, 1);
    let [a, b, c, d, e] = state as unknown as [number, number, number, number, number];
    for (let i = 0; i < 80; i++) {
      const round = Math.floor(i / 20);
      const mixed = round === 0 ? (b & c) | (~b & d) : round === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
      const next = (left(a, 5) + mixed + e + SHA1_ROUNDS[round]! + words[i]!) | 0;
      e = d;
      d = c;
      c = left(b, 30);
      b = a;
      a = next;
    }
    [a, b, c, d, e].forEach((word, i) => {
      state[i] = state[i]! + word;
    });
  }
  return Array.from(state, hex).join('');
}

/** The first 64 bits of the fraction of a root (2: square, 3: cube), by bisection. */
function rootBits(n: number, degree: 2 | 3): bigint {
  const target = BigInt(n) << BigInt(64 * degree);
  let low = 0n;
  let high = 1n << 70n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** BigInt(degree) <= target) low = middle;
    else high = middle;
  }
  return BigInt.asUintN(64, low);
}

const word64 = (n: bigint): bigint => BigInt.asUintN(64, n);
const right64 = (n: bigint, by: bigint): bigint => word64((n >> by) | (n << (64n - by)));

/** Made when first asked for. */
let sha512Rounds: BigUint64Array | undefined;
let sha512Start: BigUint64Array | undefined;

function sha512Of(text: string): string {
  sha512Rounds ??= BigUint64Array.from(firstPrimes(80), prime => rootBits(prime, 3));
  sha512Start ??= BigUint64Array.from(firstPrimes(8), prime => rootBits(prime, 2));
  const { view, bits } = padded(text, 128);
  view.setBigUint64(view.byteLength - 8, bits);
  const state = sha512Start.slice();
  const words = new BigUint64Array(80);
  for (let block = 0; block < view.byteLength; block += 128) {
    for (let i = 0; i < 16; i++) words[i] = view.getBigUint64(block + i * 8);
    for (let i = 16; i < 80; i++) {
      const early = words[i - 15]!;
      const late = words[i - 2]!;
      const s0 = right64(early, 1n) ^ right64(early, 8n) ^ (early >> 7n);
      const s1 = right64(late, 19n) ^ right64(late, 61n) ^ (late >> 6n);
      words[i] = words[i - 16]! + s0 + words[i - 7]! + s1;
    }
    let [a, b, c, d, e, f, g, h] = state as unknown as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
    for (let i = 0; i < 80; i++) {
      const s0 = right64(a, 28n) ^ right64(a, 34n) ^ right64(a, 39n);
      const s1 = right64(e, 14n) ^ right64(e, 18n) ^ right64(e, 41n);
      const t1 = h + s1 + ((e & f) ^ (word64(~e) & g)) + sha512Rounds[i]! + words[i]!;
      const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = word64(d + t1);
      d = c;
      c = b;
      b = a;
      a = word64(t1 + t2);
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      state[i] = state[i]! + word;
    });
  }
  return Array.from(state, word => word.toString(16).padStart(16, '0')).join('');
}

export const sha1 = defineScalar<[string]>('SHA1(text STRING) → STRING', {
  category: 'string',
  aliases: ['SHA'],
  doc: "The SHA-1 digest of the text's UTF-8 bytes, in 40 hexadecimal digits. For partitioning and comparing, not for secrets.",
  examples: [
    [`SHA1('abc')`, `'a9993e364706816aba3e25717850c26c9cd0d89d'`],
    [`SHA1('')`, `'da39a3ee5e6b4b0d3255bfef95601890afd80709'`],
  ],
  evaluate: ([text]) => sha1Of(text),
});

export const sha512 = defineScalar<[string]>('SHA512(text STRING) → STRING', {
  category: 'string',
  aliases: ['SHA2_512'],
  doc: "The SHA-512 digest of the text's UTF-8 bytes, in 128 hexadecimal digits. It takes ten times as long as SHA256.",
  examples: [
    [
      `SHA512('abc')`,
      `'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f'`,
    ],
  ],
  evaluate: ([text]) => sha512Of(text),
});
