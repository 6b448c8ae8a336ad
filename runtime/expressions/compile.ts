/**
 * Typed expressions to functions: JavaScript is generated once per expression, so that a row costs no walk over a tree.
 * Nothing out of the plan becomes program text but column numbers: names, literals and functions are reached as constants.
 */
import type { TypedExpression } from '../../src/compiler/plan/plan.ts';
import type { CallContext, RecordContext, ScalarEntry } from '../../src/language/functions/define.ts';
import { regularExpression } from '../../src/language/functions/string/regexp.ts';
import * as arithmetic from '../../src/language/types/arithmetic.ts';
import { castValue, decimalSizeOf } from '../../src/language/types/coerce.ts';
import { compareOperands, compareText, compareValues } from '../../src/language/types/compare.ts';
import { Decimal } from '../../src/language/types/decimal.ts';
import { likeMatcher } from '../../src/language/types/like.ts';
import {
  collectionOf,
  double,
  elementOf,
  fieldOf,
  numberOrder,
  safeCast,
  same,
  truth,
} from '../../src/language/types/operations.ts';
import type { SqlType } from '../../src/language/types/sql-type.ts';
import { isNumeric, sameType } from '../../src/language/types/sql-type.ts';
import type { Value } from '../../src/language/types/value.ts';
import { textOf } from '../../src/language/types/value-text.ts';
import { functionOf } from '../functions/lookup.ts';
import type { Clock } from '../time/clock.ts';
import { literalValue } from './literals.ts';
import { answer } from './refused-answer.ts';
import { aligned, isTree, type Lines, orNull, type Units, unitsOf } from './units.ts';

/** Throws RecordError. */
export type Evaluate = (values: readonly Value[]) => Value;
export type EvaluateAll = (values: readonly Value[]) => Value[];
/** TRUE, as opposed to FALSE and NULL. */
export type Test = (values: readonly Value[]) => boolean;

export function compile(expression: TypedExpression, clock: Clock): Evaluate {
  const generator = new Generator(clock);
  const result = generator.value(expression);
  return generator.finish(`return ${result};`);
}

/** Several over one row. @param record whose headers they may ask for and change */
export function compileAll(expressions: readonly TypedExpression[], clock: Clock, record?: RecordContext): EvaluateAll {
  const generator = new Generator(clock, record);
  const results = expressions.map(expression => generator.value(expression));
  return generator.finish(`return [${results.join(', ')}];`);
}

export function compileTest(expression: TypedExpression, clock: Clock, record?: RecordContext): Test {
  const generator = new Generator(clock, record);
  const result = generator.condition(expression);
  return generator.finish(`return ${result} === true;`);
}

/**
 * A DECIMAL in units of the last digit that its type has, where that is a safe integer: NaN says that it is none, or NULL,
 * and that `compile` is to be asked. Undefined: this is always asked, because the expression is no such number.
 */
export function compileUnits(
  expression: TypedExpression,
  clock: Clock,
): ((values: readonly Value[]) => number) | undefined {
  const generator = new Generator(clock);
  const units = generator.units(expression);
  return units && generator.finish(`return ${units.name};`);
}

type Binary = Extract<TypedExpression, { left: TypedExpression }>;

const DYNAMIC = {
  '+': arithmetic.add,
  '-': arithmetic.subtract,
  '*': arithmetic.multiply,
  '/': arithmetic.divide,
  '%': arithmetic.modulo,
};
const OF_BIGINT = {
  '+': arithmetic.addBigint,
  '-': arithmetic.subtractBigint,
  '*': arithmetic.multiplyBigint,
  '/': arithmetic.divideBigint,
  '%': arithmetic.moduloBigint,
};
const OF_DOUBLE = {
  '+': arithmetic.addDouble,
  '-': arithmetic.subtractDouble,
  '*': arithmetic.multiplyDouble,
  '/': arithmetic.divideDouble,
  '%': arithmetic.moduloDouble,
};
const OF_DECIMAL = {
  '+': arithmetic.addDecimal,
  '-': arithmetic.subtractDecimal,
  '*': arithmetic.multiplyDecimal,
  '/': arithmetic.divideDecimal,
  '%': arithmetic.moduloDecimal,
};
const COMPARISONS = { '=': '===', '<>': '!==', '<': '<', '<=': '<=', '>': '>', '>=': '>=' };

