/** JSON text to values and back, exactly: integers in full, `1.10` a Decimal, objects as Maps in the order of the text. */
import { Decimal } from './decimal.ts';
import { int64 } from './int64.ts';
import type { Value } from './value.ts';
import { RecordError } from './value.ts';

/** Arrays and objects within each other; the reader calls itself, and a record must not overflow the stack. */
const DEEPEST = 500;

/**
 * Throws RecordError('decode') naming the position. Of duplicate keys the last wins.
 * @param exponents what `1.5e3` is: a DOUBLE, or exactly what is written, for what is declared BIGINT or DECIMAL
 */
export function readJson(text: string, exponents: 'double' | 'exact' = 'double'): Value {
  const reader = new Reader(text, exponents === 'exact');
  const value = reader.value(0);
  reader.end();
  return value;
}

class Reader {
  private readonly text: string;
  private readonly exact: boolean;
  private at = 0;

  constructor(text: string, exact: boolean) {
    this.text = text;
    this.exact = exact;
  }

  value(depth: number): Value {
    if (depth > DEEPEST) throw this.error(`more than ${DEEPEST} levels deep`);
    this.space();
    const { text } = this;
    switch (text.charCodeAt(this.at)) {
      case 0x7b:
        return this.object(depth);
      case 0x5b:
        return this.array(depth);
      case 0x22:
        return this.string();
      case 0x74:
        return this.word('true', true);
      case 0x66:
        return this.word('false', false);
      case 0x6e:
        return this.word('null', null);
      default:
        return this.number();
    }
  }

  end(): void {
    this.space();
    if (this.at < this.text.length) throw this.error('more text after the value');
  }

  private object(depth: number): Value {
    const members = new Map<string, Value>();
    this.at++;
    if (this.taken(0x7d)) return members;
    do {
      this.space();
      if (this.text.charCodeAt(this.at) !== 0x22) throw this.error('a member name in quotes is missing');
      const name = this.string();
      if (!this.taken(0x3a)) throw this.error("':' is missing");
      members.set(name, this.value(depth + 1));
    } while (this.taken(0x2c));
    if (!this.taken(0x7d)) throw this.error("'}' is missing");
    return members;
  }

  private array(depth: number): Value {
    const items: Value[] = [];
    this.at++;
    if (this.taken(0x5d)) return items;
    do items.push(this.value(depth + 1));
    while (this.taken(0x2c));
    if (!this.taken(0x5d)) throw this.error("']' is missing");
    return items;
  }

  private string(): string {
    const { text } = this;
    const start = this.at;
    for (let at = start + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x22) {
        this.at = at + 1;
        return text.slice(start + 1, at);
      }
      if (code === 0x5c) return this.escapedString(start);
      if (code < 0x20) throw this.error('a control character within a string', at);
    }
    throw this.error('the string is not closed');
  }

  /** From its opening quote; JSON.parse knows the escapes. */
  private escapedString(start: number): string {
    const { text } = this;
    let at = start + 1;
    while (at < text.length && text.charCodeAt(at) !== 0x22) at += text.charCodeAt(at) === 0x5c ? 2 : 1;
    try {
      const value: string = JSON.parse(text.slice(start, at + 1));
      this.at = at + 1;
      return value;
    } catch {
      throw this.error('the string is not closed, or an escape in it is wrong');
    }
  }

  private number(): Value {
    NUMBER.lastIndex = this.at;
    const match = NUMBER.exec(this.text);
    if (!match) throw this.error(this.at >= this.text.length ? 'it ends too soon' : 'no value');
    const [token, fraction, exponent] = match;
    this.at += token.length;
    if (exponent !== undefined) {
      const double = Number(token);
      if (!Number.isFinite(double)) throw this.error('a number beyond the range of DOUBLE');
      const exact = this.exact ? Decimal.parse(token) : undefined;
      if (!exact) return double;
      return exact.scale === 0 ? wholeNumber(exact) : exact;
    }
    if (fraction !== undefined || token.length > 18) {
      const exact = Decimal.parse(token);
      if (!exact) throw this.error('a number of too many digits');
      return fraction === undefined ? wholeNumber(exact) : exact;
    }
    return token.length <= 15 ? Number(token) + 0 : int64(BigInt(token));
  }

  private word<T extends boolean | null>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) throw this.error('no value');
    this.at += word.length;
    return value;
  }

  private taken(code: number): boolean {
    this.space();
    if (this.text.charCodeAt(this.at) !== code) return false;
    this.at++;
    return true;
  }

  private space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at++;
    }
  }

  private error(what: string, at = this.at): RecordError {
    return new RecordError('decode', `Not JSON at character ${at + 1}: ${what}`);
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;

/** A whole number beyond 64 bits stays exact as a DECIMAL. */
function wholeNumber(exact: Decimal): Value {
  const { unscaled } = exact;
  const fits = typeof unscaled === 'number' || (unscaled >= -(2n ** 63n) && unscaled < 2n ** 63n);
  return fits ? unscaled : exact;
}

/** Numbers in full, DECIMAL as a number, times as ISO 8601 strings, bytes as base64, NaN and infinities as null. */
export function writeJson(value: Value): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : 'null';
    case 'boolean':
    case 'bigint':
      return String(value);
    default:
      if (value === null) return 'null';
      if (value instanceof Decimal) return value.toString();
      if (value instanceof Uint8Array)
        return `"${btoa(Array.from(value, byte => String.fromCharCode(byte)).join(''))}"`;
      if (value instanceof Map)
        return `{${Array.from(value as ReadonlyMap<string, Value>, ([name, item]) => `${JSON.stringify(name)}:${writeJson(item)}`).join(',')}}`;
      return Array.isArray(value) ? `[${value.map(writeJson).join(',')}]` : JSON.stringify(String(value));
  }
}
