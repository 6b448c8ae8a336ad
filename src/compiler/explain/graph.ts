/** What a statement does as a graph, from what it means: also of what today's runtime cannot run yet. */

import {
  duration,
  emitText,
  eventTimeText,
  frameText,
  stateOfAggregate,
  windowText,
} from '../../language/assist/words.ts';
import { spanOf } from '../../language/grammar/parse.ts';
import type { BoundInput, BoundQuery, BoundWrite, Relation } from '../../language/names/bound.ts';
import { relationOf } from '../../language/names/query/relation-of.ts';
import type { TypedExpression } from '../../language/names/typed-expression.ts';
import { kindOfInput } from '../../language/rules/sql/result-kind.ts';
import { eachPart } from '../../language/rules/sql/walk.ts';
import { type Span, shift } from '../../language/text/span.ts';
import { callText, expressionText } from './expression.ts';
import { columnText, equalPairs, leavesIn, oversIn, shortList, ungrouped } from './graph-expressions.ts';
import { GraphParts, type PlanGraph, type Rows } from './graph-parts.ts';
import { patternText } from './match.ts';

export interface GraphStatement {
  /** Its place among the file's statements. */
  readonly index: number;
  /** Where its text begins in the file. */
  readonly offset: number;
  readonly span: Span;
  readonly write: BoundWrite;
}

export interface GraphRequest {
  /** In the order of the file. */
  readonly statements: readonly GraphStatement[];
  /** Only this one and those whose rows it needs; undefined: all. */
  readonly only?: number | undefined;
  /** How many partitions a relation's topic has, where a file says it. */
  readonly partitions: (relation: Relation) => number | undefined;
}

/** Positions are in the file. */
export function planGraph({ statements, only, partitions }: GraphRequest): PlanGraph {
  const parts = new GraphParts();
  const made = new Map<GraphStatement, Rows>();
  /** Those that are being gone through: what reads itself through others reads its topic. */
  const open = new Set<GraphStatement>();
  const byTarget = new Map<string, GraphStatement[]>();
  for (const one of statements) {
    const name = one.write.target.toLowerCase();
    byTarget.set(name, [...(byTarget.get(name) ?? []), one]);
  }

  const statementRows = (one: GraphStatement): Rows => {
    const known = made.get(one);
    if (known) return known;
    open.add(one);
    const rows = new StatementGraph(one, parts, read).sink();
    open.delete(one);
    made.set(one, rows);
    return rows;
  };
  /** Rows of a relation: of the one statement that writes it, else of its topic. */
  function read(relation: Relation, reader: GraphStatement): Rows | number | undefined {
    const writers = (byTarget.get(relation.name.toLowerCase()) ?? []).filter(one => one !== reader);
    const [writer] = writers;
    return writer && writers.length === 1 && !writer.write.bare && !open.has(writer)
      ? statementRows(writer)
      : partitions(relation);
  }
  for (const one of statements) if (only === undefined || one.index === only) statementRows(one);
  return parts.graph();
}

type Read = (relation: Relation, reader: GraphStatement) => Rows | number | undefined;

class StatementGraph {
  readonly #statement: GraphStatement;
  readonly #parts: GraphParts;
  readonly #read: Read;
  /** A CTE read twice is computed once. */
  readonly #queries = new Map<BoundQuery, Rows>();

  constructor(statement: GraphStatement, parts: GraphParts, read: Read) {
    this.#statement = statement;
    this.#parts = parts;
    this.#read = read;
  }

  sink(): Rows {
    const { write, span } = this.#statement;
    const rows = this.#query(write.query);
    const { primaryKey } = relationOf(write.target, write.outputKind, write.topic, write.query);
    const title = write.bare ? 'rows to whoever asks' : `${write.outputKind} ${write.target}`;
    const key = primaryKey.length > 0 ? [`key: ${primaryKey.join(', ')}`] : [];
    const details = write.bare ? key : [write.file ? `file '${write.file.path}'` : `topic '${write.topic}'`, ...key];
    return { ...this.#operator('sink', title, span, [rows], { details, inFile: true }), key: primaryKey };
  }

  #query(query: BoundQuery): Rows {
    const known = this.#queries.get(query);
    if (known) return known;
    const rows = this.#body(query);
    this.#queries.set(query, rows);
    return rows;
  }

