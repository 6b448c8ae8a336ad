/** Where a decompressor puts its bytes: literals, and copies of what it has put there before. */
export class Unpacked {
  #bytes: Buffer;
  #end = 0;

  constructor(capacity: number) {
    this.#bytes = Buffer.allocUnsafeSlow(Math.max(capacity, 64));
  }

  literal(from: Buffer, start: number, length: number): void {
    if (start + length > from.length) throw new RangeError('a literal goes past the end');
    this.#reserve(length);
    from.copy(this.#bytes, this.#end, start, start + length);
    this.#end += length;
  }

  /** `length` bytes from `distance` bytes back; they may overlap what is being written, which repeats it. */
  copy(distance: number, length: number): void {
    if (distance < 1 || distance > this.#end) throw new RangeError('a copy goes back before the beginning');
    this.#reserve(length);
    const bytes = this.#bytes;
    let end = this.#end;
    if (distance >= length) bytes.copyWithin(end, end - distance, end - distance + length);
    else for (let left = length; left > 0; left--, end++) bytes[end] = bytes[end - distance]!;
    this.#end += length;
  }

  finish(): Buffer {
    return this.#bytes.subarray(0, this.#end);
  }

  #reserve(length: number): void {
    const needed = this.#end + length;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#end);
    this.#bytes = larger;
  }
}
