/** Keys and values of WITH (…): by the relations of the statement, what stands behind them, and what is set already. */
import type * as ast from '../../grammar/generated/ast.ts';
import { relationNamesOf } from '../../names/statement/write.ts';
import { keyOf, nameOf, stringOf } from '../../names/text-of.ts';
import { findProperty, type PropertyEntry, properties } from '../../properties/catalogue.ts';
import type { Connector } from '../../properties/define.ts';
import { shared, type Weighed } from './offer.ts';
import { keysAbout, probability } from './prior.ts';
import type { Offer, Rank } from './rank.ts';
import type { Role } from './role.ts';
import { HERE, type Scene } from './scene.ts';

interface Owner {
  /** What its keys begin with; empty for what CREATE makes and for the statement. */
  readonly prefix: string;
  readonly access: 'input' | 'output' | 'statement';
}

type PropertyRole = Extract<Role, { is: 'property' }>;

/** @param bare whether the quotes are there already */
export function propertyOffers(scene: Scene, role: PropertyRole, rank: Rank, bare: boolean): Offer[] {
  const set = setIn(role.clause);
  const quote = bare ? '' : set.quote;
  return role.part === 'key' ? keys(scene, role, rank, set.keys, quote, bare) : values(scene, rank, set.current, quote);
}

interface Settings {
  readonly keys: ReadonlyMap<string, string>;
  /** The key whose value is at the cursor. */
  readonly current: string | undefined;
  readonly quote: string;
}

