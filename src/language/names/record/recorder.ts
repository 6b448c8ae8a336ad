/** Writes down what each name of a statement was bound to. Binding does the resolving; this only keeps its answers. */
import type { Span } from '../../text/span.ts';
import type { OutputColumn, Relation } from '../bound.ts';
import type { Leaf } from '../scope.ts';
import type { TypedExpression } from '../typed-expression.ts';
import type { Name, NameKind, Occurrence, StatementNames } from './name.ts';

type Columns = (name: string) => Name | undefined;

interface LeafNames {
  readonly qualifier: Name | undefined;
  readonly columns: Columns;
}

export class NameRecorder {
  readonly #occurrences: Occurrence[] = [];
  readonly #outside = new Map<string, Name>();
  readonly #leaves = new Map<Leaf, LeafNames>();
  readonly #outputs = new Map<string, Columns>();
  readonly #byExpression = new Map<TypedExpression, Name>();
  readonly #files = new Map<string, ReadonlyMap<string, Name['file']>>();
  readonly #ctes = new Map<Relation, Name>();
  readonly #windows = new Map<object, Name>();
  readonly #implied: Name[] = [];
  readonly #tied: [Name, Name][] = [];
  #exports: Columns[] = [];
  /** Whether output names that are not written out can be seen by anything. */
  isSeen = true;

  note(span: Span, kind: Occurrence['kind'], name: Name | undefined, quoted = false): void {
    if (name && span.end > span.start) this.#occurrences.push({ span, kind, name, quoted });
  }

  /** What has its name in all files: one object for a name. */
  outside(kind: NameKind, name: string): Name {
    return this.#interned(`${kind}\0${name}`, () => ({ kind, name }));
  }

  /** A column of a relation outside the statement. */
  columnOutside(relation: Name, name: string): Name {
    return this.#interned(`column\0${relation.name}\0${name}`, () => {
      const file = this.#files.get(relation.name)?.get(name);
      return { kind: 'column', name, of: relation, ...(file ? { file } : {}) };
    });
  }

  #interned(key: string, make: () => Name): Name {
    let known = this.#outside.get(key);
    if (!known) {
      known = make();
      this.#outside.set(key, known);
    }
    return known;
  }

  /** The columns of a relation stand in a schema file. */
  fromFile(relation: string, path: string, columns: readonly { readonly name: string; readonly span: Span }[]): void {
    this.#files.set(relation, new Map(columns.map(({ name, span }) => [name, { path, span }])));
  }

  declareCte(relation: Relation, name: Name): void {
    this.#ctes.set(relation, name);
  }

  cte(relation: Relation): Name | undefined {
    return this.#ctes.get(relation);
  }

  declareWindow(specification: object, name: Name): void {
    this.#windows.set(specification, name);
  }

  window(specification: object): Name | undefined {
    return this.#windows.get(specification);
  }

  /** What a relation of FROM is called by in its query, and what its columns are. */
  leaf(leaf: Leaf | undefined, qualifier: Name | undefined, columns: Columns): void {
    if (leaf) this.#leaves.set(leaf, { qualifier, columns });
  }

  /** The same relation in the scope of MATCH_RECOGNIZE. */
  sameLeaf(leaf: Leaf, as: Leaf | undefined): void {
    const known = as && this.#leaves.get(as);
    if (known) this.#leaves.set(leaf, known);
  }

  qualifier(leaf: Leaf | undefined): Name | undefined {
    return leaf && this.#leaves.get(leaf)?.qualifier;
  }

  columnOf(leaf: Leaf | undefined, name: string): Name | undefined {
    return leaf && this.#leaves.get(leaf)?.columns(name);
  }

  /** What is meant by an output column; a spread one stands for columns of any name. */
  output(item: OutputColumn, name: Name | undefined): void {
    this.#outputs.set(keyOf(item), () => name);
    if (name) this.#byExpression.set(item.expression, name);
    if (name?.unnamed || name?.prefixed) this.#implied.push(name);
  }

  spread(item: OutputColumn, leaf: Leaf): void {
    this.#outputs.set(keyOf(item), name => this.columnOf(leaf, name));
  }

  /** The output column whose expression another clause means by its name. */
  outputOf(expression: TypedExpression): Name | undefined {
    return this.#byExpression.get(expression);
  }

  /** The columns of a query's output, as those see them who read it. */
  columnsOf(items: readonly OutputColumn[]): Columns {
    const byName = new Map(
      items
        .filter(one => !one.spread)
        .map(one => [one.name, one] as const)
        .toReversed(),
    );
    const spread = items.find(one => one.spread);
    return name => {
      const item = byName.get(name) ?? spread;
      return item && this.#outputs.get(keyOf(item))?.(name);
    };
  }

  /** What others see of the statement's output. The first that knows a column wins. */
  offers(columns: Columns): void {
    this.#exports = [...this.#exports, columns];
  }

  /** Columns that must keep the same name. */
  tie(names: readonly (Name | undefined)[]): void {
    const [first, ...others] = names.filter(one => one !== undefined);
    for (const other of others) if (first && other !== first) this.#tied.push([first, other]);
  }

  /** What was noted last at a place. */
  lastAt(span: Span): Name | undefined {
    return this.#occurrences.findLast(one => one.span.start === span.start && one.span.end === span.end)?.name;
  }

  /** A column of the statement's output. */
  offered(name: string): Name | undefined {
    for (const columns of this.#exports) {
      const found = columns(name);
      if (found) return found;
    }
    return undefined;
  }

  get names(): StatementNames {
    const told = new Map<number, Name[]>();
    const occurrences = this.#occurrences
      .filter(({ span, name }) => {
        const here = told.get(span.start);
        if (here?.includes(name)) return false;
        if (here) here.push(name);
        else told.set(span.start, [name]);
        return true;
      })
      .toSorted((a, b) => a.span.start - b.span.start);
    return {
      occurrences,
      column: name => this.offered(name),
      tied: this.#tied,
      implied: this.#implied,
    };
  }
}

/** The items of `*` stand at one place, and differ in their names. */
const keyOf = (item: OutputColumn): string => `${item.span.start}\0${item.spread ? '*' : item.name}`;

/** The output names of what is bound inside can be seen, or not. */
export function seeing<Result>(seen: boolean, names: NameRecorder | undefined, bind: () => Result): Result {
  if (!names) return bind();
  const before = names.isSeen;
  names.isSeen = seen;
  const result = bind();
  names.isSeen = before;
  return result;
}
