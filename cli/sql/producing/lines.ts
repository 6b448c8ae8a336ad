/** Cuts a stream of bytes into lines, those of a chunk at once; blank ones are left out. */

export interface Line {
  /** Without its end. */
  readonly bytes: Uint8Array;
  /** From 1. */
  readonly number: number;
}

export async function* jsonLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Line[]> {
  // Parts of a line that is not over yet.
  let rest: Uint8Array[] = [];
  let number = 0;
  const line = (end: Uint8Array): Line | undefined => {
    number++;
    const whole = rest.length === 0 ? end : Buffer.concat([...rest, end]);
    rest = [];
    const marked = number === 1 && whole[0] === 0xef && whole[1] === 0xbb && whole[2] === 0xbf;
    const bytes = whole.subarray(marked ? 3 : 0, whole.at(-1) === 13 ? -1 : undefined);
    return bytes.some(byte => byte !== 32 && byte !== 9 && byte !== 13) ? { bytes, number } : undefined;
  };
  for await (const chunk of chunks) {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      const one = line(chunk.subarray(start, end));
      if (one) lines.push(one);
      start = end + 1;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
    yield lines;
  }
  const last = rest.length > 0 ? line(new Uint8Array()) : undefined;
  if (last) yield [last];
}
