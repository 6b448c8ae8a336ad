/** Conditions in three-valued logic, and what chooses between values of any type. */
import { BOOLEAN, type Expr, type Kind, type Type } from '../tree.ts';
import { type Grow, type Made, MOST, type Operation } from './operation.ts';

const KINDS: readonly Kind[] = ['BIGINT', 'BIGINT', 'DOUBLE', 'DECIMAL', 'STRING', 'STRING', 'TIMESTAMP', 'DATE'];

/** Two that compare: of one kind, or numbers that both engines bring together without loss. */
function pair({ draw, exact, kindIn }: Grow, kinds: readonly Kind[] = KINDS): readonly [Expr, Expr] | undefined {
  const kind = kindIn(kinds);
  const other = kind === 'BIGINT' && draw.oneIn(4) ? kindIn(['DOUBLE', 'DECIMAL']) : kind;
  const a = exact(kind);
  const b = exact(other);
  if (other === 'DOUBLE' && kind === 'BIGINT' && a.bound > MOST) return undefined;
  if (other === 'DECIMAL' && b.type.kind === 'DECIMAL' && b.type.scale > 15) return undefined;
  return draw.oneIn(2) ? [a, b] : [b, a];
}

const comparison = (operator: string): Operation => ({
  name: operator,
  gives: 'BOOLEAN',
  build(grow) {
    const args = pair(grow, [...KINDS, 'BOOLEAN']);
    return args && { args, type: BOOLEAN };
  },
  ferris: ([a, b]) => `(${a} ${operator} ${b})`,
});

const junction = (word: 'AND' | 'OR', count: number): Operation => ({
  name: `${word} ${count}`,
  gives: 'BOOLEAN',
  build: ({ exact }) => ({ args: Array.from({ length: count }, () => exact('BOOLEAN')), type: BOOLEAN }),
  ferris: args => `(${args.join(` ${word} `)})`,
});

const truth = (test: 'TRUE' | 'FALSE', negated: boolean): Operation => ({
  name: `IS ${negated ? 'NOT ' : ''}${test}`,
  gives: 'BOOLEAN',
  build: ({ exact }) => ({ args: [exact('BOOLEAN')], type: BOOLEAN }),
  ferris: ([a]) => `(${a} IS ${negated ? 'NOT ' : ''}${test})`,
  duck: ([a]) => `(${a} IS ${negated ? '' : 'NOT '}DISTINCT FROM ${test})`,
});

const same = (grow: Grow, wanted: Type, count: number): Made => {
  const args = Array.from({ length: count }, () => grow.of(wanted));
  return { args, type: wanted, bound: Math.max(...args.map(({ bound }) => bound)) };
};

/** NULL if any is NULL (as in Flink); DuckDB leaves NULLs out. */
const extreme = (name: 'LEAST' | 'GREATEST'): Operation => ({
  name,
  gives: 'ANY',
  build: (grow, wanted) => same(grow, wanted, grow.draw.int(2, 3)),
  ferris: args => `${name}(${args.join(', ')})`,
  duck: args => `CASE WHEN ${args.map(a => `${a} IS NOT NULL`).join(' AND ')} THEN ${name}(${args.join(', ')}) END`,
});

export const conditionOperations: readonly Operation[] = [
  ...['=', '<>', '<', '<=', '>', '>=', 'IS DISTINCT FROM', 'IS NOT DISTINCT FROM'].map(comparison),
  junction('AND', 2),
  junction('OR', 2),
  junction('AND', 3),
  junction('OR', 3),
  truth('TRUE', false),
  truth('TRUE', true),
  truth('FALSE', false),
  truth('FALSE', true),
  {
    name: 'NOT',
    gives: 'BOOLEAN',
    build: ({ exact }) => ({ args: [exact('BOOLEAN')], type: BOOLEAN }),
    ferris: ([a]) => `(NOT ${a})`,
  },
  ...['IS NULL', 'IS NOT NULL'].map(
    (test): Operation => ({
      name: test,
      gives: 'BOOLEAN',
      build: grow => ({ args: [grow.of(grow.type())], type: BOOLEAN }),
      ferris: ([a]) => `(${a} ${test})`,
    }),
  ),
  ...['BETWEEN', 'NOT BETWEEN'].map(
    (word): Operation => ({
      name: word,
      gives: 'BOOLEAN',
      build({ kindIn, exact }) {
        const kind = kindIn(KINDS);
        return { args: [exact(kind), exact(kind), exact(kind)], type: BOOLEAN };
      },
      ferris: ([a, from, to]) => `(${a} ${word} ${from} AND ${to})`,
    }),
  ),
  ...['IN', 'NOT IN'].map(
    (word): Operation => ({
      name: word,
      gives: 'BOOLEAN',
      build({ draw, exact, kindIn, literal }) {
        const a = exact(kindIn(KINDS));
        return { args: [a, ...Array.from({ length: draw.int(1, 4) }, () => literal(a.type))], type: BOOLEAN };
      },
      ferris: ([a, ...list]) => `(${a} ${word} (${list.join(', ')}))`,
    }),
  ),
  {
    name: 'CASE WHEN',
    gives: 'ANY',
    build(grow, wanted) {
      const made = same(grow, wanted, 3);
      return { ...made, args: [grow.exact('BOOLEAN'), grow.exact('BOOLEAN'), ...made.args] };
    },
    ferris: ([w1, w2, a, b, c]) => `CASE WHEN ${w1} THEN ${a} WHEN ${w2} THEN ${b} ELSE ${c} END`,
  },
  {
    name: 'CASE without ELSE',
    gives: 'ANY',
    build(grow, wanted) {
      const made = same(grow, wanted, 1);
      return { ...made, args: [grow.exact('BOOLEAN'), ...made.args] };
    },
    ferris: ([when, a]) => `CASE WHEN ${when} THEN ${a} END`,
  },
  {
    name: 'CASE of a value',
    gives: 'ANY',
    build(grow, wanted) {
      const of = grow.exact(grow.kindIn(['BIGINT', 'STRING', 'DATE', 'DECIMAL']));
      const made = same(grow, wanted, 2);
      return { ...made, args: [of, grow.literal(of.type), ...made.args] };
    },
    ferris: ([of, when, a, b]) => `CASE ${of} WHEN ${when} THEN ${a} ELSE ${b} END`,
  },
  {
    name: 'IF',
    gives: 'ANY',
    build(grow, wanted) {
      const made = same(grow, wanted, 2);
      return { ...made, args: [grow.exact('BOOLEAN'), ...made.args] };
    },
    ferris: args => `IF(${args.join(', ')})`,
  },
  {
    name: 'COALESCE',
    gives: 'ANY',
    build: (grow, wanted) => same(grow, wanted, grow.draw.int(2, 3)),
    ferris: args => `COALESCE(${args.join(', ')})`,
  },
  {
    name: 'IFNULL',
    gives: 'ANY',
    build: (grow, wanted) => same(grow, wanted, 2),
    ferris: args => `IFNULL(${args.join(', ')})`,
  },
  {
    name: 'NULLIF',
    gives: 'ANY',
    build: (grow, wanted) => (wanted.kind === 'DOUBLE' ? undefined : same(grow, wanted, 2)),
    ferris: args => `NULLIF(${args.join(', ')})`,
  },
  extreme('LEAST'),
  extreme('GREATEST'),
];
