/** Lineage: what each output column of a statement is made of, through the statements of all files, down to the sources. */
import type { BoundInput, BoundQuery, BoundWrite, Relation } from '../../names/bound.ts';
import { operandsOf, type TypedExpression } from '../../names/typed-expression.ts';
import { keyOf, type Origin, passedOn, together } from './origin.ts';
import { leavesOf, type Traced, tracer } from './trace.ts';

export interface Writer {
  readonly write: BoundWrite;
  /** The file it stands in. */
  readonly path: string;
}

/** The statements that put rows into a relation, as a file sees its name; none for a source. */
export type Writers = (relation: Relation, path: string) => readonly Writer[];

export interface Lineage {
  readonly columns: readonly {
    /** Its place among the items of the query. */
    readonly item: number;
    readonly origins: readonly Origin[];
  }[];
  /** What decides which rows there are and is in no column. */
  readonly filters: readonly Origin[];
}

export interface Lineages {
  of(writer: Writer): Lineage;
  /** What an expression over the input row of one of the statement's queries is made of. */
  query(writer: Writer, query: BoundQuery): Traced;
}

/** A chain of more statements is gone through from its source on: the other way round the stack would come to its end. */
const DEEP = 30;

/** Statements that feed each other in a circle end where the circle does. */
export function lineages(writers: Writers): Lineages {
  const traced = new Map<BoundWrite, Traced>();
  const tracers = new Map<string, (query: BoundQuery) => Traced>();
  const inProgress = new Set<BoundWrite>();

  const tracerOf = (path: string): ((query: BoundQuery) => Traced) => {
    const known = tracers.get(path) ?? tracer((relation, column) => follow(relation, column, path));
    tracers.set(path, known);
    return known;
  };
  const traceOf = ({ write, path }: Writer): Traced => {
    const known = traced.get(write) ?? tracerOf(path)(write.query);
    traced.set(write, known);
    return known;
  };

  const feeders = (relation: Relation, path: string): readonly Writer[] =>
    relation.origin.kind === 'query' || relation.origin.kind === 'source' ? writers(relation, path) : [];

  function follow(relation: Relation, column: string, path: string): readonly Origin[] {
    const feeding = feeders(relation, path).filter(({ write }) => !inProgress.has(write));
    if (feeding.length === 0) return [{ relation, path, column, how: 'copied', via: [] }];
    return feeding.flatMap(writer => {
      inProgress.add(writer.write);
      const origins = column === '_event_time' ? times(writer) : passedOn(traceOf(writer).named(column), relation.name);
      inProgress.delete(writer.write);
      return origins;
    });
  }

  /** The time of rows that a statement made is that of the rows it read. */
  const times = ({ write, path }: Writer): readonly Origin[] =>
    leavesOf(write.query.input).flatMap(leaf =>
      leaf.kind === 'relation' ? passedOn(follow(leaf.relation, '_event_time', path), write.target) : [],
    );

  /** The statement and all that feed it. Each comes after those it reads, so that a long chain is gone through flatly. */
  function chainTo(writer: Writer): readonly Writer[] {
    const chain: Writer[] = [];
    const seen = new Set<BoundWrite>();
    const open: { readonly writer: Writer; readonly left: Writer[] }[] = [];
    const enter = (one: Writer): void => {
      if (seen.has(one.write)) return;
      seen.add(one.write);
      open.push({
        writer: one,
        left: relationsIn(one.write.query).flatMap(relation => [...feeders(relation, one.path)]),
      });
    };
    enter(writer);
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const next = top.left.pop();
      if (next) enter(next);
      else chain.push(open.pop()!.writer);
    }
    return chain;
  }

  const traceAll = (one: Writer): void => {
    for (const index of one.write.query.items.keys()) traceOf(one).item(index);
  };

  return {
    of(writer) {
      const { items, eventTimeItem } = writer.write.query;
      const trace = traceOf(writer);
      const found: Origin[] = [];
      for (const one of chainTo(writer)) {
        traceAll(one);
        found.push(...traceOf(one).filters());
      }
      const columns = items.flatMap((_, item) => (item === eventTimeItem ? [] : [{ item, origins: trace.item(item) }]));
      const shown = new Set(columns.flatMap(({ origins }) => origins.map(keyOf)));
      return { columns, filters: together(found, 'filter-only').filter(origin => !shown.has(keyOf(origin))) };
    },
    query(writer, query) {
      const chain = chainTo(writer);
      if (chain.length > DEEP) for (const one of chain) traceAll(one);
      return tracerOf(writer.path)(query);
    },
  };
}

/** The relations that a query reads anywhere in it. */
function relationsIn(query: BoundQuery): readonly Relation[] {
  const found = new Set<Relation>();
  const seen = new Set<BoundQuery>();
  const ofInput = (input: BoundInput): void => {
    for (const leaf of leavesOf(input)) {
      if (leaf.kind === 'relation') found.add(leaf.relation);
      else if (leaf.kind === 'query') ofQuery(leaf.query);
      else if (leaf.kind === 'match') ofInput(leaf.input);
    }
  };
  const ofExpression = (expression: TypedExpression): void => {
    if (expression.op === 'subquery') ofQuery(expression.query);
    for (const operand of operandsOf(expression)) ofExpression(operand);
  };
  const ofQuery = (one: BoundQuery): void => {
    if (seen.has(one)) return;
    seen.add(one);
    ofInput(one.input);
    for (const expression of [one.where, one.having, ...one.items.map(item => item.expression)])
      if (expression) ofExpression(expression);
    for (const call of one.aggregation?.calls ?? []) for (const arg of call.args) ofExpression(arg);
    for (const union of one.unions) ofQuery(union.query);
  };
  ofQuery(query);
  return [...found];
}