  #body(query: BoundQuery): Rows {
    const { input, where, window, aggregation, having, items, orderBy, limit, distinct, unions } = query;
    let rows = this.#input(input, query);
    rows = this.#asked(where ? [where] : [], rows);
    if (where) rows = this.#operator('filter', `filter ${expressionText(where)}`, where.span, [rows]);
    if (aggregation) {
      const grouped = [...aggregation.keys.map(key => key.expression), ...aggregation.calls.flatMap(call => call.args)];
      rows = this.#aggregate(query, this.#asked(grouped, rows));
    } else if (window)
      rows = this.#operator('window', windowText(window.window), window.span, [rows], {
        details: ['each row once for each window it falls in'],
      });
    rows = this.#asked([...(having ? [having] : []), ...[...items, ...orderBy].map(one => one.expression)], rows);
    if (having)
      rows = this.#operator('filter', `filter ${expressionText(ungrouped(having, query))}`, having.span, [rows]);
    rows = this.#over(query, rows);
    const [first] = items;
    const listed = first ? { start: first.span.start, end: items.at(-1)!.span.end } : spanOf(query.syntax);
    const shown = items.map(({ name, spread, expression }) =>
      spread ? '*' : columnText(name, ungrouped(expression, query)),
    );
    const { primaryKey } = relationOf('', 'stream', '', { ...query, unions: [] });
    rows = {
      ...this.#operator('project', `project ${shortList(items.map(one => one.name))}`, listed, [rows], {
        details: shown,
      }),
      key: aggregation ? rows.key : primaryKey,
    };
    if (distinct)
      rows = this.#operator('distinct', 'distinct rows', listed, [rows], {
        state: 'every different row',
        by: items.map(one => one.name),
      });
    if (unions.length > 0)
      rows = this.#operator(
        'union',
        `union${unions.every(one => one.all) ? ' all' : ''} of ${unions.length + 1}`,
        spanOf(query.syntax),
        [rows, ...unions.map(one => this.#query(one.query))],
        unions.every(one => one.all) ? {} : { state: 'every different row' },
      );
    if (orderBy.length > 0) {
      const keys = orderBy.map(
        key => `${expressionText(ungrouped(key.expression, query))}${key.descending ? ' DESC' : ''}`,
      );
      rows = this.#operator('sort', `sort by ${keys.join(', ')}`, orderBy[0]!.expression.span, [rows], {
        state: 'all rows until their window closes or the input ends',
      });
    }
    if (limit !== undefined)
      rows = this.#operator('limit', `first ${limit} rows`, this.#clause(query, 'LimitClause') ?? listed, [rows]);
    return rows;
  }

  /** With what the queries in these expressions say of each row. */
  #asked(expressions: readonly TypedExpression[], before: Rows): Rows {
    const asked = new Set<Extract<TypedExpression, { readonly op: 'subquery' }>>();
    for (const expression of expressions)
      eachPart(expression, part => {
        if (part.op === 'subquery') asked.add(part);
      });
    let rows = before;
    for (const one of asked)
      rows = {
        ...this.#operator('join', expressionText(one), one.span, [rows, this.#query(one.query)], {
          state: 'the rows of the query',
        }),
        key: rows.key,
      };
    return rows;
  }

  #input(input: BoundInput, query: BoundQuery): Rows {
    switch (input.kind) {
      case 'one-row':
        return this.#operator('values', 'one row', spanOf(query.syntax), []);
      case 'relation': {
        const { relation, time, span } = input;
        const from = this.#read(relation, this.#statement);
        if (typeof from === 'object') return from;
        const used = query.columns.filter(one => one.leaf === input.leaf).map(one => one.name);
        return {
          ...this.#operator('source', `${relation.kind} ${relation.name}`, span, [], {
            details: [
              relation.origin.kind === 'uri'
                ? relation.name
                : relation.file?.source
                  ? `files '${relation.file.source.path}'`
                  : `topic '${relation.topic}'`,
              eventTimeText(time ?? relation.time),
              ...(used.length > 0 ? [`columns: ${used.join(', ')}`] : []),
            ],
            partitions: from,
          }),
          key: relation.primaryKey,
        };
      }
      case 'query':
        return { ...this.#query(input.query), key: input.relation.primaryKey };
      case 'values':
        return this.#operator('values', `${input.rows.length} rows`, input.span, []);
      case 'unnest':
        return this.#operator('unnest', `elements of ${expressionText(input.collection)}`, input.span, []);
      case 'match': {
        const rows = this.#input(input.input, query);
        const { partitionBy, pattern, withinMs } = input.match;
        return this.#operator('match', 'MATCH_RECOGNIZE', input.span, [rows], {
          by: partitionBy.map(expressionText),
          details: [patternText(pattern)],
          state: `matches that have begun, ${withinMs === undefined ? 'bounded by nothing' : `for ${duration(withinMs)}`}`,
        });
      }
      case 'join':
        return this.#join(input, query);
    }
  }

  #join(input: Extract<BoundInput, { readonly kind: 'join' }>, query: BoundQuery): Rows {
    const { join, left, right, condition, withinMs, graceMs, span } = input;
    const before = this.#input(left, query);
    if (right.kind === 'unnest')
      return this.#operator('unnest', `elements of ${expressionText(right.collection)}`, right.span, [before]);
    const other = this.#input(right, query);
    const leftLeaves = leavesIn(left);
    const pairs = condition ? equalPairs(condition) : [];
    const sides = pairs.map(([a, b]) => (leftLeaves.has(query.columns[a.index]?.leaf ?? -1) ? [a, b] : [b, a]));
    const keys = [0, 1].map(side => sides.map(pair => pair[side]!.name));
    const isTable = (one: BoundInput) => kindOfInput(one) === 'changing';
    const state =
      isTable(left) && isTable(right)
        ? 'all rows of both sides'
        : isTable(right) || isTable(left)
          ? 'the table; rows that wait for its watermark'
          : withinMs === undefined
            ? 'rows of both sides, bounded by their event times'
            : `rows of both sides, for ${duration(withinMs + graceMs)}`;
    const on = condition ? ` on ${expressionText(condition)}` : '';
    const within = withinMs === undefined ? '' : ` within ${duration(withinMs)}`;
    return this.#operator('join', `${join.toLowerCase()} join${on}${within}`, span, [before, other], {
      state,
      ...(sides.length > 0 ? { bySide: keys } : {}),
    });
  }

  #aggregate(query: BoundQuery, rows: Rows): Rows {
    const { aggregation, window } = query;
    const { keys, calls } = aggregation!;
    const names = keys.map(key => expressionText(key.expression));
    const span = this.#clause(query, 'GroupByClause') ?? window?.span ?? query.items[0]?.span ?? spanOf(query.syntax);
    const operator = this.#operator('aggregate', `aggregate by ${names.join(', ') || 'everything'}`, span, [rows], {
      by: names,
      details: [
        ...(window ? [windowText(window.window)] : []),
        ...calls.map(callText),
        emitText(query.emit, window !== undefined),
      ],
      state: stateOfAggregate(calls, window?.window),
    });
    return { ...operator, key: keys.map(key => key.name) };
  }

  /** One step for all frames of a query: they are computed together, by the first one's partitions. */
  #over(query: BoundQuery, rows: Rows): Rows {
    const found = query.items.flatMap(item => oversIn(item.expression));
    const [first] = found;
    if (!first) return rows;
    return this.#operator(
      'over',
      `over ${first.partitionBy.map(expressionText).join(', ') || 'everything'}`,
      first.span,
      [rows],
      {
        by: first.partitionBy.map(expressionText),
        details: found.map(one => callText(one)),
        state: frameText(first),
      },
    );
  }

  #clause(query: BoundQuery, type: 'GroupByClause' | 'LimitClause'): Span | undefined {
    const clause = query.syntax.clauses.find(one => one.$type === type);
    return clause && spanOf(clause);
  }

  /** @param more.inFile whether the span is a place in the file already */
  #operator(
    kind: Parameters<GraphParts['add']>[0]['kind'],
    title: string,
    span: Span,
    from: readonly Rows[],
    { inFile = false, ...more }: Partial<Parameters<GraphParts['add']>[0]> & { readonly inFile?: boolean } = {},
  ): Rows {
    const { index, offset } = this.#statement;
    return this.#parts.add({
      kind,
      title,
      statement: index,
      span: inFile ? span : shift(span, offset),
      from,
      details: [],
      ...more,
    });
  }
}
