/**
 * The scan of a record whose members are known in their order, sixteen bytes at a time: the same as `shape.ts` says in
 * JavaScript, and spaces between tokens besides. What it does not take (nested values, long numbers) it leaves.
 */

import { KINDS } from '../kinds.ts';
import {
  above,
  add,
  addDouble,
  addLong,
  all,
  and,
  below,
  bits,
  block,
  bytesBelow,
  bytesEqual,
  bytesLess,
  bytesOr,
  bytesUnequal,
  type Code,
  doubleOf,
  doubleOfInt,
  equal,
  get,
  giveBack,
  int,
  isZero,
  leave,
  leaveIf,
  load,
  loadByte,
  loadBytes,
  loadDouble,
  long,
  longOf,
  loop,
  multiply,
  multiplyLong,
  or,
  type Procedure,
  set,
  shiftLeft,
  sixteen,
  store,
  storeByte,
  storeDouble,
  subtract,
  subtractLong,
  trailingZeros,
  unequal,
  when,
} from './assembler.ts';
import { HEAD, MEMBER, TABLE } from './layout.ts';

/** Given the record's place and end in memory, and the place of its shape. */
const [AT, END, SHAPE] = [0, 1, 2] as const;
const [BASE, MEMBER_AT, LEFT, MARK, LENGTH, P, Q, BYTE, FIRST, KIND, SCALE, NEGATIVE, HIGH, MASK] = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
] as const;
const INTS = 14;
const NUMBER = 17;

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;

const here = loadByte(0, get(AT));
const forward = (by: number): Code => set(AT, add(get(AT), int(by)));
const relative = subtract(get(AT), get(BASE));
const of = (offset: number): Code => load(offset, get(MEMBER_AT));

/** Nearly always there are none. BYTE is the one behind them. */
const skipSpaces = (label: string): Code =>
  loop(
    label,
    set(BYTE, here),
    when(
      isZero(above(get(BYTE), int(0x20))),
      when(
        or(
          or(equal(get(BYTE), int(0x20)), equal(get(BYTE), int(0x0a))),
          or(equal(get(BYTE), int(0x0d)), equal(get(BYTE), int(0x09))),
        ),
        forward(1),
        leave(label),
      ),
    ),
  );

const name = all(
  set(LENGTH, of(MEMBER.length)),
  leaveIf('left', above(add(get(AT), get(LENGTH)), get(END))),
  set(P, get(AT)),
  set(Q, add(get(MEMBER_AT), int(MEMBER.name))),
  set(FIRST, get(LENGTH)),
  loop(
    'name',
    set(MASK, bits(bytesUnequal(loadBytes(0, get(P)), loadBytes(0, get(Q))))),
    when(
      above(get(FIRST), int(16)),
      leaveIf('left', get(MASK)),
      set(P, add(get(P), int(16))),
      set(Q, add(get(Q), int(16))),
      set(FIRST, subtract(get(FIRST), int(16))),
      leave('name'),
    ),
  ),
  leaveIf('left', and(get(MASK), subtract(shiftLeft(int(1), get(FIRST)), int(1)))),
  set(AT, add(get(AT), get(LENGTH))),
  set(BYTE, here),
  when(unequal(get(BYTE), int(COLON)), skipSpaces('named'), leaveIf('left', unequal(get(BYTE), int(COLON)))),
  forward(1),
);

const digitAt = (offset: number): Code => subtract(loadByte(offset, get(P)), int(0x30));
const isByte = (offset: number, byte: number): Code => equal(loadByte(offset, get(P)), int(byte));

