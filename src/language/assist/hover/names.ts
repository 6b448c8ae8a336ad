/** The page of what a name under the cursor stands for: a column, a relation, an alias, a function. */
import type { BoundQuery, OutputColumn, Relation } from '../../names/bound.ts';
import type { Name } from '../../names/record/name.ts';
import { type Found, nameAt } from '../../references/find.ts';
import { shift } from '../../text/span.ts';
import type { Located, Workspace } from '../../workspace/workspace.ts';
import { lineagesOf, writeIn } from '../lineage/across.ts';
import { leavesOf } from '../lineage/trace.ts';
import { columnPage } from './column.ts';
import { callPage, ownFunctionPage } from './function.ts';
import { code, type Page } from './page.ts';
import { relationPage } from './relation.ts';
import { expressionsAt, queryBehind, queryOf, type Typed, type Understood, understood } from './understand.ts';

/** @param located the statement that holds the position @param offset in the file */
export function namePage(workspace: Workspace, located: Located, offset: number): Page | undefined {
  const found = nameAt(workspace, located.path, offset) ?? columnAt(workspace, located, offset);
  const [name] = found?.names ?? [];
  if (!found || !name) return undefined;
  const hover = new NameHover(workspace, found, offset);
  const markdown = hover.page(name);
  return markdown === undefined ? undefined : { span: found.span, markdown };
}

/** A column that nobody declares, as the record's time is. */
function columnAt(workspace: Workspace, located: Located, offset: number): Found | undefined {
  const { offset: begin } = located.statement;
  const [innermost] = expressionsAt(understood(workspace, located), offset - begin);
  if (innermost?.expression.op !== 'column' || innermost.expression.name === '*') return undefined;
  const { name, span } = innermost.expression;
  return { located, span: shift(span, begin), names: [{ kind: 'column', name }] };
}

class NameHover {
  readonly #workspace: Workspace;
  readonly #found: Found;
  readonly #here: Understood;
  /** In the statement's text. */
  readonly #at: number;
  readonly #around: readonly Typed[];

  constructor(workspace: Workspace, found: Found, offset: number) {
    this.#workspace = workspace;
    this.#found = found;
    this.#here = understood(workspace, found.located);
    this.#at = offset - found.located.statement.offset;
    this.#around = expressionsAt(this.#here, this.#at);
  }

  page(name: Name): string | undefined {
    const { path } = this.#found.located;
    switch (name.kind) {
      case 'column':
        return this.#column(name);
      case 'relation':
        return this.#relation(name.name);
      case 'cte':
        return (
          this.#leafRelation(one => one.name.toLowerCase() === name.name.toLowerCase()) ?? code(`WITH ${name.name}`)
        );
      case 'alias':
        return this.#alias(name.name);
      case 'builtin':
        return callPage(name.name, this.#call()) ?? callPage(this.#written(), this.#call());
      case 'function': {
        const own = this.#workspace.environmentOf(path).userFunction(name.name);
        return own && ownFunctionPage(own, this.#commentAbove(name.name));
      }
      case 'job':
        return code(`JOB ${name.name}`);
      case 'variable':
        return code(`${name.name} — a variable of the pattern`);
      case 'window':
        return code(`WINDOW ${name.name}`);
    }
  }

  #written(): string {
    const { start, end } = this.#found.span;
    return this.#text({ start: start - this.#offset, end: end - this.#offset });
  }

  get #offset(): number {
    return this.#found.located.statement.offset;
  }

  #text({ start, end }: { readonly start: number; readonly end: number }): string {
    const { path, statement } = this.#found.located;
    return textIn(this.#workspace, { path, statement }, start, end);
  }

