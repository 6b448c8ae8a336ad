/** The pieces of a text that was edited: only those around the edit are scanned again. */

import { type Piece, scanPiece } from './scan.ts';

export interface Scanned {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

export interface Rescanned {
  /** The same as `scan` gives. */
  readonly pieces: readonly Piece[];
  /** How many at the beginning are the same objects as before. */
  readonly same: number;
  /** How many at the end are the last ones of before, further along or back. */
  readonly shifted: number;
}

/** Costs what the changed pieces cost, and a little for each that comes after them. */
export function rescan(before: Scanned, text: string): Rescanned {
  const common = commonStart(before.text, text);
  let same = 0;
  for (const piece of before.pieces) {
    // What a piece that is left open says of itself depends on what comes after it.
    if (!piece.terminated || piece.problems.length > 0 || piece.span.end > common) break;
    same++;
  }
  const by = text.length - before.text.length;
  const unchanged = before.text.length - commonEnd(before.text, text, common);
  const pieces = before.pieces.slice(0, same);
  let at = pieces.at(-1)?.span.end ?? 0;
  let next = same;
  while (at < text.length) {
    while (next < before.pieces.length && before.pieces[next]!.span.start + by < at) next++;
    const old = before.pieces[next];
    // A piece looks at one character in front of it.
    if (old && old.span.start + by === at && old.span.start > unchanged) {
      const rest = before.pieces.slice(next);
      return {
        pieces: pieces.concat(by === 0 ? rest : rest.map(piece => shifted(piece, by))),
        same,
        shifted: rest.length,
      };
    }
    const piece = scanPiece(text, at);
    pieces.push(piece);
    at = piece.span.end;
  }
  return { pieces, same, shifted: 0 };
}

const CHUNK = 8192;

function commonStart(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  let at = 0;
  while (at + CHUNK <= end && a.slice(at, at + CHUNK) === b.slice(at, at + CHUNK)) at += CHUNK;
  while (at < end && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}

/** How many characters at the end are the same, those before `from` left out. */
function commonEnd(a: string, b: string, from: number): number {
  const most = Math.min(a.length, b.length) - from;
  let count = 0;
  const same = (length: number) =>
    a.slice(a.length - count - length, a.length - count) === b.slice(b.length - count - length, b.length - count);
  while (count + CHUNK <= most && same(CHUNK)) count += CHUNK;
  while (count < most && a.charCodeAt(a.length - count - 1) === b.charCodeAt(b.length - count - 1)) count++;
  return count;
}

/** Plain data with every span in it moved. */
function shifted<T>(value: T, by: number): T {
  if (Array.isArray(value)) return (value.length === 0 ? value : value.map(one => shifted(one, by))) as T;
  if (typeof value !== 'object' || value === null) return value;
  if ('start' in value && 'end' in value) {
    const { start, end } = value;
    if (typeof start === 'number' && typeof end === 'number') return { ...value, start: start + by, end: end + by };
  }
  const copy: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(value)) copy[key] = typeof one === 'object' ? shifted(one, by) : one;
  return copy as T;
}
