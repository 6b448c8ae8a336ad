/** Scanners of records of known members as WebAssembly. */
import type { Left, ShapeScanner } from '../shape.ts';
import { DONE } from '../shape.ts';
import { met } from '../tokens.ts';
import { HEAD, LONGEST_RECORD, MEMBER, RECORD } from './layout.ts';
import { leaveTo, machineOf, putRecord, regionOf } from './machine.ts';

/** In which a scan notes what it finds; by slot. Who drops `kinds` has dropped the others: their memory is another's then. */
export interface Notes {
  readonly kinds: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly numbers: Float64Array;
  readonly scales: Uint8Array;
}

export interface Scanner {
  readonly notes: Notes;
  readonly scan: ShapeScanner;
  /** The text that begins at `start` is a moment, in microseconds since 1970. */
  readonly moment: (slot: number, bytes: Uint8Array, start: number, micros: number) => void;
}

export interface SimdMember {
  /** As it is written, with its quotes. */
  readonly name: Uint8Array;
  readonly slot: number;
  /** Whether its text is wanted as a moment. */
  readonly isMoment: boolean;
}

/** Undefined where there is none to be had: no WebAssembly, no room. @param slots how many there are */
export function simdScanner(members: readonly SimdMember[], leftAt: Left, slots: number): Scanner | undefined {
  const machine = machineOf();
  const size = members.reduce<number>((sum, { name }) => sum + sizeOf(name), HEAD.members + slots * SLOT + 64);
  const region = machine && regionOf(size);
  if (!machine || region === undefined) return undefined;
  const { bytes, words } = machine;
  const { buffer } = bytes;
  const numbers = region.at;
  const starts = numbers + 8 * slots;
  const ends = starts + 4 * slots;
  const kinds = ends + 4 * slots;
  const scales = kinds + slots;
  const shape = (scales + slots + 15) & ~15;
  const notes: Notes = {
    numbers: new Float64Array(buffer, numbers, slots),
    starts: new Uint32Array(buffer, starts, slots),
    ends: new Uint32Array(buffer, ends, slots),
    kinds: new Uint8Array(buffer, kinds, slots),
    scales: new Uint8Array(buffer, scales, slots),
  };
  const put = (at: number, value: number): void => {
    words[at >> 2] = value;
  };
  put(shape + HEAD.count, members.length);
  let at = shape + HEAD.members;
  const minutes = new Map<number, number>();
  for (const { name, slot, isMoment } of members) {
    const next = at + sizeOf(name);
    put(at + MEMBER.length, name.length);
    put(at + MEMBER.kind, kinds + slot);
    put(at + MEMBER.start, starts + 4 * slot);
    put(at + MEMBER.end, ends + 4 * slot);
    put(at + MEMBER.number, numbers + 8 * slot);
    put(at + MEMBER.scale, scales + slot);
    put(at + MEMBER.next, next);
    put(at + MEMBER.isMoment, isMoment ? 1 : 0);
    bytes.fill(0, at + MEMBER.minute, at + MEMBER.minuteMicros);
    if (isMoment) minutes.set(slot, at);
    bytes.set(name, at + MEMBER.name);
    at = next;
  }
  const head = shape >> 2;
  const scan: ShapeScanner = (record, end) => {
    leftAt.behindValue = false;
    if (end > LONGEST_RECORD) {
      leftAt.position = 0;
      return 1;
    }
    putRecord(machine, record);
    const reached = machine.scan(RECORD, RECORD + end, shape);
    met.high = words[head + (HEAD.high >> 2)] === 1;
    if (reached === 0) return DONE;
    leftAt.position = members.length - words[head + (HEAD.left >> 2)]!;
    return words[head + (HEAD.at >> 2)]!;
  };
  leaveTo(notes.kinds, region);
  const doubles = new Float64Array(buffer);
  const moment: Scanner['moment'] = (slot, record, start, micros) => {
    const member = minutes.get(slot);
    if (member === undefined) return;
    for (let i = 0; i < MINUTE_LETTERS; i++) bytes[member + MEMBER.minute + i] = record[start + i]!;
    doubles[(member + MEMBER.minuteMicros) >> 3] = Math.floor(micros / MINUTE_MICROS) * MINUTE_MICROS;
  };
  return { notes, scan, moment };
}

/** `yyyy-mm-ddThh:mm`. */
const MINUTE_LETTERS = 16;
const MINUTE_MICROS = 60_000_000;
/** Bytes of a slot's notes. */
const SLOT = 18;
const sizeOf = (name: Uint8Array): number => MEMBER.name + ((name.length + 15) & ~15);
