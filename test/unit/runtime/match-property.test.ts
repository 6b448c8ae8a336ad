/** MATCH_RECOGNIZE by its definition: all ways through a pattern, the preferred first, tried one after another. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { type GivenRecord, runSql } from './sql.ts';

const STREAM = `CREATE STREAM s (id BIGINT, k STRING, v BIGINT, t TIMESTAMP, WATERMARK FOR t AS t) WITH ('topic' = 's', 'format' = 'json');\n`;

interface Given {
  readonly id: number;
  readonly k: string;
  readonly v: number | null;
  readonly t: number;
  readonly partition: number;
}

const records = (rows: readonly Given[]): GivenRecord[] =>
  rows.map(({ id, k, v, t, partition }) => ({
    at: t,
    partition,
    value: { id, k, v, t: new Date(t).toISOString() },
  }));

type Pattern =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'sequence' | 'alternatives'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly part: Pattern; readonly times: Times; readonly reluctant: boolean }
  | { readonly kind: 'excluded'; readonly part: Pattern }
  | { readonly kind: 'empty' };

type Times = readonly [sql: string, least: number, most: number];

const TIMES: readonly Times[] = [
  ['*', 0, Infinity],
  ['+', 1, Infinity],
  ['?', 0, 1],
  ['{2}', 2, 2],
  ['{2,}', 2, Infinity],
  ['{1,2}', 1, 2],
  ['{,2}', 0, 2],
  ['{0,3}', 0, 3],
];

function textOf(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'variable':
      return pattern.name;
    case 'empty':
      return '()';
    case 'sequence':
      return `(${pattern.parts.map(textOf).join(' ')})`;
    case 'alternatives':
      return `(${pattern.parts.map(textOf).join(' | ')})`;
    case 'excluded':
      return `{- ${textOf(pattern.part)} -}`;
    case 'repeat':
      return `(${textOf(pattern.part)})${pattern.times[0]}${pattern.reluctant ? '?' : ''}`;
  }
}

/** A row on the way: which variable it fits, whether it is left out. */
interface Taken {
  readonly variable: string;
  readonly excluded: boolean;
}

type Way = readonly Taken[];

/** What an expression sees: the partition, the first row of the match, and the rows taken, the last of which is looked at. */
interface Seen {
  readonly rows: readonly Given[];
  readonly start: number;
  readonly way: Way;
  readonly number: number;
}

type Maybe = number | string | null;

const valueAt = ({ rows }: Seen, i: number | undefined): number | null =>
  i === undefined ? null : (rows[i]?.v ?? null);
const places = ({ start, way }: Seen, ...names: string[]): number[] =>
  way.flatMap(({ variable }, i) => (names.length === 0 || names.includes(variable) ? [start + i] : []));
const values = (seen: Seen, ...names: string[]): number[] =>
  places(seen, ...names).flatMap(i => (seen.rows[i]!.v === null ? [] : [seen.rows[i]!.v!]));
const last = (seen: Seen, back: number, ...names: string[]): number | undefined => places(seen, ...names).at(-1 - back);
const moved = (i: number | undefined, by: number): number | undefined => (i === undefined ? undefined : i + by);
const nameAt = ({ start, way }: Seen, i: number | undefined): string | null =>
  i === undefined ? null : (way[i - start]?.variable ?? null);
const sum = (all: readonly number[]): number | null => (all.length === 0 ? null : all.reduce((a, b) => a + b, 0));

const less = (a: Maybe, b: Maybe): boolean => a !== null && b !== null && a < b;
const here = (seen: Seen): number => seen.start + seen.way.length - 1;

type Condition = readonly [sql: string, fits: (seen: Seen, own: string) => boolean];

