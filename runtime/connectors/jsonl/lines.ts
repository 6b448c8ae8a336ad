/** Reads a file's lines a piece at a time, so that its size does not matter. */
import { closeSync, fstatSync, openSync } from 'node:fs';
import { readAt } from '../file-bytes.ts';
import { ConnectorError } from '../port.ts';
import { fileError } from '../refusals.ts';

/** A place between two lines. */
export interface Position {
  readonly byte: number;
  /** Lines before it, blank ones included. */
  readonly lines: number;
}

export const START: Position = { byte: 0, lines: 0 };

export interface Line {
  /** Without its line end. */
  readonly text: Buffer;
  /** From 1. */
  readonly number: number;
}

export interface Piece {
  /** Whole lines; those that are blank are left out. */
  readonly lines: readonly Line[];
  /** Behind them. */
  readonly next: Position;
  /** What stands behind the last line end of the file, if that is not blank. */
  readonly unfinished: Line | undefined;
  /** The file's modification time in milliseconds since the epoch. */
  readonly modified: number;
}

const PIECE_BYTES = 1024 * 1024;
const LONGEST_LINE_BYTES = 256 * 1024 * 1024;

/**
 * The lines from a position on, some megabyte of them. No lines and `next` where it began: the end is reached.
 * `visible` says how many bytes of the file count; it is asked when the file is open, with the file's size.
 */
export function readPiece(path: string, from: Position, visible: (size: number) => number): Piece {
  try {
    const file = openSync(path, 'r');
    try {
      const { size, mtimeMs } = fstatSync(file);
      const end = visible(size);
      checkUnchanged(path, file, from, end);
      for (let length = PIECE_BYTES; ; length *= 4) {
        const bytes = readAt(file, from.byte, Math.min(length, end - from.byte));
        const atEnd = from.byte + bytes.length >= end;
        const cut = bytes.lastIndexOf(10) + 1;
        if (cut === 0 && !atEnd && length < LONGEST_LINE_BYTES) continue;
        if (cut === 0 && !atEnd) throw tooLong(path, from);
        const lines: Line[] = [];
        let number = from.lines;
        for (let start = 0; start < cut; ) {
          const lineEnd = bytes.indexOf(10, start);
          number++;
          const text = lineText(bytes, start, lineEnd, from.byte + start === 0);
          if (text) lines.push({ text, number });
          start = lineEnd + 1;
        }
        const rest = atEnd ? lineText(bytes, cut, bytes.length, from.byte + cut === 0) : undefined;
        return {
          lines,
          next: { byte: from.byte + cut, lines: number },
          unfinished: rest && { text: rest, number: number + 1 },
          modified: Math.trunc(mtimeMs),
        };
      }
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw fileError('read', path, error);
  }
}

/** Undefined for a blank line. A line end of Windows and a byte order mark at the file's start belong to no line. */
function lineText(bytes: Buffer, start: number, lineEnd: number, first: boolean): Buffer | undefined {
  const end = lineEnd > start && bytes[lineEnd - 1] === 13 ? lineEnd - 1 : lineEnd;
  const marked = first && bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf;
  const begin = marked ? start + 3 : start;
  let at = begin;
  while (at < end && (bytes[at] === 32 || bytes[at] === 9 || bytes[at] === 13)) at++;
  return at < end ? bytes.subarray(begin, end) : undefined;
}

/** A position stays good only while what stands before it does: a file is followed, not compared. */
function checkUnchanged(path: string, file: number, { byte, lines }: Position, end: number): void {
  if (byte === 0 || (end >= byte && readAt(file, byte - 1, 1)[0] === 10)) return;
  throw new ConnectorError(
    'unreadable',
    `${path} was rewritten while it was being read (line ${lines} is not where it was). Start again to read it anew.`,
  );
}

function tooLong(path: string, { lines }: Position): ConnectorError {
  const most = LONGEST_LINE_BYTES / 1024 / 1024;
  return new ConnectorError('unreadable', `${path}:${lines + 1}: the line is longer than ${most} MB`);
}
