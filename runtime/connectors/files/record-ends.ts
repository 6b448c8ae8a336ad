/** Where records end in bytes of text: at the ends of lines, and in CSV not at those within quotes. */

/** What quotes fields, in bytes. */
export interface Quoting {
  readonly quote: Uint8Array;
  readonly delimiter: Uint8Array;
  /** Undefined: a quote inside quotes is doubled. */
  readonly escapedBy: Uint8Array | undefined;
}

/** Behind a record's line end; −1: it does not end in these bytes. */
export type EndOf = (bytes: Buffer, from: number) => number;

const LINE_END = 10;

export const endOfLine: EndOf = (bytes, from) => bytes.indexOf(LINE_END, from) + 1 || -1;

/** One for each piece of bytes: it remembers where the next quote is. */
export function endOfRow({ quote, delimiter, escapedBy }: Quoting): EndOf {
  let of: Buffer | undefined;
  let nextQuote = -1;
  const is = (bytes: Buffer, at: number, what: Uint8Array): boolean => {
    for (let i = 0; i < what.length; i++) if (bytes[at + i] !== what[i]) return false;
    return true;
  };

  /** Behind the quote that closes; −1: none does. */
  function behindQuotes(bytes: Buffer, from: number): number {
    for (let at = from; at < bytes.length; ) {
      if (escapedBy && is(bytes, at, escapedBy) && !is(bytes, at, quote)) at += escapedBy.length + 1;
      else if (!is(bytes, at, quote)) at++;
      else if (is(bytes, at + quote.length, quote)) at += 2 * quote.length;
      else return at + quote.length;
    }
    return -1;
  }

  return (bytes, from) => {
    const lineEnd = bytes.indexOf(LINE_END, from);
    if (lineEnd < 0) return -1;
    if (of !== bytes || nextQuote < from) {
      of = bytes;
      const found = bytes.indexOf(quote, from);
      nextQuote = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    if (nextQuote > lineEnd) return lineEnd + 1;
    let begins = true;
    for (let at = from; at < bytes.length; ) {
      if (begins && is(bytes, at, quote)) {
        at = behindQuotes(bytes, at + quote.length);
        if (at < 0) return -1;
        begins = false;
      } else if (bytes[at] === LINE_END) return at + 1;
      else if (is(bytes, at, delimiter)) {
        at += delimiter.length;
        begins = true;
      } else {
        at +=
          escapedBy && is(bytes, at, escapedBy) && bytes[at + escapedBy.length] !== LINE_END ? escapedBy.length + 1 : 1;
        begins = false;
      }
    }
    return -1;
  };
}
