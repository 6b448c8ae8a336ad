/** Who declares what in all files, and in which order statements are computed. */

import { orderOf } from './graph.ts';
import type { StatementSyntax } from './syntax.ts';
import type { Placed } from './workspace.ts';

export interface Declared {
  readonly placed: Placed;
  readonly name: StatementSyntax['declares'][number];
}

export class Names {
  /** By space and name in lower case. */
  readonly declared = new Map<string, Declared[]>();
  readonly #order: readonly Placed[];
  readonly #circle = new Map<StatementSyntax, number>();
  readonly #readers = new Map<string, Set<string>>();
  readonly #dependencies = new Map<Placed, readonly Placed[]>();

  constructor(statements: readonly Placed[]) {
    for (const placed of statements) {
      for (const name of placed.syntax.declares) {
        const key = `${name.space} ${name.name.toLowerCase()}`;
        const known = this.declared.get(key);
        if (known) known.push({ placed, name });
        else this.declared.set(key, [{ placed, name }]);
      }
      for (const name of placed.syntax.reads) {
        const readers = this.#readers.get(name) ?? new Set();
        this.#readers.set(name, readers.add(placed.path));
      }
    }
    const { order, circle } = orderOf(statements, placed => this.#dependenciesOf(placed));
    this.#order = order;
    for (const [placed, number] of circle) this.#circle.set(placed.syntax, number);
  }

  #dependenciesOf(placed: Placed): readonly Placed[] {
    let known = this.#dependencies.get(placed);
    if (!known) {
      known = [
        ...placed.syntax.reads.flatMap(name => this.relation(name, placed.path) ?? []),
        // Nobody reads a statement by what it writes into, so this makes no circles.
        ...placed.syntax.writes.flatMap(name => this.target(name, placed) ?? []),
      ];
      this.#dependencies.set(placed, known);
    }
    return known;
  }

  /** These and all they depend on, each after what it depends on. */
  neededBy(statements: readonly Placed[]): readonly Placed[] {
    const needed = new Set<Placed>(statements);
    for (const placed of needed) for (const dependency of this.#dependenciesOf(placed)) needed.add(dependency);
    return this.#order.filter(placed => needed.has(placed));
  }

  inOneCircle(a: StatementSyntax, b: StatementSyntax): boolean {
    const circle = this.#circle.get(a);
    return circle !== undefined && circle === this.#circle.get(b);
  }

  /** The statement that declares a relation: in the same file first, exactly first, definitions first. */
  relation(name: string, path: string): Placed | undefined {
    return this.#find('relation', name, path);
  }

  /** The statement that properly defines what another one writes into. */
  target(name: string, writer: Placed): Placed | undefined {
    const found = this.#find('relation', name, writer.path, one => one.name.strong);
    return found === writer ? undefined : found;
  }

  function(name: string, path: string): Placed | undefined {
    return this.#find('function', name, path);
  }

  #find(
    space: string,
    name: string,
    path: string,
    counts: (one: Declared) => boolean = () => true,
  ): Placed | undefined {
    const all = this.declared.get(`${space} ${name.toLowerCase()}`)?.filter(counts);
    if (!all) return undefined;
    const preferences: readonly ((one: Declared) => boolean)[] = [
      one => one.placed.path === path && one.name.strong && one.name.name === name,
      one => one.placed.path === path && one.name.strong,
      one => one.placed.path === path && one.name.name === name,
      one => one.placed.path === path,
      one => one.name.strong && one.name.name === name,
      one => one.name.strong,
    ];
    for (const preferred of preferences) {
      const found = all.find(preferred);
      if (found) return found.placed;
    }
    return all[0]?.placed;
  }

  /** Those of the file first. */
  relationNames(path: string): readonly string[] {
    const all = [...this.declared.values()].flat().filter(one => one.name.space === 'relation');
    const names = [...all.filter(one => one.placed.path === path), ...all.filter(one => one.placed.path !== path)].map(
      one => one.name.name,
    );
    return [...new Set(names)];
  }

  functionNames(): readonly string[] {
    return [...this.declared.values()].flat().flatMap(one => (one.name.space === 'function' ? [one.name.name] : []));
  }

  /** Whether another file reads a relation of that name. */
  isReadOutside(name: string, path: string): boolean {
    const readers = this.#readers.get(name.toLowerCase());
    return readers !== undefined && [...readers].some(reader => reader !== path);
  }
}
