/**
 * The scan of records of known members in their order, sixteen bytes at a time: what `shape.ts` says in JavaScript, with spaces
 * between tokens besides. What it does not take (nested values, long numbers, other members) it leaves.
 */
import { KINDS } from '../kinds.ts';
import { SPACES, toUnplain, UNPLAIN, WORD } from './apart.ts';
import {
  above,
  add,
  addLong,
  all,
  and,
  anyBit,
  below,
  block,
  bytesAnd,
  bytesOf,
  bytesXor,
  type Code,
  call,
  doubleOf,
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
  long,
  longOf,
  loop,
  multiplyLong,
  or,
  type Procedure,
  set,
  store,
  storeByte,
  storeDouble,
  subtract,
  subtractLong,
  unequal,
  when,
} from './assembler.ts';
import { HEAD } from './layout.ts';
import { MOMENT_LETTERS, moment } from './moment.ts';

export interface ScannedMember {
  /** As it is written, with its quotes. */
  readonly name: Uint8Array;
  /** Where its value is noted; undefined: it is not wanted. */
  readonly notes: NotePlaces | undefined;
}

/** Counted from where things are noted. */
export interface NotePlaces {
  readonly kind: number;
  readonly start: number;
  readonly end: number;
  readonly number: number;
  readonly scale: number;
  /** Where the minute of a moment stands; undefined: its text is not wanted as one. */
  readonly minute: number | undefined;
}

/**
 * Given the record's place and end in memory, and where things are noted. Behind the record stands a 0, which ends whatever
 * goes on up to there.
 */
const [AT, END, NOTES] = [0, 1, 2] as const;
const [BASE, MEMBER, MARK, SCRATCH, BYTE, FIRST, KIND, NEGATIVE] = [3, 4, 5, 6, 7, 8, 9, 10] as const;
const INTS = 8;
const NUMBER = 11;

const [QUOTE, COMMA, COLON, BRACE] = [0x22, 0x2c, 0x3a, 0x7d] as const;

const here = loadByte(0, get(AT));
const forward = (by: number): Code => set(AT, add(get(AT), int(by)));
const relative = subtract(get(AT), get(BASE));
const skipSpaces = all(set(AT, call(SPACES, get(AT))), set(BYTE, here));
const keep = (place: number, value: Code): Code => store(place, get(NOTES), value);

/** On to behind the byte, which may stand after spaces. */
const pass = (byte: number): Code =>
  all(
    set(BYTE, here),
    when(unequal(get(BYTE), int(byte)), skipSpaces, leaveIf('left', unequal(get(BYTE), int(byte)))),
    forward(1),
  );

/** Whether something else than the text stands at AT. */
function differs(text: readonly number[]): Code {
  const parts: Code[] = [];
  for (let at = 0; at < text.length; at += 16) {
    const part = text.slice(at, at + 16);
    const rest = new Array<number>(16 - part.length).fill(0);
    const other = bytesXor(loadBytes(at, get(AT)), bytesOf([...part, ...rest]));
    parts.push(anyBit(rest.length === 0 ? other : bytesAnd(other, bytesOf([...part.map(() => 0xff), ...rest]))));
  }
  return parts.reduce((one, another) => or(one, another));
}

/** To behind the colon. */
const named = (name: readonly number[]): Code =>
  block(
    'named',
    block(
      'spaced',
      set(MARK, get(AT)),
      leaveIf('spaced', differs([...name, COLON])),
      forward(name.length + 1),
      leave('named'),
    ),
    skipSpaces,
    set(MARK, get(AT)),
    leaveIf('left', differs(name)),
    forward(name.length),
    pass(COLON),
  );

const string = (notes: NotePlaces | undefined): Code =>
  all(
    forward(1),
    set(FIRST, get(AT)),
    set(KIND, int(KINDS.PLAIN_STRING)),
    toUnplain(AT, SCRATCH),
    when(
      unequal(here, int(QUOTE)),
      set(AT, call(UNPLAIN, get(AT), get(NOTES))),
      leaveIf('left', isZero(get(AT))),
      set(KIND, load(HEAD.kind, get(NOTES))),
    ),
    ...(notes ? [stringNotes(notes)] : []),
    forward(1),
  );

