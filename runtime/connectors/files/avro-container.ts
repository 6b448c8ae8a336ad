/** Avro's object container files (specification 1.12): what their first bytes say, and a file's beginning and blocks as bytes. */
import type { AvroCodec } from '../../../src/compiler/plan/plan.ts';
import { type Codec, codecOf } from './avro-codecs.ts';

const MAGIC = Buffer.from('Obj\u0001', 'latin1');
export const SYNC_BYTES = 16;

export interface ContainerHead {
  /** The schema as it is written. */
  readonly schema: string;
  readonly codec: Codec;
  readonly sync: Buffer;
  /** Where the blocks begin. */
  readonly at: number;
}

/** A string says what is wrong; undefined: the bytes end before it does. */
export function containerHead(bytes: Buffer): ContainerHead | string | undefined {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC.subarray(0, bytes.length)))
    return 'it is no Avro file: it does not begin with Obj and 1';
  let at = MAGIC.length;
  const entries = new Map<string, string>();
  for (;;) {
    const block = longAt(bytes, at);
    if (!block) return undefined;
    at = block.next;
    if (block.value === 0) break;
    if (block.value < 0) {
      const size = longAt(bytes, at);
      if (!size) return undefined;
      at = size.next;
    }
    for (let i = Math.abs(block.value); i > 0; i--) {
      const texts: string[] = [];
      for (let part = 0; part < 2; part++) {
        const length = longAt(bytes, at);
        if (!length) return undefined;
        if (length.value < 0) return `its head is damaged at byte ${at}`;
        if (length.next + length.value > bytes.length) return undefined;
        texts.push(bytes.toString('utf8', length.next, length.next + length.value));
        at = length.next + length.value;
      }
      entries.set(texts[0]!, texts[1]!);
    }
  }
  if (at + SYNC_BYTES > bytes.length) return undefined;
  const schema = entries.get('avro.schema');
  if (schema === undefined) return 'its head has no schema (avro.schema)';
  const codec = codecOf(entries.get('avro.codec') ?? 'null');
  if (typeof codec === 'string') return codec;
  // To be kept.
  return { schema, codec, sync: Buffer.from(bytes.subarray(at, at + SYNC_BYTES)), at: at + SYNC_BYTES };
}

/** The beginning of a file. */
export function headBytes(schema: string, codec: AvroCodec, sync: Buffer): Buffer {
  const entries = Object.entries({ 'avro.schema': schema, 'avro.codec': codec });
  const parts: Buffer[] = [MAGIC, longBytes(entries.length)];
  for (const text of entries.flat()) {
    const bytes = Buffer.from(text);
    parts.push(longBytes(bytes.length), bytes);
  }
  return Buffer.concat([...parts, longBytes(0), sync]);
}

/** Records as one block. */
export function blockBytes(records: readonly Uint8Array[], codec: Codec, sync: Buffer): Buffer {
  const packed = codec.pack(Buffer.concat(records));
  return Buffer.concat([longBytes(records.length), longBytes(packed.length), packed, sync]);
}

/** A number of Avro at a place, as far as numbers are exact; undefined: the bytes end before it does. */
export function longAt(bytes: Buffer, from: number): { readonly value: number; readonly next: number } | undefined {
  let value = 0;
  for (let at = from, weight = 1; at < bytes.length; at++, weight *= 128) {
    const byte = bytes[at]!;
    value += (byte & 0x7f) * weight;
    if (byte >= 0x80 && at - from < 9) continue;
    return { value: value % 2 === 0 ? value / 2 : -(value + 1) / 2, next: at + 1 };
  }
  return undefined;
}

function longBytes(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value * 2;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  bytes.push(rest);
  return Buffer.from(bytes);
}
