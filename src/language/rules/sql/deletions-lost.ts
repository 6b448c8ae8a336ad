/** What can be deleted is written as a TABLE: a STREAM has rows only, and its readers do not see one go. */
import { fold, isConstant } from '../../evaluate/fold.ts';
import type { BoundInput, BoundQuery } from '../../names/bound.ts';
import type { ComparisonOperator, TypedExpression } from '../../names/typed-expression.ts';
import type { Span } from '../../text/span.ts';
import { defineRule } from '../define.ts';
import { isEndless } from './boundedness.ts';
import type { StatementSubject } from './check.ts';
import { functionOf, timeOf } from './event-time.ts';
import { CUSTOMERS, ORDERS } from './examples.ts';
import { kindOfInput } from './result-kind.ts';
import { createdAs, createOf, propertyOf } from './statement-text.ts';
import { columnsKept, ranksKept } from './top-n.ts';
import { conjunctsOf, eachPart, writeOf } from './walk.ts';

export const deletionsLost = defineRule<StatementSubject>({
  id: 'sql/deletions-lost',
  severity: 'info',
  title: 'A result whose rows can go is written as a TABLE',
  why: "A group that passes HAVING no longer, a row that falls out of the first n, a row that a table deletes: each is a deletion, and a TABLE writes it as a record without a value. A STREAM carries rows only, so the deletion is left out and its readers go by the last row they saw. Flink refuses to write such a result to a sink of appended rows; here it is done, and said. With `changelog.mode = 'retract'` a STREAM carries deletions too.",
  bad: `${CUSTOMERS}CREATE STREAM german AS SELECT customer_id, name FROM customers WHERE country = 'DE';\n`,
  good: `${CUSTOMERS}${ORDERS}CREATE STREAM placed AS SELECT o.order_id, c.name FROM orders o JOIN customers c ON o.customer_id = c.customer_id;\n`,
  check: (subject, report) => {
    const { bound, syntax } = subject;
    const write = writeOf(bound);
    if (!write || write.bare || write.outputKind !== 'stream' || isEndless(subject) !== 'yes') return;
    if (propertyOf(syntax, 'changelog.mode')) return;
    const lost = lostIn(write.query) ?? write.query.unions.map(union => lostIn(union.query)).find(one => one);
    if (!lost) return;
    const create = createOf(syntax);
    const fix = create && createdAs(create, 'TABLE', `Make '${write.target}' a TABLE`);
    report(lost.at, {
      message: `${lost.what}, and readers of the stream '${write.target}' do not see that`,
      help: "create a TABLE, or write WITH ('changelog.mode' = 'retract')",
      ...(fix ? { fixes: [fix] } : {}),
    });
  },
});

interface Lost {
  readonly at: Span;
  readonly what: string;
}

/** The first reason why a row of a result may go; undefined where none is certain. */
function lostIn(query: BoundQuery): Lost | undefined {
  const { aggregation, having, window, emit } = query;
  // A window puts its groups out once, unless it is asked for more.
  const revises = aggregation && (!window || emit?.mode === 'CHANGES' || emit?.mode === 'EVERY');
  if (aggregation && !revises) return undefined;
  // HAVING without groups filters rows, each once.
  if (revises && kindOfInput(query.input) === 'stream') {
    const condition = conjunctsOf(having).find(one => canFailLater(one, index => callOf(query, index)));
    if (condition) return { at: condition.span, what: 'a group may pass HAVING no longer' };
  }
  if (window || aggregation?.keys.length === 0) return undefined;
  return lostByRank(query) ?? lostByWhere(query) ?? lostInInput(query.input);
}

function lostInInput(input: BoundInput): Lost | undefined {
  if (input.kind === 'query') return input.query.unions.length > 0 ? undefined : lostIn(input.query);
  if (input.kind === 'join')
    return kindOfInput(input) === 'changing' ? (lostInInput(input.left) ?? lostInInput(input.right)) : undefined;
  if (input.kind !== 'relation' || input.relation.kind !== 'table' || input.asOf) return undefined;
  // Whether another statement's result has rows that go is not to be seen from here; without a key nothing is deleted.
  return input.relation.origin.kind === 'source' && input.relation.primaryKey.length > 0
    ? { at: input.span, what: `rows of the table '${input.relation.name}' may be deleted` }
    : undefined;
}