/** `X` stands for the variable that is defined. */
const LOCAL: readonly Condition[] = [
  ['v > 1', seen => less(1, valueAt(seen, here(seen)))],
  ['X.v < 2', seen => less(valueAt(seen, here(seen)), 2)],
  ['v < PREV(v)', seen => less(valueAt(seen, here(seen)), valueAt(seen, here(seen) - 1))],
  [
    'X.v >= PREV(X.v, 2)',
    seen => {
      const [a, b] = [valueAt(seen, here(seen)), valueAt(seen, here(seen) - 2)];
      return a !== null && b !== null && a >= b;
    },
  ],
  ['v < NEXT(v)', seen => less(valueAt(seen, here(seen)), valueAt(seen, here(seen) + 1))],
  ['NEXT(v, 2) IS NULL', seen => valueAt(seen, here(seen) + 2) === null],
  ["CLASSIFIER() = 'A'", (_, own) => own === 'A'],
  ['FALSE', () => false],
];

const ALONG: readonly Condition[] = [
  ['v > FIRST(v)', seen => less(valueAt(seen, seen.start), valueAt(seen, here(seen)))],
  [
    'v <> LAST(X.v, 1)',
    (seen, own) => {
      const [a, b] = [valueAt(seen, here(seen)), valueAt(seen, last(seen, 1, own))];
      return a !== null && b !== null && a !== b;
    },
  ],
  ['LAST(v, 1) < v', seen => less(valueAt(seen, last(seen, 1)), valueAt(seen, here(seen)))],
  ['SUM(v) < 5', seen => less(sum(values(seen)), 5)],
  ['COUNT(A.v) < 2', seen => values(seen, 'A').length < 2],
  [
    'A.v IS NULL OR v > A.v',
    seen =>
      valueAt(seen, last(seen, 0, 'A')) === null || less(valueAt(seen, last(seen, 0, 'A')), valueAt(seen, here(seen))),
  ],
  ["PREV(CLASSIFIER()) = 'A'", seen => nameAt(seen, here(seen) - 1) === 'A'],
  ["COALESCE(LAST(CLASSIFIER(), 1), 'C') <> 'B'", seen => (nameAt(seen, last(seen, 1)) ?? 'C') !== 'B'],
  ['MAX(U.v) <= 3', seen => values(seen, 'A', 'B').length > 0 && Math.max(...values(seen, 'A', 'B')) <= 3],
  ['PREV(LAST(B.v), 1) IS NULL', seen => valueAt(seen, moved(last(seen, 0, 'B'), -1)) === null],
  [
    'PREV(COALESCE(A.v, 7)) < 8',
    seen => {
      const i = moved(last(seen, 0, 'A'), -1);
      return i !== undefined && i >= 0;
    },
  ],
];

type Measure = readonly [sql: string, of: (seen: Seen) => Maybe];

const MEASURES: readonly Measure[] = [
  ['COUNT(*)', seen => seen.way.length],
  ['FIRST(id)', seen => (seen.way.length === 0 ? null : seen.rows[seen.start]!.id)],
  ['LAST(id)', seen => (seen.way.length === 0 ? null : seen.rows[here(seen)]!.id)],
  ['SUM(A.v)', seen => sum(values(seen, 'A'))],
  ['B.v', seen => valueAt(seen, last(seen, 0, 'B'))],
  ['v', seen => (seen.way.length === 0 ? null : valueAt(seen, here(seen)))],
  ['LAST(U.v, 1)', seen => valueAt(seen, last(seen, 1, 'A', 'B'))],
  ['FIRST(C.v, 1)', seen => valueAt(seen, places(seen, 'C')[1])],
  ['PREV(A.v)', seen => valueAt(seen, moved(last(seen, 0, 'A'), -1))],
  ['NEXT(v)', seen => (seen.way.length === 0 ? null : valueAt(seen, here(seen) + 1))],
  ['NEXT(FIRST(B.v), 2)', seen => valueAt(seen, moved(places(seen, 'B')[0], 2))],
  ['CLASSIFIER()', seen => nameAt(seen, last(seen, 0))],
  ['FIRST(CLASSIFIER(), 1)', seen => nameAt(seen, places(seen)[1])],
  ['MATCH_NUMBER()', seen => seen.number],
  ["COUNT(*) FILTER (WHERE CLASSIFIER() = 'B')", seen => places(seen, 'B').length],
  [
    'MAX(U.v) - MIN(B.v)',
    seen => {
      const [all, some] = [values(seen, 'A', 'B'), values(seen, 'B')];
      return all.length === 0 || some.length === 0 ? null : Math.max(...all) - Math.min(...some);
    },
  ],
];

