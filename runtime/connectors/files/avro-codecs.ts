/** How blocks of Avro files are compressed: the codecs of the specification that Node.js can do. */
import zlib from 'node:zlib';
import type { AvroCodec } from '../../../src/compiler/plan/plan.ts';
import { packSnappy, unpackSnappy } from '../kafka/records/snappy.ts';

export interface Codec {
  pack(block: Buffer): Buffer;
  /** Throws Error when it is damaged. */
  unpack(packed: Buffer): Buffer;
}

/** Behind a block of snappy stands the CRC-32 of what was packed, the greatest byte first. */
const CRC_BYTES = 4;

const CODECS: Readonly<Record<AvroCodec, Codec>> = {
  null: { pack: block => block, unpack: packed => packed },
  deflate: { pack: block => zlib.deflateRawSync(block), unpack: packed => zlib.inflateRawSync(packed) },
  snappy: {
    pack(block) {
      const crc = Buffer.alloc(CRC_BYTES);
      crc.writeUInt32BE(zlib.crc32(block));
      return Buffer.concat([packSnappy(block), crc]);
    },
    unpack(packed) {
      const block = unpackSnappy(packed.subarray(0, -CRC_BYTES));
      if (zlib.crc32(block) !== packed.readUInt32BE(packed.length - CRC_BYTES))
        throw new Error('its checksum is wrong');
      return block;
    },
  },
  // Node 22.15 and later have it.
  zstandard: { pack: block => zlib.zstdCompressSync(block), unpack: packed => zlib.zstdDecompressSync(packed) },
};

/** A string says why it cannot be done. */
export function codecOf(name: string): Codec | string {
  if (!Object.hasOwn(CODECS, name))
    return `its blocks are compressed by '${name}'; ${Object.keys(CODECS).join(', ')} can be read`;
  if (name === 'zstandard' && !zlib.zstdCompressSync)
    return `its blocks are compressed by zstandard, and Node ${process.versions.node} has no zstd: use Node 22.15 or newer`;
  return CODECS[name as AvroCodec];
}