const stringNotes = ({ kind, start, end, number, minute }: NotePlaces): Code =>
  all(
    keep(start, subtract(get(FIRST), get(BASE))),
    keep(end, relative),
    ...(minute === undefined
      ? []
      : [
          when(
            and(equal(subtract(get(AT), get(FIRST)), int(MOMENT_LETTERS)), equal(get(KIND), int(KINDS.PLAIN_STRING))),
            moment({ from: FIRST, scratch: SCRATCH, notes: NOTES, minute, number, then: set(KIND, int(KINDS.MOMENT)) }),
          ),
        ]),
    storeByte(kind, get(NOTES), get(KIND)),
  );

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

/** Up to 15 digits; an exponent is not what may come behind. */
const number = (notes: NotePlaces | undefined): Code =>
  all(
    ...(notes ? [keep(notes.start, relative)] : []),
    set(NEGATIVE, equal(here, int(0x2d))),
    set(AT, add(get(AT), get(NEGATIVE))),
    set(FIRST, get(AT)),
    set(NUMBER, long(0)),
    set(KIND, int(KINDS.WHOLE)),
    digits('whole'),
    set(SCRATCH, subtract(get(AT), get(FIRST))),
    leaveIf('left', isZero(get(SCRATCH))),
    leaveIf('left', and(above(get(SCRATCH), int(1)), equal(loadByte(0, get(FIRST)), int(0x30)))),
    ...(notes ? [storeByte(notes.scale, get(NOTES), int(0))] : []),
    when(
      equal(here, int(0x2e)),
      forward(1),
      set(FIRST, get(AT)),
      digits('fraction'),
      set(FIRST, subtract(get(AT), get(FIRST))),
      leaveIf('left', isZero(get(FIRST))),
      set(SCRATCH, add(get(SCRATCH), get(FIRST))),
      set(KIND, int(KINDS.FRACTION)),
      ...(notes ? [storeByte(notes.scale, get(NOTES), get(FIRST))] : []),
    ),
    leaveIf('left', above(get(SCRATCH), int(15))),
    ...(notes
      ? [
          when(get(NEGATIVE), set(NUMBER, subtractLong(long(0), get(NUMBER)))),
          storeDouble(notes.number, get(NOTES), doubleOf(get(NUMBER))),
          keep(notes.end, relative),
          storeByte(notes.kind, get(NOTES), get(KIND)),
        ]
      : []),
  );

const trueFalseNull = (notes: NotePlaces | undefined): Code =>
  all(
    ...(notes ? [keep(notes.start, relative)] : []),
    set(AT, call(WORD, get(AT), get(NOTES))),
    leaveIf('left', isZero(get(AT))),
    ...(notes ? [keep(notes.end, relative), storeByte(notes.kind, get(NOTES), load(HEAD.kind, get(NOTES)))] : []),
  );

const member = ({ name, notes }: ScannedMember, position: number): Code =>
  all(
    set(MEMBER, int(position)),
    named([...name]),
    set(BYTE, here),
    when(below(get(BYTE), int(0x21)), skipSpaces),
    block(
      'value',
      when(equal(get(BYTE), int(QUOTE)), string(notes), leave('value')),
      when(above(get(BYTE), int(0x5b)), trueFalseNull(notes), leave('value')),
      number(notes),
    ),
  );

/** Gives 0 when all of it was scanned; else HEAD says before which member it was left. */
export const scan = (members: readonly ScannedMember[]): Procedure => ({
  name: 'scan',
  params: 3,
  ints: INTS,
  longs: 1,
  body: [
    set(BASE, get(AT)),
    keep(HEAD.high, int(0)),
    forward(1),
    block(
      'left',
      ...members.flatMap((one, i) => [member(one, i), pass(i + 1 < members.length ? COMMA : BRACE)]),
      when(unequal(get(AT), get(END)), skipSpaces, leaveIf('left', unequal(get(AT), get(END)))),
      int(0),
      giveBack(),
    ),
    keep(HEAD.member, get(MEMBER)),
    keep(HEAD.at, subtract(get(MARK), get(BASE))),
    int(1),
  ],
});
