/** JSON text as a tree that knows where each part stands, for findings in schema files and samples. Numbers stay text. */
import type { Span } from '../text/span.ts';

export type JsonNode =
  | { readonly kind: 'object'; readonly span: Span; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly span: Span; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly span: Span; readonly text: string }
  /** `text` as written: nothing is rounded. */
  | { readonly kind: 'number'; readonly span: Span; readonly text: string }
  | { readonly kind: 'boolean'; readonly span: Span; readonly value: boolean }
  | { readonly kind: 'null'; readonly span: Span };

export type JsonObject = Extract<JsonNode, { kind: 'object' }>;

export interface JsonMember {
  readonly name: string;
  /** The name with its quotes. */
  readonly nameSpan: Span;
  readonly value: JsonNode;
}

/** Where the text stops being JSON. */
export interface JsonError {
  readonly span: Span;
  /** What is missing or wrong there, as a fragment: `"':' is missing after the name"`. */
  readonly message: string;
  /** The text ended inside a value: of a file cut off, what is left is not wrong. */
  readonly torn: boolean;
}

/** One value from `start` on, and where the reading stopped (white space after it passed over). Never throws. */
export function readJsonTree(text: string, start = 0, end = text.length): JsonReading {
  const reader = new TreeReader(text, start, end);
  try {
    return { node: reader.value(0), end: reader.passSpace() };
  } catch (error) {
    if (error instanceof NotJson) return { error: error.what };
    throw error;
  }
}

export type JsonReading = { readonly node: JsonNode; readonly end: number } | { readonly error: JsonError };

/** The one value of a whole text. */
export function readJsonText(text: string): JsonReading {
  const reading = readJsonTree(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  if ('error' in reading || reading.end === text.length) return reading;
  return { error: wrong({ start: reading.end, end: reading.end + 1 }, 'there is more text after the value') };
}

/** The last member of that name: of duplicates the last wins. */
export const memberOf = (node: JsonNode, name: string): JsonMember | undefined =>
  node.kind === 'object' ? node.members.findLast(member => member.name === name) : undefined;

export const textOf = (node: JsonNode | undefined): string | undefined =>
  node?.kind === 'string' ? node.text : undefined;

/** What is wrong with a text, carried out of the recursion and no further than this file. */
class NotJson extends Error {
  readonly what: JsonError;
  constructor(what: JsonError) {
    super(what.message);
    this.what = what;
  }
}

const wrong = (span: Span, message: string, torn = false): JsonError => ({ span, message, torn });

/** As types/json.ts: the reader calls itself. */
const DEEPEST = 500;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[A-Za-z_][\w$]*/y;

class TreeReader {
  private readonly text: string;
  private readonly stop: number;
  private at: number;

  constructor(text: string, start: number, stop: number) {
    this.text = text;
    this.at = start;
    this.stop = stop;
  }

  value(depth: number): JsonNode {
    if (depth > DEEPEST) throw this.error(`more than ${DEEPEST} levels deep`);
    const start = this.passSpace();
    switch (this.code()) {
      case 0x7b:
        return this.object(start, depth);
      case 0x5b:
        return this.array(start, depth);
      case 0x22: {
        const text = this.string();
        return { kind: 'string', span: { start, end: this.at }, text };
      }
      default:
        return this.numberOrWord(start);
    }
  }

  passSpace(): number {
    for (;;) {
      const code = this.code();
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return this.at;
      this.at++;
    }
  }

  private object(start: number, depth: number): JsonNode {
    const members: JsonMember[] = [];
    this.at++;
    if (this.taken(0x7d)) return { kind: 'object', span: { start, end: this.at }, members };
    do {
      const nameStart = this.passSpace();
      if (this.code() === 0x7d) throw this.error("the ',' before this '}' is one too many");
      if (this.code() !== 0x22) throw this.error('a member name in double quotes is missing');
      const name = this.string();
      const nameSpan = { start: nameStart, end: this.at };
      if (!this.taken(0x3a)) throw this.error(`':' is missing after ${JSON.stringify(name)}`);
      members.push({ name, nameSpan, value: this.value(depth + 1) });
    } while (this.taken(0x2c));
    if (!this.taken(0x7d)) throw this.error("',' or '}' is missing");
    return { kind: 'object', span: { start, end: this.at }, members };
  }

  private array(start: number, depth: number): JsonNode {
    const items: JsonNode[] = [];
    this.at++;
    if (this.taken(0x5d)) return { kind: 'array', span: { start, end: this.at }, items };
    do {
      this.passSpace();
      if (items.length > 0 && this.code() === 0x5d) throw this.error("the ',' before this ']' is one too many");
      items.push(this.value(depth + 1));
    } while (this.taken(0x2c));
    if (!this.taken(0x5d)) throw this.error("',' or ']' is missing");
    return { kind: 'array', span: { start, end: this.at }, items };
  }

  private string(): string {
    const start = this.at;
    let at = start + 1;
    for (; at < this.stop; at++) {
      const code = this.text.charCodeAt(at);
      if (code === 0x22) break;
      if (code === 0x5c) at++;
      else if (code < 0x20)
        throw this.error(
          'a string must end on its line; a control character within it is written \\n, \\t, \\u0000',
          at,
        );
    }
    if (at >= this.stop) throw new NotJson(wrong({ start, end: this.stop }, 'the string is not closed', true));
    this.at = at + 1;
    const raw = this.text.slice(start, this.at);
    if (!raw.includes('\\')) return raw.slice(1, -1);
    try {
      return JSON.parse(raw);
    } catch {
      throw new NotJson(wrong({ start, end: this.at }, 'an escape in this string is wrong'));
    }
  }

  private numberOrWord(start: number): JsonNode {
    const number = this.match(NUMBER);
    if (number !== undefined) {
      const span = { start, end: this.at };
      // One with an exponent is read as a DOUBLE, any other digit by digit.
      if (/e/i.test(number) && !Number.isFinite(Number(number)))
        throw new NotJson(wrong(span, 'this number is beyond the range of DOUBLE'));
      return { kind: 'number', span, text: number };
    }
    const word = this.match(WORD);
    const span = { start, end: this.at };
    if (word === 'true' || word === 'false') return { kind: 'boolean', span, value: word === 'true' };
    if (word === 'null') return { kind: 'null', span };
    if (word !== undefined)
      throw new NotJson(wrong(span, `'${word}' is no JSON value; text stands in double quotes`, this.at >= this.stop));
    if (this.text.startsWith('//', start) || this.text.startsWith('/*', start))
      throw this.error('JSON has no comments');
    throw this.error('a value is missing');
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined || this.at + found.length > this.stop) return undefined;
    this.at += found.length;
    return found;
  }

  private code(): number {
    return this.at < this.stop ? this.text.charCodeAt(this.at) : -1;
  }

  private taken(code: number): boolean {
    this.passSpace();
    if (this.code() !== code) return false;
    this.at++;
    return true;
  }

  private error(message: string, at = this.at): NotJson {
    if (at < this.stop) return new NotJson(wrong({ start: at, end: at + 1 }, message));
    return new NotJson(wrong({ start: Math.max(0, at - 1), end: at }, 'the text ends too soon', true));
  }
}
