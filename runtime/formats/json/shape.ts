/**
 * A scanner made for records of the same members in the same order: JavaScript in which their names stand as comparisons
 * of bytes with numbers. Only numbers become program text, so no name can reach code. What is written in another way
 * (spaces, other members) is left to the general scanner, from there on.
 */
import { KINDS } from './kinds.ts';
import { NOT, within } from './tokens.ts';

/** The whole record was scanned. */
export const DONE = -2;

/** Where the general scanner goes on, when a place is given back. */
export interface Left {
  /** Of the member, from 0. */
  position: number;
  /** Its value was noted; else its name comes. */
  behindValue: boolean;
}

/** Gives DONE, NOT, or the place from which on the record is not as expected. Its first byte is a brace. */
export type ShapeScanner = (bytes: Uint8Array, end: number) => number;

export interface Shape {
  readonly members: readonly {
    /** As it is written, with its quotes. */
    readonly name: Uint8Array;
    readonly slot: number;
    /** Whether its value is wanted. */
    readonly noted: boolean;
  }[];
  /** By slot. */
  readonly kinds: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly left: Left;
  /** Notes a value that is no string; to behind it, or NOT. */
  other(slot: number, at: number, end: number): number;
  /** Notes a string from its first byte that is not plain; to behind it, or NOT. */
  unplainString(slot: number, at: number, end: number): number;
}

/** Undefined where no code may be made (a browser's Content Security Policy). */
export function shapeScanner({ members, ...reached }: Shape): ShapeScanner | undefined {
  const lines = ['let at = 1;'];
  for (const [position, { name, slot, noted }] of members.entries()) {
    const named = [...name, 0x3a].map((byte, i) => `b[at + ${i}] === ${byte}`).join(' && ');
    const leave = (behindValue: boolean) =>
      `left.position = ${position}; left.behindValue = ${behindValue}; return at;`;
    const last = position === members.length - 1;
    lines.push(
      `if (!(at + ${name.length + 1} < end && ${named})) { ${leave(false)} }`,
      `at += ${name.length + 1};`,
      'if (b[at] === 34) {',
      `at++; ${noted ? `starts[${slot}] = at;` : ''}`,
      // Past the end there is nothing, which is not 0.
      'while (within[b[at]] === 0) at++;',
      `if (at >= end) return ${NOT};`,
      `if (b[at] === 34) { ${noted ? `ends[${slot}] = at; kinds[${slot}] = ${KINDS.PLAIN_STRING};` : ''} at++; }`,
      `else { at = unplainString(${slot}, at, end); if (at === ${NOT}) return ${NOT}; }`,
      `} else { at = other(${slot}, at, end); if (at === ${NOT}) return ${NOT}; }`,
      last ? `if (at + 1 === end && b[at] === 125) return ${DONE};` : 'if (at < end && b[at] === 44) at++; else {',
      last ? leave(true) : `${leave(true)} }`,
    );
  }
  const { kinds, starts, ends, left, other, unplainString } = reached;
  const names = ['within', 'kinds', 'starts', 'ends', 'left', 'other', 'unplainString'];
  try {
    const make = new Function(...names, `'use strict';\nreturn (b, end) => {\n${lines.join('\n')}\n};`);
    return make(within, kinds, starts, ends, left, other, unplainString) as ShapeScanner;
  } catch (error) {
    if (error instanceof EvalError) return undefined;
    throw error;
  }
}
