/** Scanners of records of known members: WebAssembly made for them. */
import type { Left, ShapeScanner } from '../shape.ts';
import { DONE } from '../shape.ts';
import { met } from '../tokens.ts';
import { spaces, unplain, word } from './apart.ts';
import { HEAD, LONGEST_RECORD, MINUTE, RECORD } from './layout.ts';
import { leaveTo, type Machine, machineOf, putRecord, regionOf } from './machine.ts';
import { scan } from './scan.ts';

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
  /** Where its value is noted; undefined: it is not wanted. */
  readonly slot: number | undefined;
  /** Whether its text is wanted as a moment. */
  readonly isMoment: boolean;
}

/** Undefined where there is none to be had: no WebAssembly, no room. @param slots how many there are */
export function simdScanner(members: readonly SimdMember[], leftAt: Left, slots: number): Scanner | undefined {
  const machine = machineOf();
  const region = machine && regionOf(slots * SLOT + HEAD.size);
  if (!machine || region === undefined) return undefined;
  const { bytes, words } = machine;
  const { buffer } = bytes;
  const { at } = region;
  const places = placesOf(slots);
  bytes.fill(0, at, at + region.size);
  const doubles = new Float64Array(buffer);
  const notes: Notes = {
    numbers: new Float64Array(buffer, at + places.numbers, slots),
    starts: new Uint32Array(buffer, at + places.starts, slots),
    ends: new Uint32Array(buffer, at + places.ends, slots),
    kinds: new Uint8Array(buffer, at + places.kinds, slots),
    scales: new Uint8Array(buffer, at + places.scales, slots),
  };
  const run = programOf(machine, members, slots);
  const [memberAt, placeAt, highAt] = [HEAD.member, HEAD.at, HEAD.high].map(offset => (at + offset) >> 2) as [
    number,
    number,
    number,
  ];

  leaveTo(notes.kinds, region);
  return {
    notes,
    scan(record, end) {
      leftAt.behindValue = false;
      if (end > LONGEST_RECORD) {
        leftAt.position = 0;
        return 1;
      }
      putRecord(machine, record);
      const reached = run(RECORD, RECORD + end, at);
      met.high = words[highAt] === 1;
      if (reached === 0) return DONE;
      leftAt.position = words[memberAt]!;
      return words[placeAt]!;
    },
    moment(slot, record, start, micros) {
      const minute = at + places.minutes + MINUTE.size * slot;
      for (let i = 0; i < MINUTE.micros; i++) bytes[minute + i] = record[start + i]!;
      const since = Math.floor(micros / MINUTE_MICROS) * MINUTE_MICROS;
      doubles[(minute + MINUTE.micros) >> 3] = since;
    },
  };
}

const MINUTE_MICROS = 60_000_000;
/** Bytes of a slot's notes, with the minute of a moment. */
const SLOT = 18 + MINUTE.size;

/** Where the notes stand in their region. */
function placesOf(slots: number) {
  const numbers = HEAD.size;
  const minutes = numbers + 8 * slots;
  const starts = minutes + MINUTE.size * slots;
  const ends = starts + 4 * slots;
  const kinds = ends + 4 * slots;
  return { numbers, minutes, starts, ends, kinds, scales: kinds + slots };
}

/** A program is made once for records of the same members that are wanted alike: what runs a while runs faster. */
const programs = new Map<string, Program>();
const MOST_PROGRAMS = 200;
type Program = (record: number, end: number, notes: number) => number;

function programOf({ made }: Machine, members: readonly SimdMember[], slots: number): Program {
  const asked = JSON.stringify([slots, members.map(({ name, slot, isMoment }) => [[...name], slot, isMoment])]);
  const known = programs.get(asked);
  if (known) return known;
  const places = placesOf(slots);
  const scanned = members.map(({ name, slot, isMoment }) => ({
    name,
    notes:
      slot === undefined
        ? undefined
        : {
            kind: places.kinds + slot,
            start: places.starts + 4 * slot,
            end: places.ends + 4 * slot,
            number: places.numbers + 8 * slot,
            scale: places.scales + slot,
            minute: isMoment ? places.minutes + MINUTE.size * slot : undefined,
          },
  }));
  const program: Program = made([spaces, unplain(), word(), scan(scanned)]).scan!;
  if (programs.size === MOST_PROGRAMS) programs.delete(programs.keys().next().value!);
  programs.set(asked, program);
  return program;
}