/** Two numbers with known digits of fraction, at least one a DECIMAL. */
const isMoney = ({ left, right }: Binary): boolean =>
  (left.type.kind === 'DECIMAL' || right.type.kind === 'DECIMAL') &&
  decimalSizeOf(left.type) !== undefined &&
  decimalSizeOf(right.type) !== undefined;

class Generator implements Lines {
  private readonly clock: Clock;
  private readonly record: RecordContext | undefined;
  private readonly constants: unknown[] = [];
  private readonly lines: string[] = [];
  private variables = 0;
  /** By its code what holds it already, as far as it can be seen from here. */
  private kept = new Map<string, string>();

  constructor(clock: Clock, record?: RecordContext) {
    this.clock = clock;
    this.record = record;
  }

  finish<F>(last: string): F {
    const names = this.constants.map((_, i) => `const k${i} = k[${i}];`).join('\n');
    const make = new Function(
      'k',
      `'use strict';\n${names}\nreturn row => {\n${this.lines.join('\n')}\n${last}\n};`,
    ) as (constants: readonly unknown[]) => F;
    return make(this.constants);
  }

  /** Adds the lines that compute it; the name of what then holds it. */
  value(e: TypedExpression): string {
    switch (e.op) {
      case 'column':
        if (!Number.isSafeInteger(e.index) || e.index < 0) throw new Error(`no column ${e.index}`);
        return this.keep(e.answer ? `${this.constant(answer)}(row[${e.index}])` : `row[${e.index}]`);
      case 'literal': {
        const value = literalValue(e.text, e.type);
        return value === null || typeof value === 'boolean' ? String(value) : this.constant(value);
      }
      case 'arithmetic':
        return this.arithmetic(e);
      case 'negate':
        return this.unlessNull([this.value(e.operand)], ([a]) => this.negated(e.operand.type, a!));
      case 'concat': {
        const parts = e.parts.map(part => this.text(part));
        return this.unlessNull(parts, all => all.join(' + '));
      }
      case 'compare':
        if (isMoney(e)) return this.order(e);
        return this.unlessNull([this.value(e.left), this.value(e.right)], ([a, b]) =>
          this.comparison(e, e.operator, a!, b!),
        );
      case 'and':
      case 'or':
        return this.junction(e.parts, e.op === 'or');
      case 'not':
        return this.unlessNull([this.condition(e.operand)], ([a]) => `!${a}`);
      case 'is': {
        const operand = e.test === 'NULL' ? this.value(e.operand) : this.condition(e.operand);
        return this.keep(`${operand} ${e.negated ? '!==' : '==='} ${e.test.toLowerCase()}`);
      }
      case 'distinct': {
        const same = this.sameness(e, this.value(e.left), this.value(e.right));
        return this.keep(e.negated ? same : `!${same}`);
      }
      case 'like':
        return this.like(e);
      case 'case':
        return this.cases(e.branches, e.otherwise);
      case 'cast':
        return this.cast(e.operand, e.type, e.safe);
      case 'call':
        return this.operator(e) ?? this.call(e.name, e.args, e.type);
      case 'field':
        return this.keep(`${this.constant(fieldOf)}(${this.value(e.base)}, ${this.constant(e.name)})`);
      case 'element': {
        const base = this.value(e.base);
        return this.keep(
          `${this.constant(elementOf)}(${base}, ${this.value(e.index)}, ${e.base.type.kind === 'ARRAY' ? 1 : 0})`,
        );
      }
      case 'collection': {
        const items = e.items.map(item => this.value(item));
        return this.keep(`${this.constant(collectionOf)}(${this.constant(e.type)}, [${items.join(', ')}])`);
      }
      default:
        throw new Error(`'${e.op}' cannot stand in a plan's expression`);
    }
  }

  /** As a value, but true, false or null whatever a schema-less record holds. */
  condition(e: TypedExpression): string {
    const value = this.value(e);
    return e.type.kind === 'BOOLEAN' || e.type.kind === 'NULL' ? value : this.keep(`${this.constant(truth)}(${value})`);
  }

  /** Undefined when it is no DECIMAL. */
  units(e: TypedExpression): Units | undefined {
    return e.type.kind === 'DECIMAL' ? unitsOf(e, this) : undefined;
  }

  constant(value: unknown): string {
    const known = this.constants.indexOf(value);
    if (known >= 0 && !Object.is(value, -0)) return `k${known}`;
    this.constants.push(value);
    return `k${this.constants.length - 1}`;
  }

