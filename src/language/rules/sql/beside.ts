/** What conditions that stand side by side say of the same thing: such as `a > 5 AND a < 3`. */
import { fold, isConstant } from '../../evaluate/fold.ts';
import { Identities } from '../../names/identity.ts';
import type { TypedExpression } from '../../names/typed-expression.ts';
import { Decimal } from '../../types/decimal.ts';
import { literalValue } from '../../types/literal.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { RecordError, type Value } from '../../types/value.ts';
import { type Bound, exclude, FLIPPED, implies, NEGATED } from './bounds-of-value.ts';
import { isSteady } from './steady.ts';

/** Two parts of one AND or OR. */
export interface Pair {
  /** The one that is the matter. */
  readonly part: TypedExpression;
  readonly other: TypedExpression;
  /** `never`: both at once are impossible; `always`: one of them always holds; `nothing new`: `other` implies `part`. */
  readonly is: 'never' | 'always' | 'nothing new';
}

/** A test of one thing. `null`: IS NULL, `present`: IS NOT NULL. */
interface Test {
  readonly part: TypedExpression;
  readonly thing: TypedExpression;
  readonly test: Bound | 'null' | 'present';
  /** One of the two comparisons that BETWEEN is. */
  readonly half: boolean;
}

/** More tests of one thing than anybody writes by hand are not compared with one another. */
const MANY = 40;

const NO_PAIRS: readonly Pair[] = [];

export function pairsIn(condition: TypedExpression): readonly Pair[] {
  if (condition.op !== 'and' && condition.op !== 'or') return NO_PAIRS;
  const { op } = condition;
  const tests = op === 'and' ? testsOf(condition) : condition.parts.flatMap(part => negated(testOf(part, false)));
  const identities = new Identities();
  const byThing = new Map<number, Test[]>();
  for (const test of tests) {
    const key = identities.of(test.thing);
    const known = byThing.get(key);
    if (known) known.push(test);
    else byThing.set(key, [test]);
  }
  // A part that two others imply is told once.
  const told = new Set<TypedExpression>();
  return [...byThing.values()]
    .flatMap(group =>
      group.slice(0, MANY).flatMap((later, i) => group.slice(0, i).flatMap(earlier => pairOf(earlier, later, op))),
    )
    .filter(({ part }) => !told.has(part) && told.add(part));
}

function pairOf(earlier: Test, later: Test, op: 'and' | 'or'): readonly Pair[] {
  if (earlier.half && later.half && earlier.part.span.start === later.part.span.start) return NO_PAIRS;
  const [a, b] = [earlier.test, later.test];
  const either = (part: Test, other: Test, is: Pair['is']) => [{ part: part.part, other: other.part, is }];
  if (a === 'null' || b === 'null') return a === b || op === 'or' ? NO_PAIRS : either(later, earlier, 'never');
  if (a === 'present' || b === 'present') return NO_PAIRS;
  if (!isOrdered(later.thing.type, a.value, b.value)) return NO_PAIRS;
  try {
    if (exclude(a, b)) return either(later, earlier, op === 'and' ? 'never' : 'always');
    if (op === 'or') return NO_PAIRS;
    if (!later.half && implies(a, b)) return either(later, earlier, 'nothing new');
    return !earlier.half && implies(b, a) ? either(earlier, later, 'nothing new') : NO_PAIRS;
  } catch (error) {
    // Values that cannot be compared, in records of no schema.
    if (error instanceof RecordError) return NO_PAIRS;
    throw error;
  }
}

function testsOf(condition: TypedExpression): readonly Test[] {
  if (condition.op !== 'and') return testOf(condition, false);
  return condition.parts.flatMap(part => (isHalf(part, condition) ? testOf(part, true) : testsOf(part)));
}

/** BETWEEN is two comparisons at the place of the one. */
export const isHalf = (part: TypedExpression, whole: TypedExpression): boolean =>
  part.op === 'compare' && part.span.start === whole.span.start && part.span.end === whole.span.end;

/** A value of a list after IN is a comparison at the place of that value. */
export const isListed = (part: TypedExpression): boolean =>
  part.op === 'compare' && part.span.start === part.right.span.start && part.span.end === part.right.span.end;

function testOf(part: TypedExpression, half: boolean): readonly Test[] {
  if (part.op === 'is' && part.test === 'NULL' && isSteady(part.operand))
    return [{ part, thing: part.operand, test: part.negated ? 'present' : 'null', half }];
  if (part.op !== 'compare' || isListed(part)) return [];
  const [left, right] = [fold(part.left), fold(part.right)];
  const [thing, constant, operator] = isConstant(right)
    ? [part.left, right, part.operator]
    : [part.right, left, FLIPPED[part.operator]];
  if (!isConstant(constant) || constant.text === null || isConstant(fold(thing)) || !isSteady(thing)) return [];
  return [{ part, thing, test: { operator, value: literalValue(constant.type, constant.text) }, half }];
}

const negated = (tests: readonly Test[]): readonly Test[] =>
  tests.flatMap(one =>
    typeof one.test === 'string' ? [] : [{ ...one, test: { ...one.test, operator: NEGATED[one.test.operator] } }],
  );

/** Values of no known type are compared as what the record has: texts could be read as numbers or times then. */
function isOrdered({ kind }: SqlType, a: Value, b: Value): boolean {
  if (kind !== 'ANY' && kind !== 'JSON') return true;
  return [a, b].every(isNumber) || [a, b].every(value => typeof value === 'string' && /^\p{L}{2,}$/u.test(value));
}

const isNumber = (value: Value): boolean =>
  typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal;
