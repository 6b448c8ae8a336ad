/** Moments of the minute that was read last, as numbers. */
import {
  above,
  add,
  addDouble,
  all,
  and,
  bits,
  block,
  bytesUnequal,
  type Code,
  doubleOfInt,
  equal,
  get,
  int,
  isZero,
  leaveIf,
  loadByte,
  loadBytes,
  loadDouble,
  multiply,
  set,
  storeDouble,
  subtract,
} from './assembler.ts';
import { MINUTE } from './layout.ts';

/** `yyyy-mm-ddThh:mm:ss.fffZ`. */
export const MOMENT_LETTERS = 24;

/** Of the text at `from`, of MOMENT_LETTERS: notes its microseconds since 1970; nothing where it is of another minute. */
export function moment(of: {
  readonly from: number;
  readonly scratch: number;
  readonly notes: number;
  readonly minute: number;
  readonly number: number;
  readonly then: Code;
}): Code {
  const { from, scratch, notes, minute, number, then } = of;
  const digitAt = (offset: number): Code => subtract(loadByte(offset, get(from)), int(0x30));
  const isByte = (offset: number, byte: number): Code => equal(loadByte(offset, get(from)), int(byte));
  return block(
    'moment',
    leaveIf('moment', bits(bytesUnequal(loadBytes(0, get(from)), loadBytes(minute + MINUTE.letters, get(notes))))),
    leaveIf('moment', isZero(and(isByte(16, 0x3a), and(isByte(19, 0x2e), isByte(23, 0x5a))))),
    leaveIf('moment', above(digitAt(17), int(5))),
    ...[18, 20, 21, 22].map(offset => leaveIf('moment', above(digitAt(offset), int(9)))),
    set(scratch, digitAt(17)),
    ...[18, 20, 21, 22].map(offset => set(scratch, add(multiply(get(scratch), int(10)), digitAt(offset)))),
    storeDouble(
      number,
      get(notes),
      addDouble(loadDouble(minute + MINUTE.micros, get(notes)), doubleOfInt(multiply(get(scratch), int(1000)))),
    ),
    all(then),
  );
}
