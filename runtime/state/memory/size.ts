/** About how many bytes data take in memory: what V8 gives objects on a 64-bit machine, without looking at it. */

const POINTER = 8;
const NUMBER = 16;
const STRING = 16;
const OBJECT = 24;
const ARRAY = 48;
const COLLECTION = 64;
const ITEM = 40;
const BYTES = 160;

/** Of what stands behind a pointer to it, and the pointer. What is shared is counted wherever it is. */
export function sizeOf(data: unknown): number {
  switch (typeof data) {
    case 'number':
      return Number.isInteger(data) && Math.abs(data) < 0x4000_0000 ? POINTER : POINTER + NUMBER;
    case 'string':
      return POINTER + STRING + 2 * data.length;
    case 'bigint':
      return POINTER + 2 * NUMBER;
    case 'object':
      return data === null ? POINTER : POINTER + sizeOfObject(data);
    default:
      return POINTER;
  }
}

function sizeOfObject(data: object): number {
  if (Array.isArray(data)) {
    let size = ARRAY;
    for (let i = 0; i < data.length; i++) size += sizeOf(data[i]);
    return size;
  }
  if (data instanceof Map) {
    let size = COLLECTION;
    for (const [key, value] of data) size += ITEM + sizeOf(key) + sizeOf(value);
    return size;
  }
  if (data instanceof Set) {
    let size = COLLECTION;
    for (const item of data) size += ITEM + sizeOf(item);
    return size;
  }
  if (data instanceof Uint8Array) return BYTES + data.length;
  let size = OBJECT;
  for (const name in data) size += sizeOf((data as Record<string, unknown>)[name]);
  return size;
}
