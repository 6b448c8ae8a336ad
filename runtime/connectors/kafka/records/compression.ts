/** The compressions of record batches: what is read, and what `compression.type` has written. */
import zlib from 'node:zlib';
import { packLz4, unpackLz4 } from './lz4.ts';
import { packSnappy, unpackSnappy } from './snappy.ts';
import { UnreadableBatch } from './unreadable-batch.ts';

interface Codec {
  /** In a batch's attributes. */
  readonly code: number;
  pack(bytes: Buffer): Buffer;
  unpack(packed: Buffer): Buffer;
}

const codecs = {
  gzip: { code: 1, pack: bytes => zlib.gzipSync(bytes), unpack: packed => zlib.gunzipSync(packed) },
  snappy: { code: 2, pack: packSnappy, unpack: unpackSnappy },
  lz4: { code: 3, pack: packLz4, unpack: unpackLz4 },
  // Node 22.15 and later have it.
  zstd: { code: 4, pack: bytes => zlib.zstdCompressSync(bytes), unpack: packed => zlib.zstdDecompressSync(packed) },
} as const satisfies Readonly<Record<string, Codec>>;

export type Compression = keyof typeof codecs;

export const COMPRESSIONS = Object.keys(codecs) as readonly Compression[];

/** Why this Node.js cannot do it; undefined: it can. */
const lacking = (compression: Compression): string | undefined =>
  compression === 'zstd' && !zlib.zstdCompressSync
    ? `Node ${process.versions.node} has no zstd: use Node 22.15 or newer`
    : undefined;

/** The records of a batch packed, with what the batch's attributes say of it. */
export function compress(
  compression: Compression,
  records: Buffer,
): { readonly code: number; readonly packed: Buffer } {
  const { code, pack } = codecs[compression];
  return { code, packed: pack(records) };
}

/** Unpacks the records of a batch; `code` is the batch's compression, not 0. Throws UnreadableBatch. */
export function decompress(code: number, packed: Buffer, offset: number): Buffer {
  const name = COMPRESSIONS.find(one => codecs[one].code === code);
  if (!name) throw new UnreadableBatch(offset, `it is compressed in a way this version does not know (${code})`);
  const lack = lacking(name);
  if (lack) throw new UnreadableBatch(offset, `it is compressed with ${name}: ${lack}`);
  try {
    return codecs[name].unpack(packed);
  } catch (error) {
    throw new UnreadableBatch(
      offset,
      `its compressed records are damaged (${error instanceof Error ? error.message : error})`,
    );
  }
}