/** `….:ss.fffZ` of the minute that was read last, from P; anything else is left a string. */
const moment = block(
  'moment',
  set(P, subtract(get(AT), int(24))),
  leaveIf('moment', bits(bytesUnequal(loadBytes(0, get(P)), loadBytes(MEMBER.minute, get(MEMBER_AT))))),
  leaveIf('moment', isZero(and(isByte(16, COLON), and(isByte(19, 0x2e), isByte(23, 0x5a))))),
  leaveIf('moment', above(digitAt(17), int(5))),
  ...[18, 20, 21, 22].map(offset => leaveIf('moment', above(digitAt(offset), int(9)))),
  set(Q, add(multiply(digitAt(17), int(10)), digitAt(18))),
  ...[20, 21, 22].map(offset => set(Q, add(multiply(get(Q), int(10)), digitAt(offset)))),
  storeDouble(
    0,
    of(MEMBER.number),
    addDouble(loadDouble(MEMBER.minuteMicros, get(MEMBER_AT)), doubleOfInt(multiply(get(Q), int(1000)))),
  ),
  set(KIND, int(KINDS.MOMENT)),
);

const quoteOrBackslash = bytesOr(
  bytesEqual(loadBytes(0, get(AT)), sixteen(0x22)),
  bytesEqual(loadBytes(0, get(AT)), sixteen(0x5c)),
);

/** From behind the opening quote to the closing one. Behind the record stands a 0, which no string may hold. */
const string = all(
  forward(1),
  set(FIRST, get(AT)),
  store(0, of(MEMBER.start), relative),
  set(KIND, int(KINDS.PLAIN_STRING)),
  loop(
    'plain',
    set(MASK, bits(bytesOr(quoteOrBackslash, bytesLess(loadBytes(0, get(AT)), sixteen(0x20))))),
    when(isZero(get(MASK)), forward(16), leave('plain')),
  ),
  set(AT, add(get(AT), trailingZeros(get(MASK)))),
  set(BYTE, here),
  when(
    unequal(get(BYTE), int(0x22)),
    set(KIND, int(KINDS.UTF8_STRING)),
    loop(
      'unplain',
      set(BYTE, here),
      when(above(get(BYTE), int(0x7f)), set(HIGH, int(1))),
      when(
        equal(get(BYTE), int(0x5c)),
        set(KIND, int(KINDS.ESCAPED_STRING)),
        set(BYTE, loadByte(1, get(AT))),
        when(
          equal(get(BYTE), int(0x75)),
          leaveIf('left', isZero(and(and(isHex(2), isHex(3)), and(isHex(4), isHex(5))))),
          forward(6),
          leave('unplain'),
        ),
        leaveIf('left', isZero(and(loadByte(TABLE, get(BYTE)), int(1)))),
        forward(2),
        leave('unplain'),
      ),
      when(
        unequal(get(BYTE), int(0x22)),
        leaveIf('left', below(get(BYTE), int(0x20))),
        forward(1),
        loop(
          'run',
          set(MASK, bits(bytesOr(quoteOrBackslash, bytesBelow(loadBytes(0, get(AT)), sixteen(0x20))))),
          when(
            isZero(get(MASK)),
            when(bits(bytesLess(loadBytes(0, get(AT)), sixteen(0))), set(HIGH, int(1))),
            forward(16),
            leave('run'),
          ),
        ),
        // Bytes past ASCII among those before what was found: counted with a few behind it, which does no harm.
        when(bits(bytesLess(loadBytes(0, get(AT)), sixteen(0))), set(HIGH, int(1))),
        set(AT, add(get(AT), trailingZeros(get(MASK)))),
        leave('unplain'),
      ),
    ),
  ),
  when(
    of(MEMBER.isMoment),
    when(and(equal(get(KIND), int(KINDS.PLAIN_STRING)), equal(subtract(get(AT), get(FIRST)), int(24))), moment),
  ),
  store(0, of(MEMBER.end), relative),
  forward(1),
);

function isHex(offset: number): Code {
  return and(loadByte(TABLE, loadByte(offset, get(AT))), int(2));
}

const digits = (label: string): Code =>
  loop(
    label,
    set(BYTE, subtract(here, int(0x30))),
    when(
      below(get(BYTE), int(10)),
      set(NUMBER, addLong(multiplyLong(get(NUMBER), long(10)), longOf(get(BYTE)))),
      forward(1),
      leave(label),
    ),
  );

