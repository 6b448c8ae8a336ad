/** In which columns of a node's rows the key stands by which the records were spread over the partitions of their topics. */
import { type SqlType, sameType } from '../../../language/types/sql-type.ts';
import type { NodeKind, NodeOf, PlanColumn, PlanNode, PlanQuery, TypedExpression } from '../plan.ts';

export interface KeyColumns {
  /** For each column of the declared PRIMARY KEY where its value stands, unchanged; no position: nowhere any more. */
  readonly parts: readonly ReadonlySet<number>[];
  /** Of rows whose columns are still those that they were spread by: what each part was computed as. */
  readonly computed?: readonly TypedExpression[];
  /** The declared columns. Rows of different topics are spread alike only where these have the same types. */
  readonly declared: readonly PlanColumn[];
  /** Whether rows of one key (`row.key`, which they replace one another by) are of one partition number. */
  readonly byRowKey: boolean;
}

/** `undefined`: of the rows' places nothing is known. */
export function keyColumnsOf(node: PlanNode, queries: ReadonlyMap<string, PlanQuery>): KeyColumns | undefined {
  const of = table[node.node] as (node: PlanNode, given: Given) => KeyColumns | undefined;
  return of(node, { queries, of: input => keyColumnsOf(input, queries) });
}

/** Whether the key stands whole among these expressions over the rows, so that rows that are equal by them are of one partition. */
export const cover = (given: KeyColumns, expressions: readonly TypedExpression[]): boolean =>
  given.parts.every((_, part) => expressions.some(one => isPart(given, part, one)));

/** Whether the expression over the rows is that part of their key. */
const isPart = ({ parts, computed }: KeyColumns, part: number, one: TypedExpression): boolean =>
  one.op === 'column' ? parts[part]!.has(one.index) : computed !== undefined && textOf(computed[part]!) === textOf(one);

/** The same where the same is said of a row, wherever it stands in the SQL. */
const textOf = (expression: TypedExpression): string =>
  JSON.stringify(expression, (name, value) => (name === 'span' ? undefined : value));

/** Whether rows of both that are equal by these pairs of expressions are of one partition number, topics being spread alike. */
export const meet = (
  left: KeyColumns,
  right: KeyColumns,
  leftKeys: readonly TypedExpression[],
  rightKeys: readonly TypedExpression[],
): boolean =>
  alike(left, right) &&
  left.parts.every((_, part) =>
    leftKeys.some((key, at) => isPart(left, part, key) && isPart(right, part, rightKeys[at]!)),
  );

/** Whether values of the type that are equal are equal as bytes of a key. */
export const isExact = ({ kind }: SqlType): boolean => EXACT.includes(kind);

interface Given {
  readonly queries: ReadonlyMap<string, PlanQuery>;
  of(input: PlanNode): KeyColumns | undefined;
}

type Of<Kind extends NodeKind> = (node: NodeOf<Kind>, given: Given) => KeyColumns | undefined;

const alike = (a: KeyColumns, b: KeyColumns): boolean =>
  a.declared.length === b.declared.length && a.declared.every(({ type }, i) => sameType(type, b.declared[i]!.type));

/** Of these types values that are equal are equal as bytes of a key. */
const EXACT: readonly SqlType['kind'][] = ['STRING', 'BIGINT', 'BOOLEAN', 'DATE'];

const same = ({ input }: { readonly input: PlanNode }, { of }: Given): KeyColumns | undefined => of(input);
const unknown = (): undefined => undefined;
const NOWHERE: ReadonlySet<number> = new Set();

/** Of columns that are made of those of the input: `from` gives the position in the input, or what it is computed as, undefined for what is new. */
function moved(
  given: KeyColumns | undefined,
  from: readonly (number | TypedExpression | undefined)[],
  byRowKey = given?.byRowKey ?? false,
): KeyColumns | undefined {
  if (!given) return undefined;
  const isAt = (part: number, source: (typeof from)[number]): boolean =>
    typeof source === 'number' ? given.parts[part]!.has(source) : source !== undefined && isPart(given, part, source);
  const parts = given.parts.map((_, part) => new Set(from.flatMap((source, at) => (isAt(part, source) ? [at] : []))));
  return { parts, declared: given.declared, byRowKey };
}

/** Of rows of two inputs side by side; which of them may be missing has its columns empty then. */
function beside(
  sides: readonly [KeyColumns | undefined, KeyColumns | undefined],
  missing: readonly [boolean, boolean],
  leftWidth: number,
  byRowKey: boolean,
): KeyColumns | undefined {
  const [left, right] = sides;
  if (!left || !right || !alike(left, right)) return undefined;
  const parts = left.parts.map((columns, i) => {
    const ofRight = [...right.parts[i]!].map(at => at + leftWidth);
    return new Set([...(missing[0] ? [] : columns), ...(missing[1] ? [] : ofRight)]);
  });
  return { parts, declared: left.declared, byRowKey };
}

