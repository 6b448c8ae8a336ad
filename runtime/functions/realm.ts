/**
 * What a function of a user finds around it, as the text that a sandbox runs first: Decimal and Timestamp, no clock and no
 * chance, and what brings values over the border (`wire.ts` is its other side). Everything in it is frozen afterwards, so that
 * no call can leave anything behind for the next.
 */
export const REALM = String.raw`
'use strict';
(() => {
  const refuse = message => () => { throw new TypeError(message); };

  const POWERS = [1n];
  const power = n => { while (POWERS.length <= n) POWERS.push(POWERS[POWERS.length - 1] * 10n); return POWERS[n]; };
  /** n / 10^digits, half away from zero. */
  const shortened = (n, by) => { const half = by / 2n; return n < 0n ? -((-n + half) / by) : (n + half) / by; };
  const DECIMAL = /^\s*([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,3}))?\s*$/;

  class Decimal {
    constructor(unscaled, scale) {
      this.unscaled = BigInt(unscaled);
      this.scale = scale;
      Object.freeze(this);
    }
    static of(value) {
      if (value instanceof Decimal) return value;
      if (typeof value === 'bigint' || Number.isSafeInteger(value)) return new Decimal(BigInt(value), 0);
      if (typeof value === 'number')
        throw new TypeError('a Number with a fraction is not exact: write Decimal.of(\'0.1\'), or Decimal.of(String(x)) if its shortest text will do');
      const parts = typeof value === 'string' ? DECIMAL.exec(value) : null;
      if (!parts || parts[2] + parts[3] === '') throw new TypeError('no decimal number: ' + shown(value));
      const unscaled = BigInt(parts[1] + parts[2] + parts[3]);
      const scale = parts[3].length - Number(parts[4] ?? 0);
      return scale < 0 ? new Decimal(unscaled * power(-scale), 0) : new Decimal(unscaled, scale);
    }
    plus(other) { const [a, b, scale] = aligned(this, Decimal.of(other)); return new Decimal(a + b, scale); }
    minus(other) { const [a, b, scale] = aligned(this, Decimal.of(other)); return new Decimal(a - b, scale); }
    times(other) { const by = Decimal.of(other); return new Decimal(this.unscaled * by.unscaled, this.scale + by.scale); }
    dividedBy(other, scale = Math.max(this.scale, 6)) {
      const by = Decimal.of(other);
      if (by.unscaled === 0n) throw new RangeError('division by zero');
      const n = this.unscaled * power(scale + by.scale + 1) / (by.unscaled * power(this.scale));
      return new Decimal(shortened(n, 10n), scale);
    }
    negated() { return new Decimal(-this.unscaled, this.scale); }
    abs() { return this.unscaled < 0n ? this.negated() : this; }
    round(scale = 0) {
      if (scale >= this.scale) return this;
      return new Decimal(shortened(this.unscaled, power(this.scale - scale)), scale);
    }
    compare(other) { const [a, b] = aligned(this, Decimal.of(other)); return a < b ? -1 : a > b ? 1 : 0; }
    equals(other) { return this.compare(other) === 0; }
    toNumber() { return Number(this.toString()); }
    toString() {
      const digits = String(this.unscaled < 0n ? -this.unscaled : this.unscaled).padStart(this.scale + 1, '0');
      const whole = digits.length - this.scale;
      return (this.unscaled < 0n ? '-' : '') + digits.slice(0, whole) + (this.scale > 0 ? '.' + digits.slice(whole) : '');
    }
    toJSON() { return this.toString(); }
    [Symbol.toPrimitive](hint) {
      if (hint === 'string') return this.toString();
      throw new TypeError('a Decimal has no operators: use plus, minus, times, dividedBy and compare, or toNumber()');
    }
  }
  const aligned = (a, b) => {
    const scale = Math.max(a.scale, b.scale);
    return [a.unscaled * power(scale - a.scale), b.unscaled * power(scale - b.scale), scale];
  };

  const Day = Date;
  const isoOf = micros => {
    let millis = micros / 1000n;
    let rest = micros % 1000n;
    if (rest < 0n) { millis -= 1n; rest += 1000n; }
    return new Day(Number(millis)).toISOString().slice(0, -1) + String(rest).padStart(3, '0') + 'Z';
  };
  const MOMENT = /^(.*?[T ]\d\d:\d\d:\d\d\.\d{3})(\d{1,3})\d*(.*)$/;

  class Timestamp {
    constructor(micros) {
      this.micros = BigInt(micros);
      Object.freeze(this);
    }
    static of(value) {
      if (value instanceof Timestamp) return value;
      if (typeof value === 'bigint') return new Timestamp(value);
      const fine = typeof value === 'string' ? MOMENT.exec(value) : null;
      const millis = value instanceof Day ? value.getTime() : typeof value === 'string' ? UTC.parse(fine ? fine[1] + fine[3] : value) : NaN;
      if (Number.isNaN(millis)) throw new TypeError('no moment: ' + shown(value));
      return new Timestamp(BigInt(millis) * 1000n + (fine ? BigInt(fine[2].padEnd(3, '0')) : 0n));
    }
    plus(micros) { return new Timestamp(this.micros + BigInt(micros)); }
    toDate() { return new UTC(Number(this.micros >= 0n ? this.micros / 1000n : (this.micros - 999n) / 1000n)); }
    toString() { return isoOf(this.micros); }
    toJSON() { return this.toString(); }
    [Symbol.toPrimitive](hint) { return hint === 'number' ? this.micros : this.toString(); }
  }

  const NOW = 'a function gives the same for the same arguments and has no clock: give it NOW() as an argument';
  const ZONE = /(?:z|gmt|utc|[+-]\d\d:?\d\d)\s*(?:\([^)]*\))?$/i;
  class UTC extends Day {
    constructor(...parts) {
      if (parts.length === 0) throw new TypeError(NOW);
      if (parts.length > 1) super(Day.UTC(...parts));
      else super(typeof parts[0] === 'string' ? UTC.parse(parts[0]) : parts[0]);
    }
    static parse(text) {
      if (/^\s*[+-]?\d{4,6}(-\d\d){0,2}\s*$/.test(text) || ZONE.test(text.trim())) return Day.parse(text);
      const iso = /^\s*([+-]?\d{4,6}-\d\d-\d\d)[T ](\d\d:\d\d.*)$/.exec(text);
      return Day.parse(iso ? iso[1] + 'T' + iso[2].trim() + 'Z' : text + ' UTC');
    }
  }
  UTC.now = refuse(NOW);
  // The machine that runs it has a time zone; a function has UTC.
  for (const name of Object.getOwnPropertyNames(Day.prototype)) {
    const local = /^([gs]et)UTC(.+)$/.exec(name);
    if (local) UTC.prototype[local[1] + local[2]] = Day.prototype[name];
  }
  UTC.prototype.getTimezoneOffset = () => 0;
  for (const name of ['toString', 'toLocaleString']) UTC.prototype[name] = Day.prototype.toISOString;
  for (const name of ['toDateString', 'toLocaleDateString']) UTC.prototype[name] = function () { return this.toISOString().slice(0, 10); };
  for (const name of ['toTimeString', 'toLocaleTimeString']) UTC.prototype[name] = function () { return this.toISOString().slice(11); };
  Day.prototype.constructor = UTC;

  const shown = value => {
    if (value === null || value === undefined) return String(value);
    if (typeof value === 'string') return value.length > 40 ? JSON.stringify(value.slice(0, 40)) + '…' : JSON.stringify(value);
    if (typeof value === 'bigint') return value + 'n';
    if (typeof value === 'function') return 'a function';
    if (typeof value === 'symbol') return 'a symbol';
    if (typeof value !== 'object') return String(value);
    if (value instanceof Decimal || value instanceof Timestamp) return value.toString();
    const kind = value.constructor === undefined ? 'Object' : value.constructor.name;
    return (/^[AEIOU]/.test(kind) ? 'an ' : 'a ') + kind;
  };

  class WrongResult extends TypeError {}
  WrongResult.prototype.name = 'WrongResult';
  const wrong = (value, help) => { throw new WrongResult(shown(value) + (help === undefined ? '' : ': ' + help)); };

  // A C string ends at a NUL.
  const written = text => /[\0\x01]/.test(text) ? text.replace(/[\0\x01]/g, c => c === '\0' ? '\x010' : '\x011') : text;
  const read = text => text.includes('\x01') ? text.replace(/\x01([01])/g, (_, c) => c === '0' ? '\0' : '\x01') : text;
  const latin = bytes => { let text = ''; for (let i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i]); return text; };
  const bytesOf = text => { const bytes = new Uint8Array(text.length); for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i); return bytes; };
  const integer = value => value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : String(value);

  const orNull = decode => wire => wire === null ? null : decode(wire);
  const decoderOf = type => {
    switch (type.kind) {
      case 'BIGINT': return orNull(BigInt);
      case 'DOUBLE': return orNull(Number);
      case 'DECIMAL': return orNull(Decimal.of);
      case 'TIMESTAMP': return orNull(wire => new Timestamp(wire));
      case 'BYTES': return orNull(bytesOf);
      case 'ARRAY': { const item = decoderOf(type.element); return orNull(wire => wire.map(item)); }
      case 'MAP': {
        const key = decoderOf(type.key), value = decoderOf(type.value);
        return orNull(wire => new Map(wire.map(pair => [key(pair[0]), value(pair[1])])));
      }
      case 'STRUCT': {
        const fields = type.fields.map(field => [field.name, decoderOf(field.type)]);
        return orNull(wire => Object.fromEntries(fields.map(([name, decode], i) => [name, decode(wire[i])])));
      }
      case 'JSON': case 'ANY': return unpack;
      default: return wire => wire;
    }
  };

  const isPlain = value => { const proto = Object.getPrototypeOf(value); return proto === null || proto === Object.prototype; };
  const textOrDate = (value, from) => {
    if (typeof value === 'string') return value;
    if (value instanceof Timestamp) return from(value.toString());
    if (value instanceof Day && !Number.isNaN(value.getTime())) return from(value.toISOString());
    return wrong(value);
  };
  const unlessNull = encode => value => value === null || value === undefined ? null : encode(value);
  const encoderOf = type => {
    switch (type.kind) {
      case 'BOOLEAN': return unlessNull(value => typeof value === 'boolean' ? value : wrong(value));
      case 'BIGINT': return unlessNull(value => typeof value === 'bigint' ? integer(value) : Number.isSafeInteger(value) ? value + 0 : wrong(value));
      case 'DOUBLE': return unlessNull(value => {
        if (typeof value === 'number' && Number.isFinite(value)) return value;
        if (typeof value === 'bigint' && typeof integer(value) === 'number') return Number(value);
        return wrong(value, value instanceof Decimal ? 'write toNumber()' : undefined);
      });
      case 'STRING': return unlessNull(value => typeof value === 'string' ? value : wrong(value, 'write String(x)'));
      case 'DECIMAL': return unlessNull(value => {
        if (typeof value === 'number' && !Number.isInteger(value)) return wrong(value, 'a Number with a fraction is not exact; give a Decimal or a text');
        try { return Decimal.of(value).toString(); } catch { return wrong(value); }
      });
      case 'TIMESTAMP': return unlessNull(value => textOrDate(value, text => text));
      case 'DATE': return unlessNull(value => textOrDate(value, text => text.slice(0, text.indexOf('T'))));
      case 'TIME': case 'INTERVAL': return unlessNull(value => typeof value === 'string' ? value : wrong(value));
      case 'BYTES': return unlessNull(value => value instanceof Uint8Array ? latin(value) : wrong(value, 'give a Uint8Array'));
      case 'ARRAY': { const item = encoderOf(type.element); return unlessNull(value => Array.isArray(value) ? Array.from(value, item) : wrong(value)); }
      case 'MAP': {
        const key = encoderOf(type.key), item = encoderOf(type.value);
        return unlessNull(value => {
          if (value instanceof Map) return Array.from(value, pair => [key(pair[0]), item(pair[1])]);
          if (typeof value === 'object' && isPlain(value)) return Object.entries(value).map(pair => [key(pair[0]), item(pair[1])]);
          return wrong(value);
        });
      }
      case 'STRUCT': {
        const fields = type.fields.map(field => [field.name, encoderOf(field.type)]);
        const names = new Set(type.fields.map(field => field.name));
        return unlessNull(value => {
          if (typeof value !== 'object' || !isPlain(value)) return wrong(value);
          for (const name of Object.keys(value)) if (!names.has(name)) return wrong(value, 'there is no field ' + name);
          return fields.map(([name, encode]) => encode(value[name]));
        });
      }
      default: return value => value === undefined ? null : pack(value, true);
    }
  };

  /** Any plain data as JSON; what JSON has not is an object of one name that begins with a dollar. */
  const pack = (value, result) => {
    switch (typeof value) {
      case 'string': case 'boolean': return value;
      case 'number':
        if (Number.isFinite(value)) return value;
        return result ? wrong(value) : { $n: String(value) };
      case 'bigint': return { $i: String(value) };
      case 'undefined': return result ? null : { $u: 0 };
      case 'object': break;
      default: return wrong(value, 'only plain data is kept');
    }
    if (value === null) return null;
    if (Array.isArray(value)) return Array.from(value, item => pack(item, result));
    if (value instanceof Decimal) return { $d: value.toString() };
    if (value instanceof Timestamp) return { $m: String(value.micros) };
    if (value instanceof Uint8Array) return { $b: latin(value) };
    if (value instanceof Map) return { [result ? '$o' : '$k']: Array.from(value, pair => [result ? String(pair[0]) : pack(pair[0], false), pack(pair[1], result)]) };
    if (value instanceof Set) return result ? Array.from(value, item => pack(item, true)) : { $s: Array.from(value, item => pack(item, false)) };
    if (value instanceof Day) return result ? value.toISOString() : { $t: value.getTime() };
    if (!isPlain(value)) return wrong(value, 'only plain data is kept');
    const packed = {};
    for (const name of Object.keys(value)) {
      const code = name.charCodeAt(0);
      if (code === 36 || code === 95 || code >= 48 && code <= 57)
        return { $o: Object.entries(value).map(pair => [pair[0], pack(pair[1], result)]) };
      packed[name] = pack(value[name], result);
    }
    return packed;
  };

  const unpack = wire => {
    if (typeof wire !== 'object' || wire === null) return wire;
    if (Array.isArray(wire)) { for (let i = 0; i < wire.length; i++) wire[i] = unpack(wire[i]); return wire; }
    for (const name in wire) {
      if (name.charCodeAt(0) !== 36) { wire[name] = unpack(wire[name]); continue; }
      const held = wire[name];
      switch (name) {
        case '$n': return Number(held);
        case '$i': return BigInt(held);
        case '$u': return undefined;
        case '$d': return Decimal.of(held);
        case '$m': return new Timestamp(held);
        case '$b': return bytesOf(held);
        case '$k': return new Map(held.map(pair => [unpack(pair[0]), unpack(pair[1])]));
        case '$s': return new Set(held.map(unpack));
        case '$t': return new UTC(held);
        case '$o': return Object.fromEntries(held.map(pair => [pair[0], unpack(pair[1])]));
      }
    }
    return wire;
  };

  const NESTED = ['ARRAY', 'MAP', 'STRUCT', 'JSON', 'ANY'];
  const isText = type => type.kind === 'STRING' || type.kind === 'BYTES';
  const readerOf = type => {
    const decode = decoderOf(type);
    if (NESTED.includes(type.kind)) return wire => wire === null ? null : decode(JSON.parse(wire));
    return isText(type) ? wire => wire === null ? null : decode(read(wire)) : decode;
  };
  const writerOf = type => {
    const encode = encoderOf(type);
    if (NESTED.includes(type.kind)) return value => { const wire = encode(value); return wire === null ? null : JSON.stringify(wire); };
    if (!isText(type)) return encode;
    return value => { const wire = encode(value); return wire === null ? null : written(wire); };
  };

  const state = text => unpack(JSON.parse(text));
  const kept = value => JSON.stringify(pack(value, false));
  const next = (before, after) => kept(after === undefined ? before : after);

  globalThis.Decimal = Decimal;
  globalThis.Timestamp = Timestamp;
  globalThis.Date = UTC;
  Math.random = refuse('a function gives the same for the same arguments and has no chance: give it RANDOM() as an argument');
  for (const name of ['WeakRef', 'FinalizationRegistry', 'performance', 'console', 'Promise']) delete globalThis[name];

  const seen = new Set();
  const freeze = thing => {
    if (thing === null || typeof thing !== 'object' && typeof thing !== 'function' || seen.has(thing)) return;
    seen.add(thing);
    Object.freeze(thing);
    freeze(Object.getPrototypeOf(thing));
    for (const key of Reflect.ownKeys(thing)) {
      const { value, get, set } = Object.getOwnPropertyDescriptor(thing, key);
      freeze(value); freeze(get); freeze(set);
    }
  };
  const BUILT_IN = [globalThis, (function* () {})(), (async () => {}).constructor, [][Symbol.iterator](), new Map().entries(), new Set().values(), ''[Symbol.iterator]()];
  for (const thing of BUILT_IN) freeze(thing);

  return {
    scalar(run, parameters, returns) {
      const [a, b, c] = parameters.map(readerOf), all = parameters.map(readerOf), give = writerOf(returns);
      switch (parameters.length) {
        case 0: return () => give(run());
        case 1: return x => give(run(a(x)));
        case 2: return (x, y) => give(run(a(x), b(y)));
        case 3: return (x, y, z) => give(run(a(x), b(y), c(z)));
        default: return (...wires) => give(run(...wires.map((wire, i) => all[i](wire))));
      }
    },
    aggregate({ init, add, retract, result }, parameters, returns) {
      const all = parameters.map(readerOf), [a] = all, give = writerOf(returns);
      const change = run => run && (parameters.length === 1
        ? (text, x) => { const now = state(text); return next(now, run(now, a(x))); }
        : (text, ...wires) => { const now = state(text); return next(now, run(now, ...wires.map((wire, i) => all[i](wire)))); });
      return {
        init: init && (() => kept(init())),
        add: change(add),
        retract: change(retract),
        result: result && (text => give(result(state(text)))),
      };
    },
  };
})()
`;