interface Query {
  readonly pattern: Pattern;
  readonly conditions: Readonly<Record<string, Condition | undefined>>;
  readonly within: number | undefined;
  readonly mode: string;
  readonly skip: string;
  readonly measures: readonly (readonly ['' | 'FINAL ' | 'RUNNING ', Measure])[];
}

/** A search with more steps than this is not tried: there are ways without number through some patterns. */
const TOO_MANY = 30_000;

/** The preferred match at a row; `undefined`: none; `'too many'`. */
function preferred(query: Query, rows: readonly Given[], start: number, number: number): Way | undefined | 'too many' {
  let steps = 0;
  const isIn = (way: Way, variable: string): boolean => {
    const i = start + way.length;
    if (i >= rows.length || (query.within !== undefined && rows[i]!.t - rows[start]!.t >= query.within)) return false;
    const seen: Seen = { rows, start, way: [...way, { variable, excluded: false }], number };
    return query.conditions[variable]?.[1](seen, variable) ?? true;
  };
  function* run(pattern: Pattern, way: Way, excluded: boolean): Generator<Way> {
    if (steps++ > TOO_MANY) return;
    switch (pattern.kind) {
      case 'empty':
        yield way;
        return;
      case 'variable':
        if (isIn(way, pattern.name)) yield [...way, { variable: pattern.name, excluded }];
        return;
      case 'excluded':
        yield* run(pattern.part, way, true);
        return;
      case 'alternatives':
        for (const part of pattern.parts) yield* run(part, way, excluded);
        return;
      case 'sequence': {
        const [first, ...rest] = pattern.parts;
        if (!first) yield way;
        else for (const one of run(first, way, excluded)) yield* run({ kind: 'sequence', parts: rest }, one, excluded);
        return;
      }
      case 'repeat':
        yield* repeat(pattern, way, excluded, 0);
    }
  }
  function* repeat(
    pattern: Extract<Pattern, { kind: 'repeat' }>,
    way: Way,
    excluded: boolean,
    count: number,
  ): Generator<Way> {
    const [, least, most] = pattern.times;
    if (steps++ > TOO_MANY) return;
    if (pattern.reluctant && count >= least) yield way;
    if (count < most)
      for (const one of run(pattern.part, way, excluded)) {
        // Once around for nothing would be for ever.
        if (most === Infinity && count >= least && one.length === way.length) continue;
        yield* repeat(pattern, one, excluded, count + 1);
      }
    if (!pattern.reluctant && count >= least) yield way;
  }
  const [found] = run(query.pattern, [], false).take(1);
  return steps > TOO_MANY ? 'too many' : found;
}

