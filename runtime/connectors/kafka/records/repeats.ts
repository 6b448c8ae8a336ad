/** Finds what stands in a text of bytes before: what LZ4 and snappy write as copies. */

/** One stretch of a packed text: bytes as they are, then (but at the end) a copy from further back. */
export interface Sink {
  /** `length` bytes of the source from `start`; may be 0. */
  literal(start: number, length: number): void;
  /** `length` bytes, at least 4, that also stand `distance` bytes before, at most 65,535. */
  copy(distance: number, length: number): void;
}

const HASH_BITS = 14;
/** Where a run of four bytes stood last, by its hash; one table for all texts, as a text is packed in one go. */
const places = new Int32Array(1 << HASH_BITS);
const FARTHEST = 65_535;

/**
 * Bytes `start` to `end` as literals and copies in turn, beginning with a literal.
 * @param tail so many bytes at the end are literals, and no copy begins in the `tail` + 7 last ones
 */
export function repeats(bytes: Buffer, start: number, end: number, tail: number, into: Sink): void {
  places.fill(-1);
  const lastBeginning = end - tail - 7;
  const copyEnd = end - tail;
  let literal = start;
  let misses = 0;
  for (let at = start; at < lastBeginning; ) {
    const four = fourAt(bytes, at);
    const hash = Math.imul(four, 0x9e3779b1) >>> (32 - HASH_BITS);
    const before = places[hash]!;
    places[hash] = at;
    if (before < start || at - before > FARTHEST || fourAt(bytes, before) !== four) {
      // What does not repeat for long is passed in ever longer steps.
      at += 1 + (misses++ >>> 5);
      continue;
    }
    misses = 0;
    let length = 4;
    while (at + length < copyEnd && bytes[before + length] === bytes[at + length]) length++;
    into.literal(literal, at - literal);
    into.copy(at - before, length);
    at += length;
    literal = at;
  }
  into.literal(literal, end - literal);
}

const fourAt = (bytes: Buffer, at: number): number =>
  bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