  /** The innermost call whose name stands under the cursor. */
  #call(): Typed['expression'] | undefined {
    const start = this.#found.span.start - this.#offset;
    return this.#around.find(
      ({ expression: { op, span } }) => (op === 'call' || op === 'aggregate' || op === 'over') && span.start === start,
    )?.expression;
  }

  /** Lines of comment right above the definition of a function. */
  #commentAbove(name: string): string {
    const where = this.#workspace.declaringFunction(name, this.#found.located.path);
    if (!where) return '';
    const { offset, span } = where.statement;
    const above = textIn(this.#workspace, where, 0, span.start - offset);
    const lines = above.trimEnd().split(/\r?\n/);
    const comment: string[] = [];
    for (let i = lines.length - 1; i >= 0 && /^\s*--/.test(lines[i]!) && !lines[i]!.includes('@'); i--)
      comment.unshift(lines[i]!.replace(/^\s*--\s?/, ''));
    return comment.join('\n');
  }

  #relation(name: string): string | undefined {
    const { path } = this.#found.located;
    const known = this.#workspace.environmentOf(path).relation(name);
    if (known && known !== 'cycle') return relationPage(this.#workspace, known, path);
    return this.#leafRelation(one => one.name.toLowerCase() === name.toLowerCase());
  }

  #leafRelation(is: (relation: Relation) => boolean): string | undefined {
    const leaf = this.#here.queries
      .flatMap(({ input }) => leavesOf(input))
      .find(one => 'relation' in one && is(one.relation));
    return leaf && 'relation' in leaf
      ? relationPage(this.#workspace, leaf.relation, this.#found.located.path)
      : undefined;
  }

  #alias(alias: string): string | undefined {
    const { path } = this.#found.located;
    // In FROM the relation's text holds its alias; elsewhere the scope of the expression knows it.
    const leaf = this.#here.queries
      .flatMap(({ input }) => leavesOf(input))
      .filter(one => 'relation' in one && one.span.start <= this.#at && this.#at <= one.span.end)
      .at(-1);
    const relation =
      this.#around.map(({ scope }) => scope.leafOf(alias)?.relation).find(one => one !== undefined) ??
      (leaf && 'relation' in leaf ? leaf.relation : undefined);
    return relation && relationPage(this.#workspace, relation, path, alias === relation.name ? undefined : alias);
  }

  #column(name: Name): string | undefined {
    const [innermost] = this.#around;
    const output = this.#outputNamed(name);
    const used = innermost && isName(innermost) ? innermost : undefined;
    // The alias of an item stands inside the item, and outside of its expression.
    if (used) return this.#used(used, name);
    const meant = output ?? (innermost && this.#outputMeant(innermost, name));
    if (meant) return this.#output(meant.query, meant.item);
    const relation = this.#relationOfColumn(name);
    const column = relation?.columns.find(one => one.name.toLowerCase() === name.name.toLowerCase());
    if (!relation || !column) return undefined;
    const { path } = this.#found.located;
    const own = { relation, path, column: column.name, how: 'copied', via: [] } as const;
    const origins = relation.origin.kind === 'source' ? [own] : [];
    return columnPage(this.#workspace, { name: column.name, type: column.type, relation, made: undefined, origins });
  }

  #used({ expression, scope }: Typed, name: Name): string {
    const { located } = this.#found;
    const query = queryOf(this.#here, scope);
    const column = expression.op === 'column' ? scope.columns[expression.index] : undefined;
    const relation = column && scope.leaves[column.leaf]?.relation;
    const write = this.#here.bound && writeIn(this.#here.bound);
    const origins =
      query && write
        ? lineagesOf(this.#workspace).query({ write, path: located.path }, query).expression(expression)
        : [];
    return columnPage(this.#workspace, {
      name: column?.name ?? name.name,
      type: expression.type,
      relation,
      made: column && relation ? this.#madeAs(relation, column.name) : undefined,
      origins,
    });
  }

  /** The expression behind a column of a CTE, a subquery or another statement, where it is more than a name. */
  #madeAs(relation: Relation, column: string): string | undefined {
    const { path } = this.#found.located;
    const inner = queryBehind(this.#here, relation);
    if (inner) return itemText(inner, column, (start, end) => this.#text({ start, end }));
    if (relation.origin.kind !== 'query') return undefined;
    const where = this.#workspace.declaring(relation.name, path);
    const write = where?.statement.meaning && writeIn(where.statement.meaning);
    return where && write
      ? itemText(write.query, column, (start, end) => textIn(this.#workspace, where, start, end))
      : undefined;
  }

  #outputNamed({ name }: Name): { readonly query: BoundQuery; readonly item: OutputColumn } | undefined {
    for (const query of this.#here.queries)
      for (const item of query.items)
        if (item.span.start <= this.#at && this.#at <= item.span.end && item.name.toLowerCase() === name.toLowerCase())
          return { query, item };
    return undefined;
  }

  /** The item that another clause means by its name: HAVING, ORDER BY. */
  #outputMeant(
    { scope }: Typed,
    { name }: Name,
  ): { readonly query: BoundQuery; readonly item: OutputColumn } | undefined {
    const query = queryOf(this.#here, scope);
    const item = query?.items.find(one => one.name.toLowerCase() === name.toLowerCase());
    return query && item && { query, item };
  }

  #output(query: BoundQuery, { name, expression }: OutputColumn): string {
    const write = this.#here.bound && writeIn(this.#here.bound);
    const { path } = this.#found.located;
    const origins = write
      ? lineagesOf(this.#workspace)
          .query({ write, path }, query)
          .item(query.items.findIndex(one => one.name === name))
      : [];
    const made = this.#text(expression.span);
    return columnPage(this.#workspace, { name, type: expression.type, relation: undefined, made, origins });
  }

  /** What is declared here, written to, or named by the column itself. */
  #relationOfColumn({ of }: Name): Relation | undefined {
    const { bound } = this.#here;
    if (bound?.kind === 'source') return bound.relation;
    const { path } = this.#found.located;
    const target =
      bound?.kind === 'query'
        ? (bound.into?.name ?? bound.target)
        : bound?.kind === 'values'
          ? bound.target
          : undefined;
    const wanted = of?.name ?? target;
    const known = wanted === undefined ? undefined : this.#workspace.environmentOf(path).relation(wanted);
    return known === 'cycle' ? undefined : known;
  }
}

const isName = ({ expression: { op } }: Typed): boolean =>
  op === 'column' || op === 'outer' || op === 'match-row' || op === 'field';

/** How an item is computed; undefined where it only hands a column on. */
function itemText(query: BoundQuery, column: string, text: (start: number, end: number) => string): string | undefined {
  const item = query.items.find(one => one.name === column && !one.spread);
  if (!item) return undefined;
  const written = text(item.expression.span.start, item.expression.span.end);
  return /^[\w.`*]+$/.test(written) ? undefined : written;
}

/** @param start and `end` in the statement's text */
function textIn(workspace: Workspace, { path, statement }: Located, start: number, end: number): string {
  const span = shift({ start, end }, statement.offset);
  return workspace.text(path)?.slice(span.start, span.end) ?? '';
}
