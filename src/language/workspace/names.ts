/** Who declares and who reads which name, in all files; kept up to date statement by statement. */

import { byPlace, type Placed } from './placed.ts';
import { Spelling } from './spelling.ts';
import type { DeclaredName } from './syntax.ts';

export interface Declared {
  readonly placed: Placed;
  readonly name: DeclaredName;
}

/** The declarations of one name, whatever its case. */
interface Entry {
  /** By path: definitions proper, and what comes into being because rows are written to it. */
  readonly strong: Map<string, Declared[]>;
  readonly weak: Map<string, Declared[]>;
  /** How many definitions there are that do not get along with another. */
  rivals: number;
  /** What was found for whom, until a declaration comes, goes or changes its place. */
  readonly found: Map<string, Declared | undefined>;
  /** The first two that do not get along, by file and name. */
  readonly rivalsOf: Map<string, readonly Declared[]>;
}

type Space = DeclaredName['space'];

export class Names {
  readonly #entries = new Map<string, Entry>();
  readonly #readers = new Map<string, Set<Placed>>();
  readonly #contested = new Set<string>();
  /** Worked out when they are asked for, until a name comes or goes. */
  #relationNames = new Map<string, readonly string[]>();
  #functionNames: readonly string[] | undefined;
  #spelling: Spelling | undefined;

  /** @returns the keys of the names that it declares */
  add(placed: Placed): readonly string[] {
    for (const name of placed.syntax.reads) {
      const readers = this.#readers.get(name);
      if (readers) readers.add(placed);
      else this.#readers.set(name, new Set([placed]));
    }
    return placed.syntax.declares.map(name => {
      const key = keyOf(name.space, name.name);
      let entry = this.#entries.get(key);
      if (!entry) {
        entry = { strong: new Map(), weak: new Map(), rivals: 0, found: new Map(), rivalsOf: new Map() };
        this.#entries.set(key, entry);
      }
      const lists = name.strong ? entry.strong : entry.weak;
      const list = lists.get(placed.path);
      if (list) list.push({ placed, name });
      else lists.set(placed.path, [{ placed, name }]);
      this.#changed(key, entry, name, 1);
      return key;
    });
  }

  /** @returns the keys of the names that it declared */
  remove(placed: Placed): readonly string[] {
    for (const name of placed.syntax.reads) this.#readers.get(name)?.delete(placed);
    return placed.syntax.declares.map(name => {
      const key = keyOf(name.space, name.name);
      const entry = this.#entries.get(key);
      const lists = name.strong ? entry?.strong : entry?.weak;
      const left = lists?.get(placed.path)?.filter(one => one.placed !== placed) ?? [];
      if (left.length > 0) lists?.set(placed.path, left);
      else lists?.delete(placed.path);
      if (entry) this.#changed(key, entry, name, -1);
      if (entry?.strong.size === 0 && entry.weak.size === 0) this.#entries.delete(key);
      return key;
    });
  }

