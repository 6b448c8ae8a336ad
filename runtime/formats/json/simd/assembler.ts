/** WebAssembly written as nested calls: just the instructions that are used here, with labels by name. */

/** The bytes of instructions, told which labels are around them, the innermost first. */
export type Code = (labels: readonly string[]) => readonly number[];

function unsigned(n: number): number[] {
  const bytes: number[] = [];
  let rest = n;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

function signed(n: number): number[] {
  const bytes: number[] = [];
  let rest = n;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && low < 0x40) || (rest === -1 && low >= 0x40)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

const sequence =
  (parts: readonly Code[]): Code =>
  labels =>
    parts.flatMap(part => part(labels));

const instruction =
  (...opcode: readonly number[]) =>
  (...operands: readonly Code[]): Code =>
  labels => [...sequence(operands)(labels), ...opcode];

/** Alignment is a hint alone: none is promised. */
const memory =
  (...opcode: readonly number[]) =>
  (offset: number, ...operands: readonly Code[]): Code =>
    instruction(...opcode, 0, ...unsigned(offset))(...operands);

export const get = (local: number): Code => instruction(0x20, local)();
export const set = (local: number, value: Code): Code => instruction(0x21, local)(value);
export const int = (n: number): Code => instruction(0x41, ...signed(n))();
export const long = (n: number): Code => instruction(0x42, ...signed(n))();

export const load = memory(0x28);
export const loadByte = memory(0x2d);
export const store = memory(0x36);
export const storeByte = memory(0x3a);
export const storeDouble = memory(0x39);
export const loadDouble = memory(0x2b);

export const isZero = instruction(0x45);
export const equal = instruction(0x46);
export const unequal = instruction(0x47);
/** Of unsigned numbers. */
export const below = instruction(0x49);
export const above = instruction(0x4b);
export const trailingZeros = instruction(0x68);
export const add = instruction(0x6a);
export const subtract = instruction(0x6b);
export const multiply = instruction(0x6c);
export const and = instruction(0x71);
export const or = instruction(0x72);

export const addLong = instruction(0x7c);
export const subtractLong = instruction(0x7d);
export const multiplyLong = instruction(0x7e);
export const longOf = instruction(0xad);
export const doubleOf = instruction(0xb9);
export const doubleOfInt = instruction(0xb8);
export const addDouble = instruction(0xa0);

/** Sixteen bytes at a time. */
export const loadBytes = memory(0xfd, 0x00);
export const storeBytes = memory(0xfd, 0x0b);
export const bytesOf = (bytes: readonly number[]): Code => instruction(0xfd, 0x0c, ...bytes)();
export const sixteen = (byte: number): Code => bytesOf(new Array<number>(16).fill(byte));
export const bytesEqual = instruction(0xfd, 0x23);
export const bytesUnequal = instruction(0xfd, 0x24);
/** Of signed bytes: those past ASCII are below 0. */
export const bytesLess = instruction(0xfd, 0x25);
export const bytesBelow = instruction(0xfd, 0x26);
export const bytesAnd = instruction(0xfd, 0x4e);
export const bytesXor = instruction(0xfd, 0x51);
export const anyBit = instruction(0xfd, 0x53);
export const bytesOr = instruction(0xfd, 0x50);
/** One bit of each byte. */
export const bits = instruction(0xfd, 0x64);

export const leave = (label: string): Code => branch(0x0c, label);
export const leaveIf = (label: string, condition: Code): Code => sequence([condition, branch(0x0d, label)]);
/** By its place in the module. */
export const call = (procedure: number, ...given: readonly Code[]): Code => instruction(0x10, procedure)(...given);
export const giveBack = instruction(0x0f);

/** Leaving it goes behind it. */
export const block = (label: string, ...body: readonly Code[]): Code => nested(0x02, label, body);
/** Leaving it begins it anew. */
export const loop = (label: string, ...body: readonly Code[]): Code => nested(0x03, label, body);
export const when = (condition: Code, ...body: readonly Code[]): Code => sequence([condition, nested(0x04, '', body)]);
export const all = (...parts: readonly Code[]): Code => sequence(parts);

const nested =
  (opcode: number, label: string, body: readonly Code[]): Code =>
  labels => [opcode, 0x40, ...sequence(body)([label, ...labels]), 0x0b];

const branch =
  (opcode: number, label: string): Code =>
  labels => {
    const depth = labels.indexOf(label);
    if (depth < 0) throw new Error(`there is no block ${label} around this`);
    return [opcode, depth];
  };

const I32 = 0x7f;
const I64 = 0x7e;

export interface Procedure {
  readonly name: string;
  /** Whole numbers of 4 bytes, as is what it gives. */
  readonly params: number;
  /** Local variables behind them. */
  readonly ints: number;
  readonly longs: number;
  readonly body: readonly Code[];
}

/** A module with these, and an imported memory `env.memory` of so many pages. */
export function moduleOf(pages: number, procedures: readonly Procedure[]): Uint8Array<ArrayBuffer> {
  const text = (name: string) => [...unsigned(name.length), ...new TextEncoder().encode(name)];
  const section = (id: number, ...items: readonly (readonly number[])[]) => {
    const bytes = [...unsigned(items.length), ...items.flat()];
    return [id, ...unsigned(bytes.length), ...bytes];
  };
  const codeOf = ({ ints, longs, body }: Procedure) => {
    const bytes = [2, ...unsigned(ints), I32, ...unsigned(longs), I64, ...sequence(body)([]), 0x0b];
    return [...unsigned(bytes.length), ...bytes];
  };
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, ...procedures.map(({ params }) => [0x60, params, ...new Array<number>(params).fill(I32), 1, I32])),
    ...section(2, [...text('env'), ...text('memory'), 2, 1, ...unsigned(pages), ...unsigned(pages)]),
    ...section(3, ...procedures.map((_, i) => [i])),
    ...section(7, ...procedures.map(({ name }, i) => [...text(name), 0, i])),
    ...section(10, ...procedures.map(codeOf)),
  ]);
}
