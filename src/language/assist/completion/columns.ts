/** Columns of the relations in scope, and the names of these relations in front of a dot. */
import type * as ast from '../../grammar/generated/ast.ts';
import { nameOf } from '../../names/text-of.ts';
import { type SqlType, TIMESTAMP, typeText } from '../../types/sql-type.ts';
import { aliasWords, likeAlias } from './alias-near.ts';
import { typeFit, type Wanted } from './expected-type.ts';
import type { Mentions } from './mentions.ts';
import { shared, type Weighed } from './offer.ts';
import { quoted } from './quoted.ts';
import type { Offer, Rank } from './rank.ts';
import { queryAround, type Scene, type ScopeLeaf } from './scene.ts';

interface Known {
  readonly name: string;
  readonly type: SqlType | undefined;
  readonly leaf: ScopeLeaf | undefined;
  readonly weight: number;
}

export function columnOffers(scene: Scene, rank: Rank, mentions: Mentions, wanted: Wanted): Offer[] {
  const columns = columnsInScope(scene, rank, mentions, wanted);
  const qualifiers = qualifierWeights(scene, mentions);
  const followedByDot = rank.following === '.';
  const share = followedByDot ? 1 : qualifiedShare(scene, mentions);
  const total = rank.name('column') + rank.name('qualifier');
  if (followedByDot)
    return [
      ...shared(total * 0.95, qualifiers),
      ...shared(
        total * 0.05,
        columns.filter(one => one.type?.kind === 'STRUCT').map(one => offerOf(one, false)),
      ),
    ];
  return [
    ...shared(
      total * (1 - share),
      columns.map(one => offerOf(one, isAmbiguous(one, columns))),
    ),
    ...shared(total * share * 0.6, qualifiers),
    ...shared(
      total * share * 0.4,
      columns.flatMap(one =>
        one.leaf && one.leaf.qualifier !== '' && !isAmbiguous(one, columns) ? [offerOf(one, true)] : [],
      ),
    ),
  ];
}

const isAmbiguous = (one: Known, all: readonly Known[]): boolean =>
  one.leaf !== undefined &&
  all.some(
    other => other !== one && other.leaf && other.name === one.name && other.leaf.distance === one.leaf!.distance,
  );

function offerOf(one: Known, qualified: boolean): Weighed {
  const name = quoted(one.name);
  const text = qualified && one.leaf && one.leaf.qualifier !== '' ? `${quoted(one.leaf.qualifier)}.${name}` : name;
  const type = one.type && one.type.kind !== 'ANY' ? typeText(one.type) : undefined;
  const of = one.leaf && one.leaf.qualifier !== '' ? `of ${one.leaf.qualifier}` : undefined;
  const detail = [type, of].filter(part => part !== undefined).join(' ');
  return { label: text, insert: text, kind: 'column', weight: one.weight, ...(detail ? { detail } : {}) };
}

/** How likely a name here has its relation in front: as the rest of the statement does it. */
function qualifiedShare({ leaves }: Scene, mentions: Mentions): number {
  const several = leaves.length > 1;
  if (mentions.qualified === undefined) return several ? 0.7 : 0.1;
  return Math.min(0.97, Math.max(0.03, several ? 0.2 + 0.8 * mentions.qualified : mentions.qualified));
}

function qualifierWeights({ leaves }: Scene, mentions: Mentions): Weighed[] {
  return leaves
    .filter(leaf => leaf.qualifier !== '')
    .map(leaf => {
      const key = leaf.qualifier.toLowerCase();
      const used = (mentions.before.get(key) ?? 0) + (mentions.after.get(key) ?? 0);
      return {
        label: leaf.qualifier,
        insert: quoted(leaf.qualifier),
        kind: 'alias' as const,
        weight: (1 + used) * (leaf.distance === 0 ? 1 : 0.3),
        detail:
          leaf.relation.name === leaf.qualifier ? leaf.relation.kind : `${leaf.relation.kind} ${leaf.relation.name}`,
      };
    });
}

const SYSTEM: readonly (readonly [name: string, type: SqlType])[] = [
  ['_event_time', TIMESTAMP],
  ['_timestamp', TIMESTAMP],
  ['_key', { kind: 'STRING' }],
  ['_partition', { kind: 'BIGINT' }],
  ['_offset', { kind: 'BIGINT' }],
  ['_topic', { kind: 'STRING' }],
];

/** All columns that can be named, each with how likely it is, in no unit. */
function columnsInScope(scene: Scene, rank: Rank, mentions: Mentions, wanted: Wanted): Known[] {
  const { leaves, context, environment } = scene;
  const weigh = weigher(scene, rank, mentions, wanted);
  const found: Known[] = leaves.flatMap(leaf =>
    ofLeaf(leaf).map(one => ({ ...one, leaf, weight: weigh(one.name, one.type) * (leaf.distance === 0 ? 1 : 0.3) })),
  );
  const known = new Set(found.map(one => one.name.toLowerCase()));
  const add = (name: string, type: SqlType | undefined, weight: number): void => {
    if (known.has(name.toLowerCase()) || weight <= 0) return;
    known.add(name.toLowerCase());
    found.push({ name, type, leaf: undefined, weight });
  };
  for (const alias of aliasesOf(scene, rank)) add(alias, undefined, weigh(alias, undefined) * 2);
  if (context?.window || leaves.some(leaf => leaf.relation.windowed))
    for (const name of ['_window_start', '_window_end']) add(name, TIMESTAMP, 0.3 * typeFit(wanted, TIMESTAMP));
  if (leaves.length === 0) {
    // FROM is not typed yet: columns of everything that could stand there.
    for (const name of environment.relationNames().slice(0, 200)) {
      const relation = environment.relation(name);
      if (relation && relation !== 'cycle')
        for (const column of relation.columns) add(column.name, column.type, 0.3 * weigh(column.name, column.type));
    }
  }
  if (leaves.length === 0 || leaves.some(leaf => leaf.relation.open)) {
    const no = new Set(
      [...leaves.flatMap(leaf => [leaf.qualifier, leaf.relation.name]), ...environment.relationNames()].map(one =>
        one.toLowerCase(),
      ),
    );
    for (const name of mentions.names)
      if (!no.has(name.toLowerCase())) add(name, undefined, 0.8 * weigh(name, undefined));
    for (const [key, name] of mentions.nearNames)
      if (!no.has(key) && !WORDS.has(name.toUpperCase())) add(name, undefined, 0.3 * weigh(name, undefined));
  }
  for (const [name, type] of SYSTEM) add(name, type, 0.05 * weigh(name, type));
  return found;
}

