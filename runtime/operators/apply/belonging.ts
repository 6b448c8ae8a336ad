/** Which inner rows belong to an outer row of an `apply`, and what they say of it. */
import { changesOf } from '../../../src/compiler/plan/changes.ts';
import type { Given, Otherwise } from '../../../src/compiler/plan/nodes/apply.ts';
import type { NodeOf, TypedExpression } from '../../../src/compiler/plan/plan.ts';
import { compareRows } from '../../../src/language/functions/aggregate/row-order.ts';
import { hashKey } from '../../../src/language/types/compare.ts';
import type { SqlType } from '../../../src/language/types/sql-type.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { compile, compileAll, compileTest } from '../../expressions/compile.ts';
import { refusedAnswer } from '../../expressions/refused-answer.ts';
import { accumulators } from '../../state/accumulators.ts';
import { keepByKey } from '../../state/entries/kept.ts';
import { groupHash } from '../../state/groups.ts';
import { type Compare, InnerValues, type KeptValues, OPPOSITE } from '../../state/inner-values.ts';
import { type JoinedRows, joinedRows } from '../../state/joined-rows.ts';
import type { Clock } from '../../time/clock.ts';
import { RefusedRows } from '../refused-rows.ts';
import { NO_ROW, type Row, recordError, type Scope } from '../row.ts';

export type Hash = string | number;

export interface Belonging {
  /** Of an inner row; undefined: it belongs to nothing. Throws RecordError. */
  innerKey(row: Row): Hash | undefined;
  /** Throws RecordError. */
  outerKey(row: Row): Hash | undefined;
  /** One inner row more, or one less. Which outer rows of its key it may concern: those of an operand, all, or none. */
  take(key: Hash, row: Row): Hash | 'all' | 'none';
  /** What an outer row is compared by, where rows may be told apart by it; undefined: by nothing. */
  readonly operandKey: ((row: Row) => Hash | undefined) | undefined;
  /** Where each inner row stands for a row of its own: what stands for both. */
  readonly pairs: Pairs | undefined;
  /** What stands for an outer row: no deletions among them. Throws RecordError. */
  of(key: Hash | undefined, row: Row): readonly Row[];
}

export interface Pairs {
  /** Undefined: they do not belong together. Throws RecordError. */
  of(outer: Row, inner: Row): Row | undefined;
  /** What stands for an outer row to which nothing belongs; undefined: nothing. */
  alone(outer: Row): Row | undefined;
}

export function belonging(node: NodeOf<'apply'>, scope: Scope): Belonging {
  const { gives } = node;
  return gives.kind === 'rows' ? pairing(node, gives, scope) : judging(node, gives, scope);
}

function keysOf({ innerKeys, outerKeys, nullsEqual }: NodeOf<'apply'>, clock: Clock) {
  const key = (expressions: readonly TypedExpression[]) => {
    const evaluate = compileAll([...expressions], clock);
    return ({ values }: Row): Hash | undefined => {
      const keys = evaluate(values);
      return !nullsEqual && keys.includes(null) ? undefined : groupHash(keys);
    };
  };
  return { innerKey: key(innerKeys), outerKey: key(outerKeys) };
}

/** The row of an aggregate over nothing. */
function otherwiseOf({ calls, items }: Otherwise, clock: Clock): readonly Value[] {
  const nothing = accumulators(calls, clock);
  return compileAll([...items], clock)(nothing.results(nothing.init()));
}

function judging(node: NodeOf<'apply'>, gives: Exclude<Given, { kind: 'rows' }>, scope: Scope): Belonging {
  const { clock } = scope;
  const column = gives.kind === 'exists' ? undefined : gives.column;
  const judged = (values: readonly Value[]): Value => (column === undefined ? true : values[column]!);
  const byKey = new Map<Hash, InnerValues>();
  const entries = keepByKey(scope.keep, {
    read: (key: Hash) => byKey.get(key)?.kept(),
    restore: (key, kept: KeptValues) => void byKey.set(key, InnerValues.of(kept)),
  });
  const none = new InnerValues();
  if (node.otherwise) none.add(judged(otherwiseOf(node.otherwise, clock)));
  const judge = judgeOf(gives, clock);
  const isIn = (gives.kind === 'any' && gives.operator === '=') || (gives.kind === 'all' && gives.operator === '<>');
  const operandOf = isIn && 'operand' in gives && isOfOneType(gives) ? compile(gives.operand, clock) : undefined;
  const { innerKey, outerKey } = keysOf(node, clock);
  /** Of what fails none: `of` tells. */
  const ofRow = (hash: (row: Row) => Hash | undefined) => (row: Row) => {
    try {
      return hash(row);
    } catch (error) {
      recordError(error);
      return undefined;
    }
  };

  /** What fails is told by who asks for it: it may stand in a branch that is not taken. */
  function answerOf(key: Hash | undefined, row: Row): Value {
    try {
      const found = key ?? outerKey(row);
      return judge((found === undefined ? undefined : byKey.get(found)) ?? none, row);
    } catch (error) {
      return refusedAnswer(recordError(error));
    }
  }

  return {
    innerKey,
    outerKey: ofRow(outerKey),
    take(key, row) {
      entries.touch(key);
      let values = byKey.get(key);
      if (!values) {
        values = new InnerValues();
        byKey.set(key, values);
      }
      const value = judged(row.values);
      const changed = row.deleted ? values.takeBack(value) : values.add(value);
      if (values.rows === 0) byKey.delete(key);
      // Of one value several rows are no value.
      if (gives.kind === 'value') return 'all';
      if (changed === 'nothing') return 'none';
      return changed === 'value' && operandOf ? hashOf(value) : 'all';
    },
    pairs: undefined,
    operandKey: operandOf && ofRow(row => hashOf(operandOf(row.values))),
    // An answer may be an array.
    of: (key, row) => [{ ...row, values: [...row.values, answerOf(key, row)] }],
  };
}

