/** Scanners of records of known members as WebAssembly; all of a process in one memory. */
import type { Shape, ShapeScanner } from '../shape.ts';
import { DONE } from '../shape.ts';
import { met } from '../tokens.ts';
import { FIRST_REGION, HEAD, LONGEST_RECORD, MEMBER, PAGES, RECORD, REGION, REGIONS, TABLE } from './layout.ts';
import { program } from './program.ts';

/** Arrays in the memory, in which a scan notes what it finds; by slot. Who drops `kinds` drops them all, and the scan. */
export interface Notes {
  readonly kinds: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly numbers: Float64Array;
  readonly scales: Uint8Array;
}

/** What is used of it: the types of the language have it with a browser's alone. */
interface Wasm {
  readonly Memory: new (of: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
  readonly CompileError: new () => Error;
}

interface Machine {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
  readonly run: (at: number, end: number, shape: number) => number;
}

/** Undefined where there is no WebAssembly of this kind, or it may not be used. */
let machine: Machine | undefined | null = null;

function machineOf(): Machine | undefined {
  if (machine === null) machine = made();
  return machine;
}

function made(): Machine | undefined {
  const { WebAssembly: wasm } = globalThis as { readonly WebAssembly?: Wasm };
  if (!wasm) return undefined;
  try {
    const memory = new wasm.Memory({ initial: PAGES, maximum: PAGES });
    const { exports } = new wasm.Instance(new wasm.Module(program()), { env: { memory } });
    const bytes = new Uint8Array(memory.buffer);
    for (const letter of '"\\/bfnrt') bytes[TABLE + letter.charCodeAt(0)]! |= 1;
    for (const digit of '0123456789abcdefABCDEF') bytes[TABLE + digit.charCodeAt(0)]! |= 2;
    return { bytes, words: new Uint32Array(memory.buffer), run: exports.run as Machine['run'] };
  } catch (error) {
    // No such instructions, a page that forbids it, no memory to be had.
    if (error instanceof wasm.CompileError || error instanceof RangeError) return undefined;
    throw error;
  }
}

const free: number[] = Array.from({ length: REGIONS }, (_, i) => FIRST_REGION + i * REGION);
/** Regions of scanners that nobody has any more. */
const left = new FinalizationRegistry((region: number) => free.push(region));

export interface Scanner {
  readonly notes: Notes;
  readonly scan: ShapeScanner;
}

/** Undefined where there is none to be had: no WebAssembly, no room. @param slots how many there are */
export function simdScanner(
  { members, left: leftAt }: Pick<Shape, 'members' | 'left'>,
  slots: number,
): Scanner | undefined {
  const known = machineOf();
  if (!known || slots * 18 + 64 + members.reduce<number>((sum, { name }) => sum + sizeOf(name), HEAD.members) > REGION)
    return undefined;
  const region = free.pop();
  if (region === undefined) return undefined;
  const { bytes, words, run } = known;
  const { buffer } = bytes;
  const starts = region + 8 * slots;
  const ends = starts + 4 * slots;
  const kinds = ends + 4 * slots;
  const scales = kinds + slots;
  const shape = (scales + slots + 15) & ~15;
  const notes: Notes = {
    numbers: new Float64Array(buffer, region, slots),
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
  for (const { name, slot } of members) {
    const next = at + sizeOf(name);
    put(at + MEMBER.length, name.length);
    put(at + MEMBER.kind, kinds + slot);
    put(at + MEMBER.start, starts + 4 * slot);
    put(at + MEMBER.end, ends + 4 * slot);
    put(at + MEMBER.number, region + 8 * slot);
    put(at + MEMBER.scale, scales + slot);
    put(at + MEMBER.next, next);
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
    bytes.set(record, RECORD);
    bytes[RECORD + end] = 0;
    const reached = run(RECORD, RECORD + end, shape);
    met.high = words[head + (HEAD.high >> 2)] === 1;
    if (reached === 0) return DONE;
    leftAt.position = members.length - words[head + (HEAD.left >> 2)]!;
    return words[head + (HEAD.at >> 2)]!;
  };
  left.register(notes.kinds, region);
  return { notes, scan };
}

const sizeOf = (name: Uint8Array): number => MEMBER.name + ((name.length + 15) & ~15);
