/** Unpacks LZ4 frames, as Kafka's producers and brokers write them. Checksums are the record batch's affair. */
import { Unpacked } from './unpacked.ts';

const MAGIC = 0x184d2204;
/** Set in a block's size when the block is stored as it is. */
const STORED = 0x80000000;

/** Throws RangeError or Error when the frame is damaged. */
export function lz4Frame(packed: Buffer): Buffer {
  if (packed.readUInt32LE(0) !== MAGIC) throw new Error('no LZ4 frame');
  const flags = packed.readUInt8(4);
  const hasBlockChecksum = (flags & 0x10) !== 0;
  // Flags and block size, content size when there, dictionary id when there, header checksum.
  let at = 6 + (flags & 0x08 ? 8 : 0) + (flags & 0x01 ? 4 : 0) + 1;
  const into = new Unpacked(packed.length * 4);
  for (;;) {
    const size = packed.readUInt32LE(at);
    at += 4;
    if (size === 0) return into.finish();
    const length = size & ~STORED;
    if (at + length > packed.length) throw new RangeError('a block goes past the end');
    if (size & STORED) into.literal(packed, at, length);
    else unpackBlock(packed, at, at + length, into);
    at += length + (hasBlockChecksum ? 4 : 0);
  }
}

/** A block: sequences of literals and a copy each, the last one without the copy. */
function unpackBlock(packed: Buffer, from: number, end: number, into: Unpacked): void {
  let at = from;
  /** 15 in a token means: more bytes follow, each added, until one is below 255. */
  const length = (inToken: number) => {
    let sum = inToken;
    if (inToken === 15) {
      for (let more = 255; more === 255; ) {
        more = packed.readUInt8(at++);
        sum += more;
      }
    }
    return sum;
  };
  while (at < end) {
    const token = packed.readUInt8(at++);
    const literals = length(token >>> 4);
    into.literal(packed, at, literals);
    at += literals;
    if (at >= end) return;
    const distance = packed.readUInt16LE(at);
    at += 2;
    into.copy(distance, length(token & 0x0f) + 4);
  }
}
