/** Snappy: the plain format, and (to unpack) the chunks that snappy-java (Kafka's Java clients and brokers) makes of it. */
import { Packed } from './packed.ts';
import { repeats } from './repeats.ts';
import { Unpacked } from './unpacked.ts';

/** snappy-java begins with this, then two INT32 versions, then chunks, each an INT32 length and plain snappy. */
const CHUNKS_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);

/** Throws RangeError when it is damaged. */
export function unpackSnappy(packed: Buffer): Buffer {
  if (!packed.subarray(0, CHUNKS_MAGIC.length).equals(CHUNKS_MAGIC)) return unpack(packed);
  const chunks: Buffer[] = [];
  for (let at = CHUNKS_MAGIC.length + 8; at < packed.length; ) {
    const length = packed.readInt32BE(at);
    at += 4;
    if (length < 0 || at + length > packed.length) throw new RangeError('a chunk goes past the end');
    chunks.push(unpack(packed.subarray(at, at + length)));
    at += length;
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

function unpack(packed: Buffer): Buffer {
  let at = 0;
  let size = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = packed.readUInt8(at++);
    size += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
  }
  const into = new Unpacked(size);
  while (at < packed.length) {
    const tag = packed.readUInt8(at++);
    const high = tag >>> 2;
    switch (tag & 0x03) {
      case 0: {
        // Lengths up to 60 stand in the tag; 60 to 63 there mean 1 to 4 bytes of length.
        let length = high + 1;
        if (high >= 60) {
          const bytes = high - 59;
          length = packed.readUIntLE(at, bytes) + 1;
          at += bytes;
        }
        into.literal(packed, at, length);
        at += length;
        break;
      }
      case 1:
        into.copy(((tag >>> 5) << 8) | packed.readUInt8(at), (high & 0x07) + 4);
        at += 1;
        break;
      case 2:
        into.copy(packed.readUInt16LE(at), high + 1);
        at += 2;
        break;
      default:
        into.copy(packed.readUInt32LE(at), high + 1);
        at += 4;
    }
  }
  const unpacked = into.finish();
  if (unpacked.length !== size) throw new RangeError(`${unpacked.length} bytes where ${size} were announced`);
  return unpacked;
}

/** Copies reach no further back than the fragment that they stand in. */
const FRAGMENT = 64 << 10;

/** The plain format. */
export function packSnappy(bytes: Buffer): Buffer {
  const into = new Packed(64 + (bytes.length >> 1));
  let rest = bytes.length;
  for (; rest >= 0x80; rest >>>= 7) into.byte((rest & 0x7f) | 0x80);
  into.byte(rest);
  const sink = {
    literal(start: number, length: number): void {
      if (length === 0) return;
      // A fragment is short enough for lengths of two bytes.
      if (length <= 60) into.byte((length - 1) << 2);
      else if (length <= 256) {
        into.byte(60 << 2);
        into.byte(length - 1);
      } else {
        into.byte(61 << 2);
        into.uint16(length - 1);
      }
      into.from(bytes, start, length);
    },
    copy(distance: number, length: number): void {
      for (let left = length; left > 0; left -= 64) {
        into.byte(((Math.min(left, 64) - 1) << 2) | 2);
        into.uint16(distance);
      }
    },
  };
  for (let from = 0; from < bytes.length; from += FRAGMENT)
    repeats(bytes, from, Math.min(from + FRAGMENT, bytes.length), 0, sink);
  return into.finish();
}
