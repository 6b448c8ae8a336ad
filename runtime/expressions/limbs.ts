/**
 * Exact integers of up to 38 digits as program text over doubles: an integer is one double while it is safe, else limbs of 32
 * bits, each in a double. Products come without BigInt: of a × b the double is off by far less than 2^31, and the lowest 32 bits
 * are known from `Math.imul`, so what is above them is the one integer near (a × b − low) / 2^32.
 */

/** 2^32, and its inverse, which is exact. */
const WORD = 4294967296;
const PART = 2 ** -32;
const SAFE = Number.MAX_SAFE_INTEGER;
/** What a last limb may be, either way: what is added to it stays exact. */
const LAST = 2 ** 52;
/** Integers of two limbs come from a product of doubles below this. */
const SPLIT = 2 ** 82;
/** 38 digits do not need more. */
export const MOST_LIMBS = 4;

/** Where the code goes. */
export interface Code {
  /** The name of what holds it from now on. */
  keep(code: string): string;
}

/** An integer: the sum of its parts × 2^(32 i). NaN in the last part says that it is not known. */
export interface Limbs {
  /** Names or numbers: from the lowest, each in [0, 2^32) but the last, which has the sign. */
  readonly parts: readonly string[];
  /** It is no larger, either way; rounded up where it is no safe integer. */
  readonly most: number;
  /** Of digits that nobody declared: while it is one part, what is larger than a safe integer becomes NaN. */
  readonly loose: boolean;
}

/** How many parts an integer of up to `most` has; undefined: too many. */
function partsFor(most: number): number | undefined {
  if (most <= SAFE) return 1;
  for (let count = 2; count <= MOST_LIMBS; count++) if (most < LAST * WORD ** (count - 1)) return count;
  return undefined;
}

/** Of a safe integer. */
export const constantLimbs = (n: number): Limbs => ({
  parts: [String(n)],
  most: Math.abs(n),
  loose: false,
});

export function sum(a: Limbs, b: Limbs, sign: '+' | '-', code: Code): Limbs | undefined {
  const most = a.most + b.most;
  const single = a.parts.length === 1 && b.parts.length === 1;
  if (single && (most <= SAFE || a.loose || b.loose))
    return one(`${a.parts[0]} ${sign} ${b.parts[0]}`, most, a, b, code);
  const least = partsFor(most);
  if (least === undefined) return undefined;
  const count = Math.max(least, a.parts.length, b.parts.length);
  const x = widened(a, count, code).parts;
  const y = widened(b, count, code).parts;
  const parts: string[] = [];
  let carry = '';
  for (let i = 0; i < count; i++) {
    const whole = code.keep(`${x[i]} ${sign} ${y[i]}${carry}`);
    if (i === count - 1) parts.push(whole);
    else {
      const over = code.keep(`Math.floor(${whole} * ${PART})`);
      parts.push(code.keep(`${whole} - ${over} * ${WORD}`));
      carry = ` + ${over}`;
    }
  }
  return { parts, most, loose: false };
}