  keep(code: string): string {
    const known = this.kept.get(code);
    if (known !== undefined) return known;
    const name = this.variable();
    this.lines.push(`const ${name} = ${code};`);
    this.kept.set(code, name);
    return name;
  }

  /** What is kept in a block is not seen behind it. */
  private inBlock(lines: () => void): void {
    const { kept } = this;
    this.kept = new Map(kept);
    lines();
    this.kept = kept;
  }

  private variable(): string {
    return `v${this.variables++}`;
  }

  private unlessNull(operands: readonly string[], code: (operands: readonly string[]) => string): string {
    if (operands.includes('null')) return 'null';
    return this.keep(`${operands.map(operand => `${operand} === null`).join(' || ')} ? null : ${code(operands)}`);
  }

  private text(e: TypedExpression): string {
    const value = this.value(e);
    if (e.type.kind === 'STRING') return value;
    return this.unlessNull([value], ([a]) => `${this.constant(textOf)}(${a})`);
  }

  private arithmetic(e: Extract<TypedExpression, { op: 'arithmetic' }>): string {
    const units = isTree(e) ? unitsOf(e, this) : undefined;
    if (units) {
      const { name, scale, exact, leaves } = units;
      return this.keep(
        `${name} === ${name} ? ${this.constant(Decimal.ofUnits)}(${name}, ${Number(scale)}) : ${orNull(leaves, exact)}`,
      );
    }
    const { operator, left, right, type } = e;
    const operands = [this.value(left), this.value(right)];
    const typed = isNumeric(left.type) && isNumeric(right.type);
    const integers = left.type.kind === 'BIGINT' && right.type.kind === 'BIGINT';
    return this.unlessNull(operands, ([a, b]) => {
      if (integers && (type.kind === 'BIGINT' || operator === '/'))
        return `${this.constant(OF_BIGINT[operator])}(${a}, ${b})`;
      if (typed && type.kind === 'DOUBLE')
        return `${this.constant(OF_DOUBLE[operator])}(${this.double(left.type, a!)}, ${this.double(right.type, b!)})`;
      if (typed && type.kind === 'DECIMAL')
        return `${this.constant(OF_DECIMAL[operator])}(${a}, ${b}, ${Number(type.precision)}, ${Number(type.scale)})`;
      return `${this.constant(DYNAMIC[operator])}(${a}, ${b})`;
    });
  }

  private double(type: SqlType, value: string): string {
    return type.kind === 'DOUBLE' ? value : `${this.constant(double)}(${value})`;
  }

  private negated(type: SqlType, a: string): string {
    switch (type.kind) {
      case 'BIGINT':
        return `${this.constant(arithmetic.negateBigint)}(${a})`;
      case 'DOUBLE':
        return `-${a}`;
      case 'DECIMAL':
        return `${this.constant(arithmetic.negateDecimal)}(${a})`;
      default:
        return `${this.constant(arithmetic.negate)}(${a})`;
    }
  }

  /** Of decimals, of a decimal and an integer: in units where that can be. */
  private order(e: Extract<TypedExpression, { op: 'compare' }>): string {
    const a = unitsOf(e.left, this);
    const b = a && unitsOf(e.right, this);
    if (!b) return 'null';
    const [x, y] = aligned(a, b, this).map(name => this.keep(name));
    const sign = COMPARISONS[e.operator];
    const exact = `${this.constant(numberOrder)}(${a.exact}, ${b.exact}) ${sign} 0`;
    return this.keep(
      `${x} === ${x} && ${y} === ${y} ? ${x} ${sign} ${y} : ${orNull([...a.leaves, ...b.leaves], exact)}`,
    );
  }

  /** Of operands that are not NULL. */
  private comparison({ left, right }: Binary, operator: keyof typeof COMPARISONS, a: string, b: string): string {
    const sign = COMPARISONS[operator];
    const x = left.type.kind;
    const y = right.type.kind;
    const equality = operator === '=' || operator === '<>';
    // JavaScript compares bigint and number by value; equal BIGINTs have one form.
    if (x === 'BIGINT' && y === 'BIGINT') return `${a} ${sign} ${b}`;
    if (x === 'BOOLEAN' && y === 'BOOLEAN') return `${a} ${sign} ${b}`;
    if (x === 'STRING' && y === 'STRING')
      return equality ? `${a} ${sign} ${b}` : `${this.constant(compareText)}(${a}, ${b}) ${sign} 0`;
    if (isNumeric(left.type) && isNumeric(right.type)) return `${this.constant(numberOrder)}(${a}, ${b}) ${sign} 0`;
    const moments = ['DATE', 'TIMESTAMP'];
    const alike = x === y || (moments.includes(x) && moments.includes(y));
    const order = alike && x !== 'ANY' && x !== 'JSON' ? compareValues : compareOperands;
    return `${this.constant(order)}(${a}, ${b}) ${sign} 0`;
  }

