/** The compressions that other producers, or the topic's compression.type, put on record batches. */
import zlib from 'node:zlib';
import { lz4Frame } from './lz4.ts';
import { snappy } from './snappy.ts';
import { UnreadableBatch } from './unreadable-batch.ts';

const GZIP = 1;
const SNAPPY = 2;
const LZ4 = 3;
const ZSTD = 4;

/** Unpacks the records of a batch; `code` is the batch's compression, not 0. Throws UnreadableBatch. */
export function decompress(code: number, packed: Buffer, offset: number): Buffer {
  try {
    switch (code) {
      case GZIP:
        return zlib.gunzipSync(packed);
      case SNAPPY:
        return snappy(packed);
      case LZ4:
        return lz4Frame(packed);
      case ZSTD:
        // Node 22.15 and later have it.
        if (!zlib.zstdDecompressSync) break;
        return zlib.zstdDecompressSync(packed);
    }
  } catch (error) {
    throw new UnreadableBatch(
      offset,
      `its compressed records are damaged (${error instanceof Error ? error.message : error})`,
    );
  }
  if (code === ZSTD)
    throw new UnreadableBatch(
      offset,
      `it is compressed with zstd, which Node ${process.versions.node} cannot unpack: use Node 22.15 or newer`,
    );
  throw new UnreadableBatch(offset, `it is compressed in a way this version does not know (${code})`);
}