export function product(a: Limbs, b: Limbs, code: Code): Limbs | undefined {
  const most = a.most * b.most;
  if (a.parts.length === 1 && b.parts.length === 1) {
    const [x, y] = [a.parts[0]!, b.parts[0]!];
    if (most <= SAFE || a.loose || b.loose) return one(`${x} * ${y}`, most, a, b, code);
    if (most < SPLIT) {
      const [low, high] = split([[x, y]], code);
      return { parts: [low, high], most, loose: false };
    }
  }
  if (partsFor(most) === undefined) return undefined;
  const x = factor(a, code);
  const y = factor(b, code);
  const columns = x.length + y.length - 1;
  const lastSplits = lastOf(a, x.length) * lastOf(b, y.length) >= LAST;
  const parts: string[] = [];
  let carry = '';
  for (let k = 0; k < columns; k++) {
    const pairs = x.flatMap((part, i) => (y[k - i] === undefined ? [] : [[part, y[k - i]!] as const]));
    if (k === columns - 1 && !lastSplits) {
      parts.push(code.keep(`${pairs.map(([p, q]) => `${p} * ${q}`).join(' + ')}${carry}`));
      return { parts, most, loose: false };
    }
    const [low, high] = split(pairs, code);
    if (carry === '') {
      parts.push(low);
      carry = ` + ${high}`;
    } else {
      const whole = code.keep(`${low}${carry}`);
      const over = code.keep(`Math.floor(${whole} * ${PART})`);
      parts.push(code.keep(`${whole} - ${over} * ${WORD}`));
      carry = ` + ${code.keep(`${high} + ${over}`)}`;
    }
  }
  parts.push(carry.slice(3));
  return parts.length > MOST_LIMBS ? undefined : { parts, most, loose: false };
}

export const negated = (a: Limbs, code: Code): Limbs | undefined => sum(constantLimbs(0), a, '-', code);

/** Code that is true where a is less (equal, …). Neither is NaN. */
export function compared(a: Limbs, b: Limbs, operator: string, code: Code): string {
  const count = Math.max(a.parts.length, b.parts.length);
  const x = widened(a, count, code).parts;
  const y = widened(b, count, code).parts;
  if (operator === '===' || operator === '!==')
    return x.map((part, i) => `${part} ${operator} ${y[i]}`).join(operator === '===' ? ' && ' : ' || ');
  return x.reduce(
    (below, part, i) =>
      i === 0 ? `${part} ${operator} ${y[i]}` : `(${part} === ${y[i]} ? ${below} : ${part} ${operator} ${y[i]})`,
    '',
  );
}

/** NaN where it is larger than `allowed`; undefined where that may be and it is in parts. */
export function within(a: Limbs, allowed: number, code: Code): Limbs | undefined {
  if (a.most <= allowed) return a;
  const [name] = a.parts;
  if (a.parts.length > 1 || allowed > SAFE) return undefined;
  return { ...a, parts: [code.keep(checked(name!, allowed))], most: allowed };
}

const checked = (name: string, allowed: number): string =>
  `${name} <= ${allowed} && ${name} >= ${-allowed} ? ${name} : NaN`;

function one(text: string, most: number, a: Limbs, b: Limbs, code: Code): Limbs {
  const name = code.keep(text);
  const loose = a.loose || b.loose;
  if (most <= SAFE) return { parts: [name], most, loose };
  return { parts: [code.keep(checked(name, SAFE))], most: SAFE, loose };
}

/** The sum of products, of limbs, as the lowest 32 bits and what is above. */
function split(pairs: readonly (readonly [string, string])[], code: Code): readonly [string, string] {
  const whole = code.keep(pairs.map(([p, q]) => `${p} * ${q}`).join(' + '));
  const low = code.keep(`(${pairs.map(([p, q]) => `Math.imul(${p} | 0, ${q} | 0)`).join(' + ')}) >>> 0`);
  return [low, code.keep(`Math.floor((${whole} - ${low}) * ${PART} + 0.5)`)];
}

/** The same number in so many parts. */
function widened(a: Limbs, count: number, code: Code): Limbs {
  const parts = [...a.parts];
  while (parts.length < count) {
    const last = parts.pop()!;
    const over = code.keep(`Math.floor(${last} * ${PART})`);
    parts.push(code.keep(`${last} - ${over} * ${WORD}`), over);
  }
  return { ...a, parts };
}

/** In parts none of which has more than 32 bits and a sign. */
const factor = (a: Limbs, code: Code): readonly string[] =>
  a.most < WORD ** a.parts.length ? a.parts : widened(a, a.parts.length + 1, code).parts;

/** How large the last of so many parts is at most. */
const lastOf = ({ most }: Limbs, count: number): number => most / WORD ** (count - 1) + 1;