function setIn(clause: ast.WithClause | undefined): Settings {
  const keys = new Map<string, string>();
  let current: string | undefined;
  let quotedKeys = 0;
  for (const { key = '', value } of clause?.properties ?? []) {
    if (/^['"]/.test(key)) quotedKeys++;
    const name = keyOf(key);
    if (value?.word === HERE) current = name;
    else if (name !== HERE) keys.set(name, value?.text === undefined ? (value?.word ?? '') : stringOf(value.text));
  }
  return { keys, current, quote: keys.size > 0 && quotedKeys === 0 ? '' : "'" };
}

function keys(
  scene: Scene,
  role: PropertyRole,
  rank: Rank,
  set: ReadonlyMap<string, string>,
  quote: string,
  inString: boolean,
): Offer[] {
  const owners = ownersOf(scene);
  const last = lastKey(scene, owners);
  const taken = new Set([...set.keys()].map(key => canonical(key, owners)));
  const connectors = new Map(owners.map(owner => [owner, connectorOf(owner, set)]));
  const offers: Weighed[] = [];
  for (const entry of properties) {
    if (entry.block !== (role.clause?.block === undefined ? undefined : nameOf(role.clause.block).toUpperCase()))
      continue;
    for (const owner of owners) {
      if (!belongs(entry, owner)) continue;
      const usual = probability(keysAbout('properties', last.key), owner.prefix === '' ? entry.key : `*.${entry.key}`);
      const key = owner.prefix === '' ? entry.key : `${owner.prefix}.${entry.key}`;
      if (taken.has(key.toLowerCase())) continue;
      const connector = connectors.get(owner);
      const fits = !entry.connectors || !connector || entry.connectors.includes(connector) ? 1 : 0.05;
      const same = owner.prefix === last.prefix ? 1 : last.count > 2 ? 0.4 : 0.2;
      const assignment = inString || rank.following === '=' ? '' : ' = ';
      const text = `${quote}${key}${quote}`;
      const filled = assignment === '' ? { insert: text } : withValue(text + assignment, entry, quote === '');
      offers.push({
        label: key,
        ...filled,
        kind: 'property',
        detail: entry.type.placeholder,
        about: { kind: 'property', name: entry.key },
        weight: usual * fits * same * (entry.runs ? 1 : 0.6),
        ...(assignment !== '' && entry.type.choices().length > 0 ? { goesOn: true } : {}),
      });
    }
  }
  return shared(rank.name('property'), offers);
}

/** A word or a number to be typed over. */
function withValue(before: string, entry: PropertyEntry, bare: boolean): Pick<Weighed, 'insert' | 'stops'> {
  if (bare) return { insert: before };
  const value = entry.default ?? entry.sample;
  const start = before.length + 1;
  return { insert: `${before}'${value.replaceAll("'", "''")}'`, stops: [{ start, end: start + value.length }] };
}

function belongs(entry: PropertyEntry, owner: Owner): boolean {
  if (owner.prefix === '') return true;
  return entry.of === 'both' || entry.of === owner.access;
}

/** The relations that the statement reads and writes; for a source what it declares. */
function ownersOf({ statement }: Scene): readonly Owner[] {
  const create = statement?.$type === 'Create' ? statement : undefined;
  if (create && !create.query) return [{ prefix: '', access: 'input' }];
  const inner = statement && 'statement' in statement ? statement.statement : statement;
  const query = inner?.$type === 'Query' ? inner : inner && 'query' in inner ? inner.query : undefined;
  const reads = query ? relationNamesOf(query) : [];
  const into = query?.clauses.find((clause): clause is ast.IntoClause => clause.$type === 'IntoClause')?.target;
  const written =
    into ?? (inner?.$type === 'Create' ? inner.name : inner?.$type === 'Insert' ? inner.target : undefined);
  return [
    ...reads.filter(name => /^\w+$/.test(name)).map((prefix): Owner => ({ prefix, access: 'input' })),
    ...(written === undefined ? [] : [{ prefix: nameOf(written), access: 'output' } satisfies Owner]),
    { prefix: '', access: 'statement' },
  ];
}

function canonical(key: string, owners: readonly Owner[]): string {
  const { prefix, rest } = split(key, owners);
  const name = findProperty(rest)?.key ?? rest;
  return (prefix === '' ? name : `${prefix}.${name}`).toLowerCase();
}

function split(key: string, owners: readonly Owner[]): { readonly prefix: string; readonly rest: string } {
  const owner = owners.find(one => one.prefix !== '' && key.toLowerCase().startsWith(`${one.prefix.toLowerCase()}.`));
  return owner ? { prefix: owner.prefix, rest: key.slice(owner.prefix.length + 1) } : { prefix: '', rest: key };
}

/** The key that stands in front of the cursor, and how many stand there about the same relation. */
function lastKey(
  { cursor, statement }: Scene,
  owners: readonly Owner[],
): { key: string; prefix: string; count: number } {
  const found: { prefix: string; rest: string }[] = [];
  for (const [i, word] of cursor.before.entries())
    if (cursor.before[i + 1]?.text === '=' && /^['"]/.test(word.text)) found.push(split(keyOf(word.text), owners));
  const last = found.at(-1);
  if (!last || statement === undefined) return { key: '', prefix: owners[0]?.prefix ?? '', count: 0 };
  const count = found.filter(one => one.prefix === last.prefix).length;
  const key = findProperty(last.rest)?.key ?? last.rest;
  return { key: last.prefix === '' ? key : `*.${key}`, prefix: last.prefix, count };
}

function connectorOf(owner: Owner, set: ReadonlyMap<string, string>): Connector | undefined {
  for (const [key, value] of set)
    if (key.toLowerCase() === (owner.prefix === '' ? 'type' : `${owner.prefix.toLowerCase()}.type`))
      return value as Connector;
  return undefined;
}

function values(scene: Scene, rank: Rank, key: string | undefined, quote: string): Offer[] {
  if (key === undefined) return [];
  const owners = ownersOf(scene);
  const { prefix, rest } = split(key, owners);
  const entry = findProperty(rest);
  if (!entry) return [];
  const access = owners.find(owner => owner.prefix === prefix)?.access;
  const choices = entry.type.choices();
  const offered = choices.length > 0 ? choices : samples(entry);
  const q = quote === '' ? '' : "'";
  const offers = offered.map(({ value, doc }, i): Weighed => {
    const suits = access === 'output' ? /sink|stdout/ : /source/;
    const weight =
      ((entry.values && !entry.values.includes(value) ? 0.3 : 1) * (suits.test(value) ? 4 : 1)) / (1 + 0.1 * i);
    return {
      label: value,
      insert: `${q}${value}${q}`,
      kind: 'value',
      detail: doc,
      weight: weight + 0.5 * rank.near(value),
    };
  });
  return shared(Math.max(rank.name('value'), 0.3), offers);
}

const samples = (entry: PropertyEntry): readonly { value: string; doc: string }[] => [
  ...(entry.default === undefined ? [] : [{ value: entry.default, doc: 'default' }]),
  ...(entry.sample === entry.default ? [] : [{ value: entry.sample, doc: 'example' }]),
];