const table: { readonly [Kind in NodeKind]: Of<Kind> } = {
  scan({ columns, primaryKey = [], kind, formats }) {
    // By the bytes of other formats keys are spread in another way, with a registry even those of one key.
    if (formats?.key && formats.key.kind !== 'string' && formats.key.kind !== 'raw') return undefined;
    if (primaryKey.length === 0 || !primaryKey.every(({ type }) => isExact(type))) return undefined;
    const parts = primaryKey.map(({ name }) => {
      const at = columns.findIndex(column => column.name === name && column.origin.kind === 'field');
      return at < 0 ? NOWHERE : new Set([at]);
    });
    return { parts, declared: primaryKey, byRowKey: kind === 'table' };
  },
  reference({ query, columns }, { queries, of }) {
    const read = queries.get(query);
    if (!read || read.output.columns.some(({ spread }) => spread)) return moved(read && of(read.root), []);
    const names = read.output.columns.map(({ name }) => name.toLowerCase());
    const from = columns.map(({ name, origin }) => {
      const lower = name.toLowerCase();
      // Where several are called so, which of them is read depends on their values.
      const only = names.filter(one => one === lower).length === 1;
      return origin.kind !== 'record' && only ? names.indexOf(lower) : undefined;
    });
    return moved(of(read.root), from);
  },
  received: ({ key, declared }) => ({
    parts: key.map(one => (one.op === 'column' ? new Set([one.index]) : NOWHERE)),
    computed: key,
    declared,
    byRowKey: false,
  }),
  'one-row': unknown,
  values: unknown,
  'event-time': same,
  filter: same,
  sort: same,
  limit: same,
  distinct(node, { of }) {
    const given = of(node.input);
    return given && { ...given, byRowKey: node.names ? given.parts.every(({ size }) => size > 0) : given.byRowKey };
  },
  pairs: same,
  upserts: same,
  current: same,
  'in-time': same,
  project({ input, items, eventTime, key }, { of }) {
    const given = of(input);
    const keyed = key.map(at => items[at]!.expression);
    const out = items.filter((_, at) => at !== eventTime).map(({ expression }) => expression);
    return moved(given, out, given && (key.length > 0 ? cover(given, keyed) : given.byRowKey));
  },
  union({ inputs }, { of }) {
    const all = inputs.map(of);
    const [first] = all;
    if (!first || !all.every(one => one && alike(one, first))) return undefined;
    return {
      declared: first.declared,
      parts: first.parts.map(
        (columns, i) => new Set([...columns].filter(column => all.every(one => one!.parts[i]!.has(column)))),
      ),
      byRowKey: all.every(one => one!.byRowKey),
    };
  },
  // Where rows change their key is the one they had, and a number.
  unnest: ({ input, columns }, { of }) => moved(of(input), columns),
  window: same,
  aggregate: ({ input, keys }, { of }) => {
    const given = of(input);
    const expressions = keys.map(({ expression }) => expression);
    return moved(given, expressions, given && cover(given, expressions));
  },
  join({ inputs, join, widths }, { of }) {
    const [left, right] = [of(inputs[0]!), of(inputs[1]!)];
    const [noLeft, noRight] = [join === 'RIGHT' || join === 'FULL', join === 'LEFT' || join === 'FULL'];
    return beside([left, right], [noLeft, noRight], widths[0], !noLeft && (left?.byRowKey ?? false));
  },
  'as-of-join'({ inputs, stream, outer, widths }, { of }) {
    const sides = [of(inputs[0]!), of(inputs[1]!)] as const;
    return beside(sides, [outer && stream === 1, outer && stream === 0], widths[0], sides[stream]?.byRowKey ?? false);
  },
  'table-join'({ inputs, join, widths, key }, { of }) {
    const [left, right] = [of(inputs[0]!), of(inputs[1]!)];
    const [noLeft, noRight] = [join === 'RIGHT' || join === 'FULL', join === 'LEFT' || join === 'FULL'];
    const [ofLeft, ofRight] = [left?.byRowKey ?? false, right?.byRowKey ?? false];
    const byRowKey = key === 'left' ? ofLeft : key === 'right' ? ofRight : ofLeft && ofRight;
    return beside([left, right], [noLeft, noRight], widths[0], byRowKey);
  },
  over({ input, partitionBy, key }, { of }) {
    const given = of(input);
    return given && { ...given, byRowKey: key ? cover(given, partitionBy) : given.byRowKey };
  },
  match({ input, partitionBy, columns }, { of }) {
    const given = of(input);
    const expressions = partitionBy.map(({ expression }) => expression);
    const from = columns.map(column =>
      column.from === 'row' ? column.index : column.from === 'partition' ? expressions[column.index] : undefined,
    );
    return moved(given, from, given && cover(given, expressions));
  },
  top({ input, partitionBy }, { of }) {
    const given = of(input);
    return (
      given && {
        ...given,
        byRowKey: cover(
          given,
          partitionBy.map(({ expression }) => expression),
        ),
      }
    );
  },
  // The outer row comes first.
  apply: ({ inputs }, { of }) => of(inputs[1]!),
};
