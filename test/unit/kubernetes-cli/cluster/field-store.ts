/** One object under server-side apply: every leaf with its value and its owners, as the API server keeps them. */

/** JSON of the way to a leaf: `["f:spec","f:replicas"]`; items of lists go by their name: `k:{"name":"x"}`. */
type Leaf = string;

export interface Conflict {
  readonly field: string;
  readonly owner: string;
}

export class FieldStore {
  #values = new Map<Leaf, unknown>();
  /** By `manager operation`. */
  #owners = new Map<string, Set<Leaf>>();

  /** Fields that others own and that this would change. */
  conflicts(object: object, manager: string): Conflict[] {
    return [...leavesOf(object)].flatMap(([leaf, value]) =>
      !this.#values.has(leaf) || same(this.#values.get(leaf), value)
        ? []
        : [...this.#owners]
            .filter(([owner, leaves]) => owner !== `${manager} Apply` && leaves.has(leaf))
            .map(([owner]) => ({ field: fieldOf(leaf), owner: owner.split(' ')[0]! })),
    );
  }

  /** Server-side apply: what the manager leaves out now goes, unless somebody else owns it too. Gives whether anything changed. */
  apply(object: object, manager: string): boolean {
    const before = this.text();
    const own = `${manager} Apply`;
    const leaves = leavesOf(object);
    for (const leaf of this.#owners.get(own) ?? [])
      if (!leaves.has(leaf) && ![...this.#owners].some(([owner, theirs]) => owner !== own && theirs.has(leaf)))
        this.#values.delete(leaf);
    this.#owners.set(own, new Set(leaves.keys()));
    for (const [leaf, value] of leaves) {
      if (!same(this.#values.get(leaf), value))
        for (const [owner, theirs] of this.#owners) if (owner !== own) theirs.delete(leaf);
      this.#values.set(leaf, value);
    }
    return before !== this.text();
  }

  /** An ordinary write of somebody: takes these fields over. */
  update(object: object, manager: string): void {
    const own = `${manager} Update`;
    const mine = this.#owners.get(own) ?? new Set();
    for (const [leaf, value] of leavesOf(object)) {
      for (const [owner, theirs] of this.#owners)
        if (owner !== own && !same(this.#values.get(leaf), value)) theirs.delete(leaf);
      mine.add(leaf);
      this.#values.set(leaf, value);
    }
    this.#owners.set(own, mine);
  }

  object(): Record<string, unknown> {
    const root: Record<string, unknown> = {};
    for (const [leaf, value] of this.#values) put(root, JSON.parse(leaf) as string[], structuredClone(value));
    return root;
  }

  managedFields(): object[] {
    return [...this.#owners].map(([owner, leaves]) => {
      const [manager, operation] = owner.split(' ');
      const fieldsV1: Record<string, unknown> = {};
      for (const leaf of leaves) {
        let at = fieldsV1;
        for (const step of JSON.parse(leaf) as string[]) {
          at[step] ??= step.startsWith('k:') ? { '.': {} } : {};
          at = at[step] as Record<string, unknown>;
        }
      }
      return { manager, operation, fieldsType: 'FieldsV1', fieldsV1 };
    });
  }

  copy(): FieldStore {
    const copy = new FieldStore();
    copy.#values = new Map(this.#values);
    copy.#owners = new Map([...this.#owners].map(([owner, leaves]) => [owner, new Set(leaves)]));
    return copy;
  }

  private text(): string {
    return JSON.stringify([...this.#values].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What tells an object from others is nobody's field. */
const IDENTITY = new Set(['["f:apiVersion"]', '["f:kind"]', '["f:metadata","f:name"]', '["f:metadata","f:namespace"]']);

function leavesOf(object: object): Map<Leaf, unknown> {
  const leaves = new Map<Leaf, unknown>();
  const visit = (value: unknown, way: readonly string[]): void => {
    if (Array.isArray(value) && value.length > 0 && value.every(isNamed))
      for (const item of value) visit(item, [...way, `k:${JSON.stringify({ name: item.name })}`]);
    else if (value !== null && typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length > 0)
      for (const [key, inner] of Object.entries(value)) visit(inner, [...way, `f:${key}`]);
    else if (!IDENTITY.has(JSON.stringify(way))) leaves.set(JSON.stringify(way), value);
  };
  visit(object, []);
  return leaves;
}

const isNamed = (item: unknown): item is { readonly name: string } =>
  item !== null && typeof item === 'object' && 'name' in item && typeof item.name === 'string';

/** `.spec.template.spec.containers[name="x"].image`. */
const fieldOf = (leaf: Leaf): string =>
  (JSON.parse(leaf) as string[])
    .map(step =>
      step.startsWith('f:') ? `.${step.slice(2)}` : `[name="${(JSON.parse(step.slice(2)) as { name: string }).name}"]`,
    )
    .join('');

function put(root: Record<string, unknown>, way: readonly string[], value: unknown): void {
  let at: unknown = root;
  for (const [index, step] of way.entries()) {
    const last = index === way.length - 1;
    const empty = way[index + 1]?.startsWith('k:') ? [] : {};
    if (step.startsWith('k:')) {
      const { name } = JSON.parse(step.slice(2)) as { name: string };
      const list = at as { name: string }[];
      let item = list.find(one => one.name === name);
      if (!item) {
        item = { name };
        list.push(item);
      }
      at = item;
    } else {
      const map = at as Record<string, unknown>;
      const key = step.slice(2);
      if (last) map[key] = value;
      else map[key] ??= empty;
      at = map[key];
    }
  }
}