  private sameness(e: Binary, a: string, b: string): string {
    const { left, right } = e;
    const open = [left.type.kind, right.type.kind].some(kind => kind === 'ANY' || kind === 'JSON' || kind === 'NULL');
    if (open) return `${this.constant(same)}(${a}, ${b})`;
    return `(${a} === null || ${b} === null ? ${a} === ${b} : ${this.comparison(e, '=', a, b)})`;
  }

  /** Stops at the first part that decides; a NULL leaves it open. */
  private junction(parts: readonly TypedExpression[], decisive: boolean): string {
    const result = this.variable();
    const block = `b${result}`;
    this.lines.push(`let ${result} = ${!decisive};`, `${block}: {`);
    this.inBlock(() => {
      for (const part of parts) {
        const value = this.condition(part);
        this.lines.push(
          `if (${value} === ${decisive}) { ${result} = ${decisive}; break ${block}; }`,
          `if (${value} === null) ${result} = null;`,
        );
      }
    });
    this.lines.push('}');
    return result;
  }

  private like({ kind, operand, pattern }: Extract<TypedExpression, { op: 'like' }>): string {
    const text = this.text(operand);
    const match = (by: string) =>
      kind === 'REGEXP' ? regularExpression(by) : { test: likeMatcher(by, kind === 'ILIKE') };
    if (pattern.op === 'literal' && pattern.text !== null) {
      const matcher = this.constant(match(pattern.text));
      return this.unlessNull([text], ([a]) => `${matcher}.test(${a})`);
    }
    return this.unlessNull([text, this.text(pattern)], ([a, p]) => `${this.constant(match)}(${p}).test(${a})`);
  }

  private cases(
    branches: readonly { readonly when: TypedExpression; readonly then: TypedExpression }[],
    otherwise: TypedExpression | null,
  ): string {
    const result = this.variable();
    this.lines.push(`let ${result} = null;`);
    const give = (e: TypedExpression) =>
      this.inBlock(() => {
        const value = this.value(e);
        this.lines.push(`${result} = ${value};`);
      });
    this.inBlock(() => {
      for (const { when, then } of branches) {
        const condition = this.condition(when);
        this.lines.push(`if (${condition} === true) {`);
        give(then);
        this.lines.push('} else {');
      }
      if (otherwise) give(otherwise);
    });
    this.lines.push('}'.repeat(branches.length));
    return result;
  }

  private cast(operand: TypedExpression, type: SqlType, safe: boolean): string {
    const value = this.value(operand);
    if (sameType(operand.type, type)) return value;
    return this.keep(`${this.constant(safe ? safeCast : castValue)}(${value}, ${this.constant(type)})`);
  }

  /** Of a call that is another word for an operator. */
  private operator({ name, args, type, span }: Extract<TypedExpression, { op: 'call' }>): string | undefined {
    const [left, right] = args;
    if (name.toUpperCase() !== 'MOD' || !left || !right) return undefined;
    return this.arithmetic({ op: 'arithmetic', operator: '%', left, right, type, span });
  }

  private call(name: string, args: readonly TypedExpression[], returns: SqlType): string {
    const entry = functionOf(name, this.clock);
    if (entry?.kind !== 'scalar') throw new Error(`there is no function ${name} of one row`);
    const { now, random, uuid } = this.clock;
    const ports = { now, random, uuid, returns };
    const context: CallContext = this.record ? { ...ports, record: this.record } : ports;
    const run = this.constant((given: readonly Value[]) => (entry satisfies ScalarEntry).evaluate(given, context));
    const values = args.map(arg => this.value(arg));
    const code = (all: readonly string[]) => `${run}([${all.join(', ')}])`;
    return entry.nulls === 'propagate' && values.length > 0 ? this.unlessNull(values, code) : this.keep(code(values));
  }
}