const number = all(
  store(0, of(MEMBER.start), relative),
  set(NEGATIVE, equal(here, int(0x2d))),
  set(AT, add(get(AT), get(NEGATIVE))),
  set(FIRST, get(AT)),
  set(NUMBER, long(0)),
  set(KIND, int(KINDS.WHOLE)),
  set(SCALE, int(0)),
  digits('whole'),
  set(LENGTH, subtract(get(AT), get(FIRST))),
  leaveIf('left', isZero(get(LENGTH))),
  leaveIf('left', and(above(get(LENGTH), int(1)), equal(loadByte(0, get(FIRST)), int(0x30)))),
  when(
    equal(here, int(0x2e)),
    forward(1),
    set(P, get(AT)),
    digits('fraction'),
    set(SCALE, subtract(get(AT), get(P))),
    leaveIf('left', isZero(get(SCALE))),
    set(KIND, int(KINDS.FRACTION)),
  ),
  leaveIf('left', above(add(get(LENGTH), get(SCALE)), int(15))),
  leaveIf('left', equal(or(here, int(0x20)), int(0x65))),
  when(get(NEGATIVE), set(NUMBER, subtractLong(long(0), get(NUMBER)))),
  storeDouble(0, of(MEMBER.number), doubleOf(get(NUMBER))),
  storeByte(0, of(MEMBER.scale), get(SCALE)),
  store(0, of(MEMBER.end), relative),
);

const word = (letter: number, offset: number, rest: string, kind: number): Code =>
  when(
    equal(get(BYTE), int(letter)),
    leaveIf('left', unequal(load(offset, get(AT)), int(fourBytes(rest)))),
    store(0, of(MEMBER.start), relative),
    forward(offset + 4),
    store(0, of(MEMBER.end), relative),
    set(KIND, int(kind)),
    leave('value'),
  );

const fourBytes = (text: string): number =>
  [...text].reduce((sofar, letter, i) => sofar | (letter.charCodeAt(0) << (8 * i)), 0);

const member = all(
  set(BYTE, here),
  when(unequal(get(BYTE), int(QUOTE)), skipSpaces('before')),
  set(MARK, get(AT)),
  name,
  set(BYTE, here),
  block(
    'value',
    block(
      'string',
      leaveIf('string', equal(get(BYTE), int(QUOTE))),
      skipSpaces('colon'),
      leaveIf('string', equal(get(BYTE), int(QUOTE))),
      word(0x74, 0, 'true', KINDS.TRUE),
      word(0x66, 1, 'alse', KINDS.FALSE),
      word(0x6e, 0, 'null', KINDS.NULL),
      number,
      leave('value'),
    ),
    string,
  ),
  storeByte(0, of(MEMBER.kind), get(KIND)),
  set(BYTE, here),
  when(unequal(get(BYTE), int(COMMA)), skipSpaces('behind')),
);

/** Gives 0 when all of it was scanned; else HEAD.left and HEAD.at say before which member, and where it begins. */
export const scan: Procedure = {
  name: 'scan',
  params: 3,
  ints: INTS,
  longs: 1,
  body: [
    set(BASE, get(AT)),
    set(LEFT, load(HEAD.count, get(SHAPE))),
    set(MEMBER_AT, add(get(SHAPE), int(HEAD.members))),
    forward(1),
    block(
      'left',
      set(MARK, get(AT)),
      loop(
        'members',
        member,
        set(LEFT, subtract(get(LEFT), int(1))),
        when(
          get(LEFT),
          // Back to before the member that is done, should it not be followed by another.
          when(unequal(get(BYTE), int(COMMA)), set(LEFT, add(get(LEFT), int(1))), leave('left')),
          forward(1),
          set(MEMBER_AT, of(MEMBER.next)),
          leave('members'),
        ),
        set(LEFT, int(1)),
        leaveIf('left', unequal(get(BYTE), int(0x7d))),
        forward(1),
        skipSpaces('end'),
        leaveIf('left', unequal(get(AT), get(END))),
        store(HEAD.high, get(SHAPE), get(HIGH)),
        giveBack(int(0)),
      ),
    ),
    store(HEAD.left, get(SHAPE), get(LEFT)),
    store(HEAD.at, get(SHAPE), subtract(get(MARK), get(BASE))),
    store(HEAD.high, get(SHAPE), get(HIGH)),
    int(1),
  ],
};
