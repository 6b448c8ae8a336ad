/** Where a compressor puts its bytes. */
export class Packed {
  #bytes: Buffer;
  end = 0;

  constructor(capacity: number) {
    this.#bytes = Buffer.allocUnsafe(capacity);
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.end++] = value;
  }

  uint16(value: number): void {
    this.#reserve(2);
    this.end = this.#bytes.writeUInt16LE(value, this.end);
  }

  uint32(value: number): void {
    this.#reserve(4);
    this.end = this.#bytes.writeUInt32LE(value, this.end);
  }

  from(source: Buffer, start: number, length: number): void {
    this.#reserve(length);
    source.copy(this.#bytes, this.end, start, start + length);
    this.end += length;
  }

  /** Overwrites what stands there. */
  uint32At(value: number, at: number): void {
    this.#bytes.writeUInt32LE(value, at);
  }

  finish(): Buffer {
    return this.#bytes.subarray(0, this.end);
  }

  #reserve(length: number): void {
    const needed = this.end + length;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.end);
    this.#bytes = larger;
  }
}
