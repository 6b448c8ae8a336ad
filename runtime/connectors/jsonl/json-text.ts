/**
 * Walks JSON text as bytes, strictly, without making values of it: where a value ends, and what an object's members
 * are. What it passes over keeps its spelling, so that no digit of a number is lost.
 */

/**
 * Where the JSON value that begins at `at` (blanks allowed before it) ends. Of text that is no JSON value the
 * complement (`~`, negative) of the position where it goes wrong.
 */
export function valueEnd(bytes: Uint8Array, start: number): number {
  const inObject: boolean[] = [];
  let at = start;
  for (;;) {
    at = skipBlanks(bytes, at);
    const opens = bytes[at] === OPEN_BRACE ? CLOSE_BRACE : bytes[at] === OPEN_BRACKET ? CLOSE_BRACKET : 0;
    if (opens) {
      at = skipBlanks(bytes, at + 1);
      if (bytes[at] === opens) at++;
      else {
        inObject.push(opens === CLOSE_BRACE);
        if (opens === CLOSE_BRACE) at = nameEnd(bytes, at);
        if (at < 0) return at;
        continue;
      }
    } else at = scalarEnd(bytes, at);
    if (at < 0) return at;
    // A value has ended: so may the arrays and objects it stands in.
    for (;;) {
      const object = inObject.at(-1);
      if (object === undefined) return at;
      at = skipBlanks(bytes, at);
      if (bytes[at] === COMMA) {
        at = object ? nameEnd(bytes, skipBlanks(bytes, at + 1)) : at + 1;
        if (at < 0) return at;
        break;
      }
      if (bytes[at] !== (object ? CLOSE_BRACE : CLOSE_BRACKET)) return ~at;
      inObject.pop();
      at++;
    }
  }
}

export interface Member {
  readonly name: string;
  /** The value's text: `bytes.subarray(from, to)`. */
  readonly from: number;
  readonly to: number;
}

export interface Members {
  readonly members: readonly Member[];
  readonly end: number;
}

/** The members of the object that begins at `start`, in their order, twice where they stand twice; or `~position`. */
export function objectMembers(bytes: Uint8Array, start: number): Members | number {
  return listed(bytes, start, OPEN_BRACE, CLOSE_BRACE, at => {
    const quoteEnd = stringEnd(bytes, at);
    const colon = nameEnd(bytes, at);
    if (colon < 0) return colon;
    const from = skipBlanks(bytes, colon);
    return { name: stringAt(bytes, at, quoteEnd), from, to: valueEnd(bytes, from) };
  });
}

/** The elements of the array that begins at `start`, as members without names; or `~position`. */
export function arrayElements(bytes: Uint8Array, start: number): Members | number {
  return listed(bytes, start, OPEN_BRACKET, CLOSE_BRACKET, from => ({ name: '', from, to: valueEnd(bytes, from) }));
}

function listed(
  bytes: Uint8Array,
  start: number,
  opening: number,
  closing: number,
  memberAt: (at: number) => Member | number,
): Members | number {
  if (bytes[start] !== opening) return ~start;
  const members: Member[] = [];
  let at = skipBlanks(bytes, start + 1);
  if (bytes[at] === closing) return { members, end: at + 1 };
  for (;;) {
    const member = memberAt(skipBlanks(bytes, at));
    if (typeof member === 'number') return member;
    if (member.to < 0) return member.to;
    members.push(member);
    at = skipBlanks(bytes, member.to);
    if (bytes[at] === closing) return { members, end: at + 1 };
    if (bytes[at] !== COMMA) return ~at;
    at++;
  }
}

/** The text of the string from its opening quote up to its `end`. */
export function stringAt(bytes: Uint8Array, start: number, end: number): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
  return text.includes('\\') ? (JSON.parse(text) as string) : text.slice(1, -1);
}

export function skipBlanks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at] === 32 || bytes[at] === 9 || bytes[at] === 10 || bytes[at] === 13) at++;
  return at;
}

const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const COLON = 58;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/** Behind the colon of a member's name. */
function nameEnd(bytes: Uint8Array, start: number): number {
  const end = stringEnd(bytes, start);
  if (end < 0) return end;
  const at = skipBlanks(bytes, end);
  return bytes[at] === COLON ? at + 1 : ~at;
}

function scalarEnd(bytes: Uint8Array, at: number): number {
  switch (bytes[at]) {
    case QUOTE:
      return stringEnd(bytes, at);
    case 116:
      return wordEnd(bytes, at, 'true');
    case 102:
      return wordEnd(bytes, at, 'false');
    case 110:
      return wordEnd(bytes, at, 'null');
    default:
      return numberEnd(bytes, at);
  }
}

function wordEnd(bytes: Uint8Array, start: number, word: string): number {
  for (let i = 0; i < word.length; i++) if (bytes[start + i] !== word.charCodeAt(i)) return ~(start + i);
  return start + word.length;
}

function stringEnd(bytes: Uint8Array, start: number): number {
  if (bytes[start] !== QUOTE) return ~start;
  for (let at = start + 1; ; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) return at + 1;
    if (byte === undefined || byte < 32) return ~at;
    if (byte !== BACKSLASH) continue;
    at++;
    if (bytes[at] === 117) {
      for (const last = at + 4; at < last; at++) if (!isHex(bytes[at + 1])) return ~(at + 1);
    } else if (!ESCAPED.includes(bytes[at] ?? 0)) return ~at;
  }
}

/** What may follow a backslash besides `u`. */
const ESCAPED = [...'"\\/bfnrt'].map(letter => letter.charCodeAt(0));

function isHex(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  return isDigit(byte) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102);
}

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= ZERO && byte <= 57;

function numberEnd(bytes: Uint8Array, start: number): number {
  let at = bytes[start] === MINUS ? start + 1 : start;
  if (bytes[at] === ZERO) at++;
  else at = digitsEnd(bytes, at);
  if (at >= 0 && bytes[at] === POINT) at = digitsEnd(bytes, at + 1);
  if (at >= 0 && (bytes[at] === 101 || bytes[at] === 69)) {
    const signed = bytes[at + 1] === 43 || bytes[at + 1] === MINUS;
    at = digitsEnd(bytes, at + (signed ? 2 : 1));
  }
  return at;
}

/** At least one digit. */
function digitsEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (isDigit(bytes[at])) at++;
  return at > start ? at : ~at;
}