/** Rows that come out of a partition, as text, their times, and how many matches could not be skipped from. */
function expectedOf(
  query: Query,
  rows: readonly Given[],
): { readonly out: string[]; readonly times: number[]; readonly problems: number } | 'too many' {
  const out: string[] = [];
  const times: number[] = [];
  let problems = 0;
  let number = 0;
  let covered = 0;
  const all = query.mode.startsWith('ALL');
  const put = (row: Given, seen: Seen | undefined, whole: Seen | undefined): void => {
    const measured = query.measures.map(([semantics, [, of]]) => {
      const at = semantics === 'FINAL ' || (semantics === '' && !all) ? whole : seen;
      return at && whole ? of(all ? at : whole) : null;
    });
    out.push(JSON.stringify(all ? [row.id, ...measured] : [row.k, ...measured]));
    times.push(row.t);
  };
  for (let start = 0; start < rows.length; ) {
    const way = preferred(query, rows, start, number + 1);
    if (way === 'too many') return way;
    if (!way) {
      if (start >= covered && query.mode.endsWith('UNMATCHED ROWS')) put(rows[start]!, undefined, undefined);
      start++;
      continue;
    }
    if (way.length === 0) {
      number++;
      const seen: Seen = { rows, start, way, number };
      if (!query.mode.includes('OMIT')) put(rows[start]!, seen, seen);
      covered = Math.max(covered, start + 1);
      start++;
      continue;
    }
    const end = start + way.length;
    covered = Math.max(covered, end);
    const named = way.flatMap(({ variable }, i) =>
      query.skip.endsWith(` ${variable}`) || (query.skip.endsWith(' U') && variable !== 'C') ? [start + i] : [],
    );
    let next: number | undefined;
    if (query.skip === 'PAST LAST ROW') next = end;
    else if (query.skip === 'TO NEXT ROW') next = start + 1;
    else next = query.skip.startsWith('TO FIRST') ? named[0] : named.at(-1);
    if (next === undefined || next === start) {
      problems++;
      start = end;
      continue;
    }
    number++;
    const whole: Seen = { rows, start, way, number };
    if (!all) put(rows[end - 1]!, whole, whole);
    else
      for (const [i, { excluded }] of way.entries())
        if (!excluded) put(rows[start + i]!, { ...whole, way: way.slice(0, i + 1) }, whole);
    start = next;
  }
  return { out, times, problems };
}

const sqlOf = (query: Query): string => `${STREAM}${selectOf(query)};`;

function selectOf({ pattern, conditions, within, mode, skip, measures }: Query): string {
  const defined = Object.entries(conditions).flatMap(([name, condition]) =>
    condition ? [`${name} AS ${condition[0].replaceAll('X.', `${name}.`)}`] : [],
  );
  const items = measures.map((_, i) => `m${i}`).join(', ');
  const measured = measures.map(
    ([semantics, [sql]], i) => `${semantics}${sql.includes(' - ') && semantics !== '' ? `(${sql})` : sql} AS m${i}`,
  );
  // A way that nothing takes makes all names part of the pattern.
  return `SELECT ${mode.startsWith('ALL') ? 'id' : 'k'}, ${items} FROM s MATCH_RECOGNIZE (
  PARTITION BY k ORDER BY t MEASURES ${measured.join(', ')} ${mode} AFTER MATCH SKIP ${skip}
  PATTERN (${textOf(pattern)} | Z A B C) ${within === undefined ? '' : `WITHIN ${within}ms`} SUBSET U = (A, B)
  DEFINE ${['Z AS FALSE', ...defined].join(', ')}) AS m`;
}