function judgeOf(gives: Exclude<Given, { kind: 'rows' }>, clock: Clock): (inner: InnerValues, outer: Row) => Value {
  if (gives.kind === 'exists') return inner => inner.rows > 0;
  if (gives.kind === 'value') return inner => inner.single();
  const { kind, operator, operand, type } = gives;
  const operandOf = compile(operand, clock);
  // ALL is that there is none for which the opposite holds.
  const asked = kind === 'any' ? operator : OPPOSITE[operator];
  const compared = compileTest(
    {
      op: 'compare',
      operator: asked,
      left: { op: 'column', index: 0, name: 'operand', type: operand.type, span: operand.span },
      right: { op: 'column', index: 1, name: 'value', type, span: operand.span },
      type: { kind: 'BOOLEAN' },
      span: operand.span,
    },
    clock,
  );
  const compare: Compare = (a, b) => compared([a, b]);
  const plain = isOfOneType(gives);
  return (inner, outer) => {
    const any = inner.any(operandOf(outer.values), asked, compare, plain);
    return kind === 'any' || any === null ? any : !any;
  };
}

/** A word of its own: no other answer of `take`. */
const hashOf = (value: Value): Hash => `=${hashKey(value)}`;

const isOfOneType = ({ type, operand }: { readonly type: SqlType; readonly operand: TypedExpression }): boolean =>
  operand.type.kind === type.kind && isPlain(type);

const isPlain = ({ kind }: SqlType): boolean => kind !== 'ANY' && kind !== 'JSON' && kind !== 'NULL';

function pairing(node: NodeOf<'apply'>, gives: Extract<Given, { kind: 'rows' }>, { clock, keep }: Scope): Belonging {
  const { condition, outer, marked } = gives;
  const [width] = node.widths;
  const rows: JoinedRows = joinedRows(keep);
  const nulls = new Array<Value>(width + (marked ? 1 : 0)).fill(null);
  const none: Row | undefined = node.otherwise && { ...NO_ROW, values: otherwiseOf(node.otherwise, clock) };
  const matches = condition && compileTest(condition, clock);
  const pair = (row: Row, inner: Row): Row => {
    const { time, topic, partition, offset, record } = compareRows(row, inner) > 0 ? row : inner;
    const values = row.values.concat(inner.values);
    const key = keyOf(row, inner);
    return {
      ...row,
      values: marked ? values.concat(true) : values,
      time,
      topic,
      partition,
      offset,
      key,
      ...(record ? { record } : {}),
    };
  };
  const keyOf = (row: Row, inner: Row | undefined): Value =>
    gives.key === undefined || node.at !== 'now'
      ? row.key
      : new Map([
          [gives.key[0], partOf(row)],
          [gives.key[1], inner ? partOf(inner) : null],
        ]);
  const pairs: Pairs = {
    of(row, inner) {
      const both = pair(row, inner);
      return !matches || matches(both.values) ? both : undefined;
    },
    alone: row => (outer ? { ...row, values: row.values.concat(nulls), key: keyOf(row, undefined) } : undefined),
  };
  return {
    ...keysOf(node, clock),
    pairs: none ? undefined : pairs,
    take(key, row) {
      if (row.deleted) rows.takeBack([key], row);
      else rows.add([key], row);
      return 'all';
    },
    operandKey: undefined,
    of(key, row) {
      const found = key === undefined ? [] : [...rows.of([key])].map(one => one.row).sort(compareRows);
      if (found.length === 0 && none) found.push({ ...none, time: row.time });
      const together = found.flatMap(inner => pairs.of(row, inner) ?? []);
      const alone = together.length === 0 ? pairs.alone(row) : undefined;
      return alone ? [alone] : together;
    },
  };
}

/** What of a key tells a row apart: bytes that were read are text, if they are; a row without a key where it came from. */
function partOf({ key, topic, partition, offset }: Row): Value {
  if (key === null) return topic === '' ? offset : `${topic}-${partition}@${offset}`;
  if (!(key instanceof Uint8Array)) return key;
  try {
    return UTF_8.decode(key);
  } catch {
    return key;
  }
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** The inner rows as they come. What cannot be taken is told, and what takes it back is passed over. */
export function innerRows(
  node: NodeOf<'apply'>,
  inner: Belonging,
  scope: Scope,
): {
  /** The key whose outer rows it concerns, and which of these; undefined: none. */
  take(row: Row): { readonly key: Hash; readonly which: Hash | 'all' } | undefined;
} {
  const takes = takesBack(node, INNER);
  const refused = new RefusedRows(scope.keep);
  return {
    take(row) {
      if (row.deleted && (!takes || refused.took(row))) return undefined;
      try {
        const key = inner.innerKey(row);
        if (key === undefined) return undefined;
        const which = inner.take(key, row);
        return which === 'none' ? undefined : { key, which };
      } catch (error) {
        scope.problem(row, recordError(error));
        if (takes) refused.add(row);
        return undefined;
      }
    },
  };
}

export const INNER = 0;
export const OUTER = 1;

/** Whether deletions of this input take rows back; of what appends they say nothing. */
export const takesBack = (node: NodeOf<'apply'>, side: number): boolean => changesOf(node.inputs[side]!) === 'retract';
