/** Parts of the scan that are rarely needed, as procedures of their own: spaces, strings that are not plain, true, false, null. */
import { KINDS } from '../kinds.ts';
import {
  above,
  add,
  all,
  and,
  below,
  bits,
  bytesBelow,
  bytesEqual,
  bytesLess,
  bytesOr,
  type Code,
  equal,
  get,
  giveBack,
  int,
  isZero,
  leave,
  load,
  loadByte,
  loadBytes,
  loop,
  or,
  type Procedure,
  set,
  sixteen,
  store,
  trailingZeros,
  unequal,
  when,
} from './assembler.ts';
import { HEAD, TABLE } from './layout.ts';

/** Their places in the module; behind them stands the scan. */
export const SPACES = 0;
export const UNPLAIN = 1;
export const WORD = 2;

/** Given where it begins, and where things are noted. */
const [AT, NOTES] = [0, 1] as const;
const here = loadByte(0, get(AT));
const forward = (by: number): Code => set(AT, add(get(AT), int(by)));
const refuse = all(int(0), giveBack());

export const spaces: Procedure = {
  name: 'spaces',
  params: 1,
  ints: 1,
  longs: 0,
  body: [
    loop(
      'spaces',
      set(1, here),
      when(
        or(
          or(equal(get(1), int(0x20)), equal(get(1), int(0x0a))),
          or(equal(get(1), int(0x0d)), equal(get(1), int(0x09))),
        ),
        forward(1),
        leave('spaces'),
      ),
    ),
    get(AT),
  ],
};

const nextSixteen = (at: number): Code => loadBytes(0, get(at));
const quoteOrBackslash = (at: number): Code =>
  bytesOr(bytesEqual(nextSixteen(at), sixteen(0x22)), bytesEqual(nextSixteen(at), sixteen(0x5c)));

/** On from `at` to the first byte that is not plain: a quote, a backslash, one of those below a space or past ASCII. */
export const toUnplain = (at: number, mask: number): Code =>
  all(
    loop(
      'plain',
      set(mask, bits(bytesOr(quoteOrBackslash(at), bytesLess(nextSixteen(at), sixteen(0x20))))),
      when(isZero(get(mask)), set(at, add(get(at), int(16))), leave('plain')),
    ),
    set(at, add(get(at), trailingZeros(get(mask)))),
  );

const isHex = (offset: number): Code => and(loadByte(TABLE, loadByte(offset, get(AT))), int(2));

/** From the first byte of a string that is not plain to its closing quote, or 0. Notes its kind and whether there was a byte past ASCII. */
export function unplain(): Procedure {
  const [BYTE, MASK, KIND] = [2, 3, 4] as const;
  const high = when(bits(bytesLess(nextSixteen(AT), sixteen(0))), store(HEAD.high, get(NOTES), int(1)));
  return {
    name: 'unplain',
    params: 2,
    ints: 3,
    longs: 0,
    body: [
      set(KIND, int(KINDS.UTF8_STRING)),
      loop(
        'string',
        set(BYTE, here),
        when(above(get(BYTE), int(0x7f)), store(HEAD.high, get(NOTES), int(1))),
        when(
          equal(get(BYTE), int(0x5c)),
          set(KIND, int(KINDS.ESCAPED_STRING)),
          set(BYTE, loadByte(1, get(AT))),
          when(
            equal(get(BYTE), int(0x75)),
            when(isZero(and(and(isHex(2), isHex(3)), and(isHex(4), isHex(5)))), refuse),
            forward(6),
            leave('string'),
          ),
          when(isZero(and(loadByte(TABLE, get(BYTE)), int(1))), refuse),
          forward(2),
          leave('string'),
        ),
        when(
          unequal(get(BYTE), int(0x22)),
          when(below(get(BYTE), int(0x20)), refuse),
          forward(1),
          loop(
            'run',
            set(MASK, bits(bytesOr(quoteOrBackslash(AT), bytesBelow(nextSixteen(AT), sixteen(0x20))))),
            when(isZero(get(MASK)), high, forward(16), leave('run')),
          ),
          // Also said of a few bytes behind, which does no harm.
          high,
          set(AT, add(get(AT), trailingZeros(get(MASK)))),
          leave('string'),
        ),
      ),
      store(HEAD.kind, get(NOTES), get(KIND)),
      get(AT),
    ],
  };
}

const fourBytes = (letters: string): number =>
  [...letters].reduce((sofar, letter, i) => sofar | (letter.charCodeAt(0) << (8 * i)), 0);

/** From where true, false or null may begin to where it ends, or 0. Notes its kind. */
export function word(): Procedure {
  const is = (offset: number, letters: string, kind: number): Code =>
    when(
      equal(load(offset, get(AT)), int(fourBytes(letters))),
      store(HEAD.kind, get(NOTES), int(kind)),
      add(get(AT), int(offset + 4)),
      giveBack(),
    );
  return {
    name: 'word',
    params: 2,
    ints: 0,
    longs: 0,
    body: [
      is(0, 'true', KINDS.TRUE),
      is(0, 'null', KINDS.NULL),
      when(equal(here, int(0x66)), is(1, 'alse', KINDS.FALSE)),
      int(0),
    ],
  };
}
