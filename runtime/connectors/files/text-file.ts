/**
 * A file of text as records: a line each, or a row of CSV, which may go on in the next line within quotes. A position is a
 * byte of the file. A quote that never ends takes the rest of the file with it: then its first line alone is the record,
 * which its format will refuse, and reading goes on after that line.
 */
import { closeSync, fstatSync } from 'node:fs';
import type { RecordFormat } from '../../../src/compiler/plan/plan.ts';
import { charset } from '../../formats/charset.ts';
import { headerText } from '../../formats/csv/header.ts';
import { type Dialect, fieldsOf } from '../../formats/csv/line.ts';
import { headed, headNumber } from '../../formats/heads.ts';
import { readAt } from '../file-bytes.ts';
import { ConnectorError } from '../port.ts';
import { fileError } from '../refusals.ts';
import { isGzip, unpacked } from './gzip.ts';
import { type EndOf, endOfLine, endOfRow } from './record-ends.ts';
import { openHandle, PIECE_BYTES, type RecordFile } from './record-file.ts';

const LONGEST_BYTES = 256 * 1024 * 1024;
/** After so many bytes a quote is taken to have been forgotten. */
const LONGEST_QUOTED = 8 * 1024 * 1024;

interface Head {
  /** Where the records begin. */
  readonly at: number;
  readonly names: readonly string[] | undefined;
  readonly number: number;
}

export interface TextFileOptions {
  /** As it is told. */
  readonly path: string;
  /** Where it is. */
  readonly at: string;
  /** Of the records; absent: JSON. */
  readonly format: RecordFormat | undefined;
  readonly skipLines: number;
  /** It may grow while it is read; absent: it is as it will be. */
  readonly follows?: boolean;
}

