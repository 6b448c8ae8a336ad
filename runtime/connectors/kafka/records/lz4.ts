/** LZ4 frames, as Kafka's producers and brokers write them. Checksums are the record batch's affair. */
import { Packed } from './packed.ts';
import { repeats } from './repeats.ts';
import { Unpacked } from './unpacked.ts';

const MAGIC = 0x184d2204;
/** Set in a block's size when the block is stored as it is. */
const STORED = 0x80000000;

/** Throws RangeError or Error when the frame is damaged. */
export function unpackLz4(packed: Buffer): Buffer {
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

/** Version 1, blocks that stand alone, no checksums of ours; blocks of 64 KiB; and the checksum of these two bytes. */
const FLAGS = [0x60, 0x40, 0x82];
const BLOCK = 64 << 10;
/** So many bytes of a block have to be literals at its end. */
const LITERAL_TAIL = 5;

/** A frame of blocks. */
export function packLz4(bytes: Buffer): Buffer {
  const into = new Packed(64 + (bytes.length >> 1));
  into.uint32(MAGIC);
  for (const flag of FLAGS) into.byte(flag);
  for (let from = 0; from < bytes.length; from += BLOCK) {
    const to = Math.min(from + BLOCK, bytes.length);
    const at = into.end;
    into.uint32(0);
    packBlock(bytes, from, to, into);
    const size = into.end - at - 4;
    if (size < to - from) {
      into.uint32At(size, at);
      continue;
    }
    into.end = at;
    into.uint32(((to - from) | STORED) >>> 0);
    into.from(bytes, from, to - from);
  }
  into.uint32(0);
  return into.finish();
}

function packBlock(bytes: Buffer, from: number, to: number, into: Packed): void {
  let literal = { start: from, length: 0 };
  const token = (copied: number): void => {
    into.byte((Math.min(literal.length, 15) << 4) | Math.min(copied, 15));
    more(literal.length, into);
    into.from(bytes, literal.start, literal.length);
  };
  repeats(bytes, from, to, LITERAL_TAIL, {
    literal(start, length) {
      literal = { start, length };
    },
    copy(distance, length) {
      token(length - 4);
      into.uint16(distance);
      more(length - 4, into);
    },
  });
  token(0);
}

/** What a length is beyond the 15 that its token holds. */
function more(length: number, into: Packed): void {
  if (length < 15) return;
  let rest = length - 15;
  for (; rest >= 255; rest -= 255) into.byte(255);
  into.byte(rest);
}
