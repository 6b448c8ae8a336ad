/** The memory that WebAssembly works in, one for a process, and its procedures. */
import { moduleOf, type Procedure } from './assembler.ts';
import { gather } from './gather.ts';
import { PAGES, RECORD, REGIONS, REGIONS_SIZE, TABLE } from './layout.ts';

/** What is used of it: the types of the language have it with a browser's alone. */
interface Wasm {
  readonly Memory: new (of: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Made };
  readonly CompileError: new () => Error;
}

type Made = Readonly<Record<string, (...given: number[]) => number>>;

export interface Machine {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The same memory. */
  readonly words: Uint32Array;
  /** The record that stands at RECORD. */
  record: Uint8Array | undefined;
  readonly gather: (list: number, count: number, to: number) => number;
  /** Code that works in it, by the names of the procedures. */
  readonly made: (procedures: readonly Procedure[]) => Made;
}

let machine: Machine | undefined | null = null;

/** Undefined where there is no WebAssembly of this kind, or it may not be used. */
export function machineOf(): Machine | undefined {
  if (machine === null) machine = made();
  return machine;
}

function made(): Machine | undefined {
  const { WebAssembly: wasm } = globalThis as unknown as { readonly WebAssembly?: Wasm };
  if (!wasm) return undefined;
  try {
    const memory = new wasm.Memory({ initial: PAGES, maximum: PAGES });
    const made = (procedures: readonly Procedure[]): Made =>
      new wasm.Instance(new wasm.Module(moduleOf(PAGES, procedures)), { env: { memory } }).exports;
    const code = made([gather]);
    const bytes = new Uint8Array(memory.buffer);
    for (const letter of '"\\/bfnrt') bytes[TABLE + letter.charCodeAt(0)]! |= 1;
    for (const digit of '0123456789abcdefABCDEF') bytes[TABLE + digit.charCodeAt(0)]! |= 2;
    return {
      bytes,
      words: new Uint32Array(memory.buffer),
      record: undefined,
      gather: code.gather!,
      made,
    };
  } catch (error) {
    // No such instructions, a page that forbids it, no memory to be had.
    if (error instanceof wasm.CompileError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** @param record LONGEST_RECORD at most */
export function putRecord(at: Machine, record: Uint8Array): void {
  at.bytes.set(record, RECORD);
  at.bytes[RECORD + record.length] = 0;
  at.record = record;
}

export interface Region {
  readonly at: number;
  readonly size: number;
}

/** Bytes of the least region; each is of twice as many as those before, or as many. */
const LEAST = 512;
/** By size. */
const free = new Map<number, number[]>();
let untaken = REGIONS;
const ownerless = new FinalizationRegistry(({ at, size }: Region) => {
  const others = free.get(size);
  if (others) others.push(at);
  else free.set(size, [at]);
});

/** Of so many bytes at least; undefined where there is no room. */
export function regionOf(bytes: number): Region | undefined {
  let size = LEAST;
  while (size < bytes) size *= 2;
  let at = free.get(size)?.pop();
  if (at === undefined) {
    if (untaken + size > REGIONS + REGIONS_SIZE) return undefined;
    at = untaken;
    untaken += size;
  }
  return { at, size };
}

/** It is to be had again when there is no owner any more. */
export const leaveTo = (owner: object, region: Region): void => ownerless.register(owner, region);