  #changed(key: string, entry: Entry, name: DeclaredName, by: number): void {
    forget(entry);
    if (name.strong && !name.yields) entry.rivals += by;
    if (entry.rivals > 1) this.#contested.add(key);
    else this.#contested.delete(key);
    if (name.space === 'function') this.#functionNames = undefined;
    if (name.space !== 'relation') return;
    this.#relationNames = new Map();
    this.#spelling = undefined;
  }

  /** The statement stands elsewhere now. @returns the keys of the names that it declares */
  move(placed: Placed): readonly string[] {
    const keys = placed.syntax.declares.map(name => keyOf(name.space, name.name));
    for (const key of keys) forget(this.#entries.get(key));
    this.#relationNames = new Map();
    return keys;
  }

  /** The statement that declares a relation: in the same file first, definitions first, exactly first. */
  relation(name: string, path: string): Placed | undefined {
    return this.#find('relation', name, path)?.placed;
  }

  /** The statement that properly defines what another one writes into. */
  target(name: string, writer: Pick<Placed, 'path'>): Placed | undefined {
    const found = this.#find('relation', name, writer.path);
    return found?.name.strong && found.placed !== writer ? found.placed : undefined;
  }

  /** Whether a relation that nobody defines is written by several statements. */
  isWrittenByMany(name: string, path: string): boolean {
    const found = this.#find('relation', name, path);
    if (!found || found.name.strong) return false;
    const lists = [...(this.#entries.get(keyOf('relation', name))?.weak.values() ?? [])];
    return lists.length > 1 || (lists[0]?.length ?? 0) > 1;
  }

  function(name: string, path: string): Placed | undefined {
    return this.#find('function', name, path)?.placed;
  }

  #find(space: Space, name: string, path: string): Declared | undefined {
    const entry = this.#entries.get(keyOf(space, name));
    if (!entry) return undefined;
    const { strong, weak, found } = entry;
    const asked = `${path}\0${name}`;
    if (found.has(asked)) return found.get(asked);
    const best =
      first(strong.get(path), name) ??
      first(weak.get(path), name) ??
      firstOfAll(strong, name) ??
      firstOfAll(weak, name);
    found.set(asked, best);
    return best;
  }

  /** What a statement is computed from, and what it writes into: nobody reads a statement by that, so it makes no circle. */
  dependenciesOf(placed: Placed): readonly Placed[] {
    const found: Placed[] = [];
    for (const name of placed.syntax.reads) {
      const one = this.relation(name, placed.path);
      if (one) found.push(one);
    }
    for (const name of placed.syntax.writes) {
      const one = this.target(name, placed);
      if (one) found.push(one);
    }
    return found;
  }

  /** The statements that write rows to a relation, or compute it, as a file sees its name, in the order of files. */
  writers(name: string, path: string): readonly Placed[] {
    const entry = this.#entries.get(keyOf('relation', name));
    const chosen = this.relation(name, path);
    if (!entry || !chosen) return [];
    const all = [
      ...(chosen.syntax.isSource ? [] : [chosen]),
      ...[...entry.weak.values()].flat().map(one => one.placed),
    ];
    return [...new Set(all)].toSorted(byPlace);
  }

  /** The statements that read a relation of that name, in the order of files. */
  readers(name: string): readonly Placed[] {
    return [...(this.#readers.get(name.toLowerCase()) ?? [])].toSorted(byPlace);
  }

  /** Whether any statement reads a relation of that name. */
  isRead(name: string): boolean {
    return (this.#readers.get(name.toLowerCase())?.size ?? 0) > 0;
  }

  /** Whether another file reads a relation of that name. */
  isReadOutside(name: string, path: string): boolean {
    for (const reader of this.#readers.get(name.toLowerCase()) ?? []) if (reader.path !== path) return true;
    return false;
  }

  /** Definitions of names of a file that have another definition somewhere, in the order of the file. */
  contested(path: string): readonly Declared[] {
    return [...this.#contested]
      .flatMap(key => this.#entries.get(key)?.strong.get(path) ?? [])
      .toSorted((a, b) => a.placed.index - b.placed.index);
  }

  /** Another definition that does not get along with one: the first in its file, else the first elsewhere. */
  rivalOf(declared: Declared): Declared | undefined {
    const { placed, name } = declared;
    const entry = this.#entries.get(keyOf(name.space, name.name));
    if (!entry || name.yields) return undefined;
    const same = (one: Declared) =>
      !one.name.yields && one.name.name === name.name && (name.space !== 'job' || one.name.version === name.version);
    const asked = `${name.name}\0${name.version ?? ''}`;
    const firstTwo = (where: string, lists: Iterable<readonly Declared[]>): readonly Declared[] => {
      const key = `${where}\0${asked}`;
      const known = entry.rivalsOf.get(key);
      if (known) return known;
      const all = [...lists].flatMap(list => list.filter(same));
      const two = all.toSorted((a, b) => byPlace(a.placed, b.placed)).slice(0, 2);
      entry.rivalsOf.set(key, two);
      return two;
    };
    const other = (one: Declared) => one.placed !== placed;
    return (
      firstTwo(placed.path, [entry.strong.get(placed.path) ?? []]).find(other) ??
      firstTwo('', entry.strong.values()).find(other)
    );
  }

  /** The same list until a name comes or goes; those of the file first. */
  relationNames(path: string): readonly string[] {
    let known = this.#relationNames.get(path);
    if (!known) {
      const here: string[] = [];
      const elsewhere: string[] = [];
      for (const { placed, name } of [...this.#namesOf('relation')].toSorted((a, b) => byPlace(a.placed, b.placed)))
        (placed.path === path ? here : elsewhere).push(name.name);
      known = [...new Set([...here, ...elsewhere])];
      this.#relationNames.set(path, known);
    }
    return known;
  }

  functionNames(): readonly string[] {
    this.#functionNames ??= [...this.#namesOf('function')].map(one => one.name.name);
    return this.#functionNames;
  }

  /** The relation that a misspelt name probably means. */
  nearestRelation(name: string): string | undefined {
    this.#spelling ??= new Spelling([...this.#namesOf('relation')].map(one => one.name.name));
    return this.#spelling.nearest(name);
  }

  *#namesOf(space: Space): Iterable<Declared> {
    for (const [key, { strong, weak }] of this.#entries)
      if (key.startsWith(`${space} `))
        for (const lists of [strong, weak]) for (const list of lists.values()) yield* list;
  }
}

function forget(entry: Entry | undefined): void {
  entry?.found.clear();
  entry?.rivalsOf.clear();
}

/** By which questions about a name are known. */
export const keyOf = (space: Space, name: string): string => `${space} ${name.toLowerCase()}`;

/** Exactly first, then by place. */
function first(list: readonly Declared[] | undefined, name: string): Declared | undefined {
  let best: Declared | undefined;
  for (const one of list ?? []) if (!best || isBefore(one, best, name)) best = one;
  return best;
}

function firstOfAll(lists: ReadonlyMap<string, readonly Declared[]>, name: string): Declared | undefined {
  let best: Declared | undefined;
  for (const list of lists.values()) {
    const one = first(list, name);
    if (one && (!best || isBefore(one, best, name))) best = one;
  }
  return best;
}

const isBefore = (a: Declared, b: Declared, name: string): boolean =>
  (a.name.name === name) === (b.name.name === name) ? byPlace(a.placed, b.placed) < 0 : a.name.name === name;