/** Words of the language, which are not taken for columns of a schema-less stream. */
const WORDS: ReadonlySet<string> = new Set(
  'SELECT FROM WHERE GROUP BY HAVING ORDER LIMIT AS AND OR NOT IN IS NULL LIKE BETWEEN CASE WHEN THEN ELSE END CREATE STREAM TABLE WITH INTO INSERT VALUES JOIN LEFT RIGHT FULL INNER OUTER CROSS ON WINDOW TUMBLING SLIDING SESSION HOPPING EMIT CHANGES FINAL EVERY INTERVAL SECOND MINUTE HOUR DAY SECONDS MINUTES HOURS DAYS START JOB DEPLOY VERSION STRATEGY ASC DESC DISTINCT PARTITION OVER ROWS RANGE PRECEDING FOLLOWING CURRENT ROW UNBOUNDED TRUE FALSE STRING BIGINT INT INTEGER DOUBLE DECIMAL FLOAT TIMESTAMP BOOLEAN DATE PRIMARY KEY WATERMARK FOR UNION ALL EXISTS IF SHOW SET UNIT'.split(
    ' ',
  ),
);

function ofLeaf({ relation }: ScopeLeaf): { readonly name: string; readonly type: SqlType }[] {
  return relation.columns.map(({ name, type }) => ({ name, type }));
}

/** Output names may stand in HAVING, ORDER BY and GROUP BY. */
function aliasesOf(scene: Scene, rank: Rank): readonly string[] {
  if (!['HAVING', 'ORDER', 'GROUP'].includes(rank.situation.clause)) return [];
  return (queryAround(scene)?.items ?? []).flatMap(item =>
    item.$type === 'ExpressionItem' && item.alias !== undefined ? [nameOf(item.alias)] : [],
  );
}

function weigher(
  scene: Scene,
  rank: Rank,
  mentions: Mentions,
  wanted: Wanted,
): (name: string, type: SqlType | undefined) => number {
  const items = (queryAround(scene)?.items ?? []).flatMap(item => (item.$type === 'ExpressionItem' ? [item] : []));
  const here = items.findIndex(item => scene.around.includes(item));
  const selected = new Set(
    items.flatMap((item, i) => (i !== here && item.expression ? plainName(item.expression) : [])),
  );
  const next = here > 0 ? nextDeclared(scene, items[here - 1]!) : undefined;
  const { clause } = rank.situation;
  const alias = aliasWords(scene);
  const grouped = clause === 'GROUP' ? groupKeys(queryAround(scene)) : new Set<string>();
  return (name, type) => {
    const key = name.toLowerCase();
    let weight =
      1 + Math.min(3, (mentions.near.get(key) ?? 0) * 0.2) + Math.min(2, (mentions.before.get(key) ?? 0) * 0.5);
    if (type) weight *= typeFit(wanted, type);
    weight *= likeAlias(alias, name);
    if (wanted.name?.toLowerCase() === key) weight *= wanted.compared && scene.leaves.length < 2 ? 0.05 : 8;
    if (clause === 'SELECT') {
      if (selected.has(key)) weight *= 0.2;
      else if (mentions.after.has(key)) weight *= 3;
      if (next === key) weight *= 5;
    } else if (clause === 'GROUP' || clause === 'PARTITION')
      weight *= grouped.has(key) ? 0.05 : selected.has(key) ? 8 : 1;
    else if (mentions.after.has(key)) weight *= 1.5;
    return weight;
  };
}

const plainName = (expression: ast.Expression): string[] =>
  expression.$type === 'ColumnName' || expression.$type === 'Member'
    ? [nameOf(expression.name ?? '').toLowerCase()]
    : [];

function groupKeys(query: ast.Query | undefined): ReadonlySet<string> {
  const clause = query?.clauses.find((one): one is ast.GroupByClause => one.$type === 'GroupByClause');
  return new Set(clause?.keys.flatMap(plainName) ?? []);
}

/** The column declared behind the one that was selected last: people list them in their order. */
function nextDeclared({ leaves }: Scene, before: ast.ExpressionItem): string | undefined {
  const [last] = before.expression ? plainName(before.expression) : [];
  for (const leaf of leaves) {
    const at = leaf.relation.columns.findIndex(column => column.name.toLowerCase() === last);
    if (at >= 0) return leaf.relation.columns[at + 1]?.name.toLowerCase();
  }
  return undefined;
}
