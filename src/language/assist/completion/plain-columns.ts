/** Names in lists: columns of one relation, columns declared in the same statement, columns of both sides of a join, windows. */
import type { AstNode } from 'langium';
import type * as ast from '../../grammar/generated/ast.ts';
import { nameOf } from '../../names/text-of.ts';
import { typeText } from '../../types/sql-type.ts';
import type { Mentions } from './mentions.ts';
import { shared, type Weighed } from './offer.ts';
import { quoted } from './quoted.ts';
import type { Offer, Rank } from './rank.ts';
import type { Role } from './role.ts';
import { HERE, queryAround, type Scene } from './scene.ts';

export function simpleOffers(scene: Scene, role: Role, rank: Rank, mentions: Mentions): Offer[] {
  switch (role.is) {
    case 'column of':
      return shared(rank.name('column'), columnsOf(scene, nameOf(role.relation), role.taken));
    case 'own column':
      return shared(rank.name('column'), ownColumns(scene, role.taken));
    case 'common column':
      return shared(rank.name('column'), commonColumns(scene));
    case 'qualifier':
      return shared(
        rank.name('qualifier'),
        relationsOf(queryAround(scene)).map(name => named(name, 'alias', 1)),
      );
    case 'window name':
      return shared(rank.name('window'), windowNames(scene));
    case 'pattern variable':
      return shared(rank.name('variable'), patternVariables(scene));
    case 'job':
      return shared(rank.name('job'), jobsNear(mentions));
    default:
      return [];
  }
}

const named = (name: string, kind: Weighed['kind'], weight: number, detail?: string): Weighed => ({
  label: name,
  insert: quoted(name),
  kind,
  weight,
  ...(detail === undefined ? {} : { detail }),
});

/** In their order: the next one first. */
function columnsOf({ environment }: Scene, name: string, taken: readonly string[]): Weighed[] {
  const found = environment.relation(name);
  const relation = found === 'cycle' ? environment.target(name) : found;
  const used = new Set(taken.map(one => nameOf(one).toLowerCase()));
  return (relation?.columns ?? [])
    .filter(column => !used.has(column.name.toLowerCase()))
    .map((column, i) => named(column.name, 'column', 1 / (i + 1), typeText(column.type)));
}

function ownColumns({ statement }: Scene, taken: readonly string[]): Weighed[] {
  if (statement?.$type !== 'Create') return [];
  const columns = statement.elements.filter((one): one is ast.ColumnDefinition => one.$type === 'ColumnDefinition');
  return columns
    .filter(column => column.name !== undefined && !taken.includes(column.name))
    .map(({ name = '', type }, i) => {
      const isTime = /TIMESTAMP/i.test(type?.name ?? '') || /time|_at$|ts$/i.test(name);
      return named(nameOf(name), 'column', (isTime ? 5 : 1) / (i + 1), type?.name);
    });
}

/** Names of the columns that several relations of FROM have. */
function commonColumns({ around, environment }: Scene): Weighed[] {
  const query = around.find((node): node is ast.Query => node.$type === 'Query');
  const counts = new Map<string, number>();
  for (const one of [query?.from, ...(query?.joins ?? []).map(join => join.relation)]) {
    if (one?.$type !== 'NamedRelation') continue;
    const relation = environment.relation(nameOf(one.name ?? ''));
    if (!relation || relation === 'cycle') continue;
    for (const column of relation.columns) counts.set(column.name, (counts.get(column.name) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([name]) => named(name, 'column', /(^|_)(id|key)$/i.test(name) ? 3 : 1));
}

/** Aliases, or names, of what a query reads. */
function relationsOf(query: ast.Query | undefined): string[] {
  return [query?.from, ...(query?.joins ?? []).map(join => join.relation)].flatMap(one => {
    const name = one?.alias ?? (one?.$type === 'NamedRelation' ? one.name : undefined);
    return name === undefined ? [] : [nameOf(name)];
  });
}

function windowNames(scene: Scene): Weighed[] {
  return (queryAround(scene)?.clauses ?? []).flatMap(clause =>
    clause.$type === 'NamedWindows' ? clause.windows.map(window => named(nameOf(window.name ?? ''), 'alias', 1)) : [],
  );
}

function patternVariables({ around }: Scene): Weighed[] {
  const match = around.find((node): node is ast.MatchRecognize => node.$type === 'MatchRecognize');
  const names = new Set<string>(match?.definitions.map(one => nameOf(one.name ?? '')) ?? []);
  const visit = (node: AstNode): void => {
    if (node.$type === 'PatternVariable' && 'name' in node && typeof node.name === 'string')
      names.add(nameOf(node.name));
    for (const [property, value] of Object.entries(node)) {
      if (property.startsWith('$')) continue;
      for (const one of Array.isArray(value) ? value : [value])
        if (typeof one === 'object' && one !== null && '$type' in one) visit(one);
    }
  };
  if (match?.pattern) visit(match.pattern);
  return [...names].filter(name => name !== HERE).map(name => named(name, 'alias', 1));
}

/** Jobs that the text around starts or deploys. */
const jobsNear = (mentions: Mentions): Weighed[] => [...mentions.jobs].map(name => named(name, 'relation', 1, 'job'));