function lostByRank(query: BoundQuery): Lost | undefined {
  const { input } = query;
  if (input.kind !== 'query' || input.query.window || kindOfInput(input.query.input) !== 'stream') return undefined;
  if (isWindowed(input.query.input)) return undefined;
  const ranks = ranksKept(query).filter(rank => rank.op === 'over' && !keepsFirst(rank, input.query));
  if (ranks.length === 0) return undefined;
  const names = input.query.items.filter(item => ranks.includes(item.expression)).map(item => item.name);
  const condition = conjunctsOf(query.where).find(one =>
    columnsKept({ ...query, where: one }).some(name => names.includes(name)),
  );
  return condition && { at: condition.span, what: 'a row may fall out of the first ones' };
}

/** In the order of time, who came first stays first. */
function keepsFirst({ orderBy }: Extract<TypedExpression, { readonly op: 'over' }>, query: BoundQuery): boolean {
  const [key] = orderBy;
  return key === undefined || (!key.descending && timeOf(key.expression, query) !== undefined);
}

const isWindowed = (input: BoundInput): boolean =>
  input.kind === 'relation' || input.kind === 'query'
    ? input.relation.windowed
    : input.kind === 'join' && (isWindowed(input.left) || isWindowed(input.right));

/** WHERE over groups is what HAVING is. */
function lostByWhere({ where, input, columns }: BoundQuery): Lost | undefined {
  if (!where || input.kind !== 'query') return undefined;
  const { query: inner } = input;
  if (!inner.aggregation || inner.window || inner.unions.length > 0 || kindOfInput(inner.input) !== 'stream')
    return undefined;
  const call = (index: number): Role => {
    const item = inner.items.find(one => one.name === columns[index]?.name);
    return item?.expression.op === 'column' ? callOf(inner, item.expression.index) : 'unknown';
  };
  const condition = conjunctsOf(where).find(one => canFailLater(one, call));
  return condition && { at: condition.span, what: 'a group may pass WHERE no longer' };
}

/** What a column of a group is. */
type Role = 'fixed' | 'rising' | 'falling' | 'unknown';

function callOf({ aggregation }: BoundQuery, index: number): Role {
  if (!aggregation || index < aggregation.keys.length) return 'fixed';
  const call = aggregation.calls[index - aggregation.keys.length];
  return call ? (ROLES[functionOf(call)] ?? 'unknown') : 'fixed';
}

/** As rows are added and none is taken away. */
const ROLES: Readonly<Record<string, Role>> = {
  COUNT: 'rising',
  COUNT_DISTINCT: 'rising',
  APPROX_COUNT_DISTINCT: 'rising',
  MAX: 'rising',
  MIN: 'falling',
};

/** Whether a condition that holds may hold no longer once more rows came. */
function canFailLater(condition: TypedExpression, role: (index: number) => Role): boolean {
  switch (condition.op) {
    case 'and':
    case 'or':
      return condition.parts.some(part => canFailLater(part, role));
    case 'compare': {
      const { left, right, operator } = condition;
      if (isConstant(fold(right))) return !staysTrue(left, operator, role);
      if (isConstant(fold(left))) return !staysTrue(right, FLIPPED[operator], role);
      return changes(condition, role);
    }
    default:
      return changes(condition, role);
  }
}

const FLIPPED = { '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

function staysTrue(value: TypedExpression, operator: ComparisonOperator, role: (index: number) => Role): boolean {
  if (!changes(value, role)) return true;
  const direction = directionOf(value, role);
  if (operator === '>' || operator === '>=') return direction === 'rising';
  return (operator === '<' || operator === '<=') && direction === 'falling';
}

const directionOf = (value: TypedExpression, role: (index: number) => Role): Role =>
  value.op === 'column' ? role(value.index) : value.op === 'cast' ? directionOf(value.operand, role) : 'unknown';

/** Whether an expression reads anything but the group's key. */
function changes(expression: TypedExpression, role: (index: number) => Role): boolean {
  let found = false;
  eachPart(expression, part => {
    if (part.op === 'column') found ||= role(part.index) !== 'fixed';
    else if (part.op === 'subquery') found = true;
  });
  return found;
}
