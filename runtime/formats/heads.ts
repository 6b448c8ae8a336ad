/**
 * What stands once at the head of a file and is needed for each of its records: the schema of an Avro file, the names of the
 * columns of a CSV file. A record of such a file has the number of its head before its own bytes, so that records of
 * several files can come one after the other. Numbers are those of this thread and stand nowhere else.
 */

/** Bytes before a record's own. */
export const HEAD_BYTES = 4;

const numbers = new Map<string, number>();
const texts: string[] = [];

/** The same for the same text. */
export function headNumber(text: string): number {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  numbers.set(text, texts.length);
  texts.push(text);
  return texts.length - 1;
}

export const headOf = (number: number): string => texts[number]!;

export const numberOf = (bytes: Uint8Array): number =>
  bytes[0]! | (bytes[1]! << 8) | (bytes[2]! << 16) | (bytes[3]! << 24);

/** Puts records behind the numbers of their heads, several into one piece of memory. */
export function headed(head: number, records: readonly Uint8Array[]): Uint8Array[] {
  let size = 0;
  for (const { length } of records) size += HEAD_BYTES + length;
  const all = Buffer.allocUnsafeSlow(size);
  let at = 0;
  return records.map(record => {
    all.writeInt32LE(head, at);
    all.set(record, at + HEAD_BYTES);
    const from = at;
    at += HEAD_BYTES + record.length;
    return all.subarray(from, at);
  });
}

export const withoutHead = (bytes: Uint8Array): Uint8Array => bytes.subarray(HEAD_BYTES);