const name = fc.constantFrom('A', 'B', 'C');
const { pattern: patterns } = fc.letrec<{ pattern: Pattern }>(tie => ({
  pattern: fc.oneof(
    { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
    { weight: 4, arbitrary: name.map(one => ({ kind: 'variable' as const, name: one })) },
    {
      weight: 4,
      arbitrary: fc
        .array(tie('pattern'), { minLength: 2, maxLength: 3 })
        .map(parts => ({ kind: 'sequence' as const, parts })),
    },
    {
      weight: 2,
      arbitrary: fc
        .array(tie('pattern'), { minLength: 2, maxLength: 3 })
        .map(parts => ({ kind: 'alternatives' as const, parts })),
    },
    {
      weight: 5,
      arbitrary: fc
        .tuple(tie('pattern'), fc.constantFrom(...TIMES), fc.boolean())
        .map(([part, times, reluctant]) => ({ kind: 'repeat' as const, part, times, reluctant })),
    },
    { weight: 1, arbitrary: tie('pattern').map(part => ({ kind: 'excluded' as const, part })) },
    { weight: 1, arbitrary: fc.constant({ kind: 'empty' as const }) },
  ),
}));

const queriesWith = (pool: readonly Condition[]): fc.Arbitrary<Query> => {
  const condition = fc.option(fc.constantFrom(...pool), { nil: undefined, freq: 4 });
  return fc.record({
    pattern: patterns,
    conditions: fc.record({ A: condition, B: condition, C: condition }),
    within: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
    mode: fc.constantFrom(
      'ONE ROW PER MATCH',
      'ALL ROWS PER MATCH',
      'ALL ROWS PER MATCH OMIT EMPTY MATCHES',
      'ALL ROWS PER MATCH WITH UNMATCHED ROWS',
    ),
    skip: fc.constantFrom('PAST LAST ROW', 'TO NEXT ROW', 'TO FIRST B', 'TO LAST A', 'TO LAST U', 'TO C'),
    measures: fc.array(
      fc.tuple(fc.constantFrom('' as const, 'FINAL ' as const, 'RUNNING ' as const), fc.constantFrom(...MEASURES)),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
  });
};

const given = fc
  .array(fc.tuple(fc.constantFrom('a', 'a', 'b'), fc.option(fc.nat(3), { freq: 8 }), fc.nat(14), fc.nat(1)), {
    minLength: 1,
    maxLength: 10,
  })
  .map(all =>
    // In order of time in each partition: nothing is late, whatever the interleaving.
    all.toSorted((x, y) => x[2] - y[2]).map(([k, v, t, partition], id): Given => ({ id, k, v, t, partition })),
  );

/** In the order (time, partition, offset), which here is the order of ids within a partition. */
const inOrder = (rows: readonly Given[], k: string): Given[] =>
  rows.filter(row => row.k === k).toSorted((a, b) => a.t - b.t || a.partition - b.partition || a.id - b.id);

/** By partition; undefined where that takes too long. */
function allExpected(query: Query, rows: readonly Given[]) {
  const expected = ['a', 'b'].map(k => expectedOf(query, inOrder(rows, k)));
  return expected.includes('too many') ? undefined : expected.filter(one => one !== 'too many');
}

async function holds(query: Query, rows: readonly Given[], bounded: boolean, seed: number): Promise<void> {
  const known = allExpected(query, rows);
  if (!known) return;
  const outcome = await runSql(sqlOf(query), { s: records(rows) }, { bounded, seed });
  const out = outcome.rows.map(row => {
    const [key, value] = row.split(' → ') as [string, string];
    return [JSON.parse(key), JSON.stringify(Object.values(JSON.parse(value)))] as const;
  });
  for (const [i, k] of ['a', 'b'].entries())
    assert.deepEqual(
      out.filter(([key]) => key === k).map(([, value]) => value),
      known[i]!.out,
    );
  assert.equal(outcome.problems.length, known[0]!.problems + known[1]!.problems);
  assert.equal(outcome.counts.late, 0);
}

test('conditions on a row and its neighbours: what comes out is what all ways, tried in turn, give', async () => {
  await fc.assert(fc.asyncProperty(queriesWith(LOCAL), given, fc.boolean(), fc.nat(), holds), { numRuns: 1500 });
});

test('conditions on the match so far: what comes out is what all ways, tried in turn, give', async () => {
  await fc.assert(fc.asyncProperty(queriesWith([...LOCAL, ...ALONG]), given, fc.boolean(), fc.nat(), holds), {
    numRuns: 1500,
  });
});

test('what comes out late is still in time for windows over it', async () => {
  await fc.assert(
    fc.asyncProperty(queriesWith([...LOCAL, ...ALONG]), given, fc.nat(), async (query, rows, seed) => {
      const known = allExpected(query, rows);
      if (!known) return;
      const sql = `${STREAM}SELECT COUNT(*) AS n FROM (${selectOf(query)}) AS x WINDOW TUMBLING(4ms);`;
      const { rows: out, counts, times } = await runSql(sql, { s: records(rows) }, { bounded: false, seed });
      const windows = new Map<number, number>();
      for (const t of known.flatMap(one => one.times)) {
        const end = Math.floor(t / 4) * 4 + 3;
        windows.set(end, (windows.get(end) ?? 0) + 1);
      }
      const expected = [...windows].sort(([a], [b]) => a - b);
      assert.deepEqual(
        out.map((row, i) => [times[i], JSON.parse(row.split(' → ')[1]!).n]),
        expected,
      );
      assert.equal(counts.late, 0);
    }),
    { numRuns: 1000 },
  );
});