/** Throws ConnectorError. */
export function textFile({ path, at: place, format, skipLines, follows = false }: TextFileOptions): RecordFile {
  const { handle: stored, identity } = openHandle(path, place);
  const handle = textOf(stored);
  const csv = format?.kind === 'csv' ? format : undefined;
  const dialect: Dialect = {
    delimiter: csv?.delimiter ?? ',',
    quote: csv ? (csv.quote ?? '"') : '',
    escapedBy: csv?.escape ?? '',
    nullLiteral: undefined,
  };
  const bytesOf = (text: string): Uint8Array => Buffer.from(text, csv?.charset === 'iso-8859-1' ? 'latin1' : 'utf8');
  const endings = (): EndOf =>
    dialect.quote === ''
      ? endOfLine
      : endOfRow({
          quote: bytesOf(dialect.quote),
          delimiter: bytesOf(dialect.delimiter),
          escapedBy:
            dialect.escapedBy === '' || dialect.escapedBy === dialect.quote ? undefined : bytesOf(dialect.escapedBy),
        });
  let head: Head | undefined;
  /** The line of a position, of the last message. */
  let counted = { position: 0, lines: 0 };

  const sizeNow = (): number => attempt(() => fstatSync(handle).size);
  function attempt<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw fileError('read', path, error);
    }
  }

  /** Of what is compressed another file. */
  function textOf(file: number): number {
    try {
      if (!isGzip(readAt(file, 0, 2))) return file;
      if (follows) throw unreadable(FOLLOWED);
      return unpacked(file, path);
    } catch (error) {
      closeSync(file);
      if (error instanceof ConnectorError) throw error;
      throw fileError('read', path, error);
    }
  }

  /** Undefined: it is not there as a whole yet. */
  function headNow(whole: boolean): Head | undefined {
    if (head) return head;
    for (let length = 64 * 1024; ; length *= 4) {
      const bytes = attempt(() => readAt(handle, 0, length));
      const atEnd = bytes.length < length;
      const found = headIn(bytes, whole && atEnd);
      if (found) {
        // Of a file that grows the last line may be longer by now.
        if (bytes.length > 0 && (found.at < bytes.length || bytes[found.at - 1] === 10)) head = found;
        return found;
      }
      if (atEnd) return undefined;
      if (length > LONGEST_BYTES) throw unreadable('its first line does not end');
    }
  }

  function headIn(bytes: Buffer, whole: boolean): Head | undefined {
    let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    if (isGzip(bytes)) throw unreadable(follows ? FOLLOWED : 'it is compressed by gzip twice: unpack it first');
    if (bytes.subarray(0, 4).equals(ZSTD)) throw unreadable('it is compressed by zstd: unpack it first');
    for (let i = 0; i < skipLines; i++) {
      const end = endOfLine(bytes, at);
      if (end < 0) return whole ? { at: bytes.length, names: undefined, number: 0 } : undefined;
      at = end;
    }
    if (!csv?.header) return { at, names: undefined, number: 0 };
    let end = endings()(bytes, at);
    if (end < 0) {
      if (!whole) return undefined;
      end = bytes.length;
    }
    const line = lineIn(bytes, at, end);
    if (line.length === 0) {
      if (whole && end === bytes.length) return { at: end, names: undefined, number: 0 };
      if (end > at)
        throw unreadable(`line ${skipLines + 1} is blank, and should name the columns: set 'header' = 'false'`);
      return undefined;
    }
    try {
      const names = fieldsOf(charset(csv.charset)(line), dialect).map(({ text }) => text.trim());
      const twice = names.find((name, i) => names.indexOf(name) !== i);
      if (twice !== undefined) throw unreadable(`line ${skipLines + 1} names the column '${twice}' twice`);
      return { at: end, names, number: headNumber(headerText(names)) };
    } catch (error) {
      if (error instanceof ConnectorError) throw error;
      throw unreadable(
        `line ${skipLines + 1} should name the columns: ${error instanceof Error ? error.message : error}`,
      );
    }
  }

  function unreadable(why: string): ConnectorError {
    return new ConnectorError('unreadable', `cannot read ${path}: ${why}`);
  }

  function lineOf(position: number): number {
    if (position < counted.position) counted = { position: 0, lines: 0 };
    while (counted.position < position) {
      const bytes = readAt(handle, counted.position, Math.min(PIECE_BYTES, position - counted.position));
      if (bytes.length === 0) break;
      let lines = 0;
      for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
      counted = { position: counted.position + bytes.length, lines: counted.lines + lines };
    }
    return counted.lines + 1;
  }

  /** Behind the last line end. */
  function lastLineEnd(size: number): number {
    for (let end = size; end > 0; ) {
      const from = Math.max(0, end - 64 * 1024);
      const at = readAt(handle, from, end - from).lastIndexOf(10);
      if (at >= 0) return from + at + 1;
      end = from;
    }
    return 0;
  }

  return {
    path,
    identity,
    first: bytes => attempt(() => readAt(stored, 0, bytes)),
    columns: () => headNow(true)?.names,
    end(whole) {
      const size = sizeNow();
      if (whole) return size;
      return attempt(() => lastLineEnd(size));
    },
    read(from, to, whole) {
      return attempt(() => {
        const { size } = fstatSync(handle);
        const modified = Math.trunc(fstatSync(stored).mtimeMs);
        const end = Math.min(size, to);
        const begin = headNow(whole);
        if (!begin) return { records: [], next: from, modified };
        const start = Math.max(from, begin.at);
        if (start >= end) return { records: [], next: Math.max(from, Math.min(start, end)), modified };
        for (let length = PIECE_BYTES; ; length *= 4) {
          const bytes = readAt(handle, start, Math.min(length, end - start));
          const atEnd = start + bytes.length >= end;
          const { ends, next } = cut(bytes, atEnd && whole, bytes.length >= LONGEST_QUOTED);
          if (next === 0 && !atEnd && length < LONGEST_BYTES) continue;
          if (next === 0 && !atEnd)
            throw unreadable(`line ${lineOf(start)} is longer than ${LONGEST_BYTES / 1024 / 1024} MB`);
          const positions: number[] = [];
          const values: Uint8Array[] = [];
          let at = 0;
          for (const behind of ends) {
            const line = lineIn(bytes, at, behind);
            if (line.length > 0 && (csv || !isBlank(line))) {
              positions.push(start + at);
              values.push(line);
            }
            at = behind;
          }
          const framed = csv?.header ? headed(begin.number, values) : values;
          return {
            records: framed.map((value, i) => ({ position: positions[i]!, value })),
            next: start + next,
            modified,
          };
        }
      });
    },
    // A last line without its line end is a record.
    checkEnd() {},
    wasCut: position => sizeNow() < position,
    locate: position => `${path}:${lineOf(position)}`,
    close() {
      closeSync(stored);
      if (handle !== stored) closeSync(handle);
    },
  };

  /** Where records end in these bytes, and where the last of them does. `last`: nothing follows them. */
  function cut(
    bytes: Buffer,
    last: boolean,
    long: boolean,
  ): { readonly ends: readonly number[]; readonly next: number } {
    const endOf = endings();
    const ends: number[] = [];
    let next = 0;
    while (next < bytes.length) {
      let end = endOf(bytes, next);
      if (end < 0 && (last || (long && next === 0))) end = endOfLine(bytes, next);
      if (end < 0 && last) end = bytes.length;
      if (end < 0) break;
      ends.push(end);
      next = end;
    }
    return { ends, next };
  }
}

const FOLLOWED =
  'it is compressed by gzip, and what is added to such a file cannot be read before it is whole: leave out watch, or name only files that are not compressed';
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** Without its line end, of whichever system. */
function lineIn(bytes: Buffer, from: number, behind: number): Uint8Array {
  let end = behind;
  if (end > from && bytes[end - 1] === 10) end--;
  if (end > from && bytes[end - 1] === 13) end--;
  return bytes.subarray(from, end);
}

const isBlank = (line: Uint8Array): boolean => line.every(byte => byte === 32 || byte === 9 || byte === 13);
