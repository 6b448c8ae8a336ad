/** One line of CSV: its fields, and fields as a line. RFC 4180, with another delimiter, quote or escape where one is set. */
import { RecordError } from '../../../src/language/types/value.ts';

export interface Dialect {
  readonly delimiter: string;
  /** Empty: nothing is quoted. */
  readonly quote: string;
  /** What makes the character after it an ordinary one; empty: there is none, and a quote is doubled. */
  readonly escapedBy: string;
  /** The text that is NULL where it stands without quotes; undefined: there is none. */
  readonly nullLiteral: string | undefined;
}

export interface Field {
  readonly text: string;
  readonly quoted: boolean;
}

/** Throws RecordError where quotes do not end, or text follows them. A line end behind the line is no part of it. */
export function fieldsOf(line: string, { delimiter, quote, escapedBy }: Dialect): Field[] {
  const end = line.endsWith('\n') ? line.length - (line.endsWith('\r\n') ? 2 : 1) : line.length;
  const fields: Field[] = [];
  let at = 0;
  for (;;) {
    const field = quote !== '' && line.startsWith(quote, at) ? quotedField(at + quote.length) : plainField(at);
    fields.push(field);
    if (at >= end) return fields;
    // Past the delimiter: a line that ends with one has an empty field behind it.
    at += delimiter.length;
  }

  function plainField(start: number): Field {
    if (escapedBy === '') {
      const next = line.indexOf(delimiter, start);
      at = next < 0 || next > end ? end : next;
      const text = line.slice(start, at);
      refuseLineEnd(text);
      return { text, quoted: false };
    }
    let text = '';
    for (at = start; at < end && !line.startsWith(delimiter, at); at++) {
      if (line[at] === escapedBy && at + 1 < end) at++;
      text += line[at];
    }
    refuseLineEnd(text);
    return { text, quoted: false };
  }

  function refuseLineEnd(text: string): void {
    if (text.includes('\n'))
      throw new RecordError(
        'decode',
        `Field ${fields.length + 1} goes on in the next line without quotes: a record is one line`,
      );
  }

  function quotedField(start: number): Field {
    let text = '';
    let i = start;
    for (;;) {
      if (i >= end)
        throw new RecordError('decode', `Field ${fields.length + 1} begins with ${quote} and does not end with it`);
      const character = line[i]!;
      if (escapedBy !== '' && escapedBy !== quote && character === escapedBy && i + 1 < end) {
        text += line[i + 1];
        i += 2;
      } else if (character !== quote) {
        text += character;
        i++;
      } else if (line[i + 1] === quote && i + 1 < end) {
        text += quote;
        i += 2;
      } else break;
    }
    at = i + 1;
    if (at < end && !line.startsWith(delimiter, at))
      throw new RecordError('decode', `There is text behind the closing ${quote} of field ${fields.length + 1}`);
    return { text, quoted: true };
  }
}

/** A field of a line. NULL is the literal, or nothing. RecordError for what cannot be written without quotes. */
export function fieldText(text: string | null, { delimiter, quote, escapedBy, nullLiteral }: Dialect): string {
  if (text === null) return nullLiteral ?? '';
  const special =
    text.includes(delimiter) ||
    /[\r\n]/.test(text) ||
    (quote !== '' && text.includes(quote)) ||
    (escapedBy !== '' && text.includes(escapedBy));
  if (!special && text !== nullLiteral) return text;
  if (quote === '') {
    if (escapedBy === '' || text === nullLiteral || /[\r\n]/.test(text))
      throw new RecordError(
        'decode',
        `${JSON.stringify(text)} cannot be told apart in CSV without quotes: set 'quote'`,
      );
    return Array.from(text, character =>
      character === delimiter || character === escapedBy ? escapedBy + character : character,
    ).join('');
  }
  const before = escapedBy === '' ? quote : escapedBy;
  let inside = '';
  for (const character of text)
    inside += character === quote || (escapedBy !== '' && character === escapedBy) ? before + character : character;
  return quote + inside + quote;
}
