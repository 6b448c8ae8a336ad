/** Relations and functions of a program, and SQL over them. */

import { openConnector } from '../runtime/connectors/open.ts';
import type { Connector } from '../runtime/connectors/port.ts';
import { ConnectorError } from '../runtime/connectors/port.ts';
import { FunctionError } from '../runtime/functions/failure.ts';
import { UnknownTopicError } from '../runtime/jobs/job.ts';
import { run } from '../runtime/jobs/run.ts';
import { typeText } from '../src/language/types/sql-type.ts';
import { declaration, primaryKeyOf } from './declare.ts';
import { Deletion } from './deletion.ts';
import { SourceError, SqlError } from './errors.ts';
import {
  type AnyAggregate,
  type AnyFunction,
  entriesOf,
  type RegisteredFunction,
  registeredFunction,
} from './functions.ts';
import { iteration, type Work } from './iteration.ts';
import { joinedConnector, type Route } from './joined-connector.ts';
import { checkDeclarations, type Planned, planned } from './planned.ts';
import { type RowTopic, rowConnector } from './row-connector.ts';
import { rowDecoder } from './rows-of.ts';
import type {
  AggregateFunction,
  Change,
  Counts,
  ExecuteOptions,
  Place,
  RelationOptions,
  Results,
  Row,
  RowSource,
  SqlContextOptions,
} from './types.ts';

interface Relation {
  readonly kind: 'STREAM' | 'TABLE';
  readonly source: RowSource | Place;
  readonly options: RelationOptions;
  readonly declaration: string;
}

const NOTHING: Counts = { in: 0, out: 0, late: 0, failed: 0 };

/** In the rows of a table: the row with this key is gone. `key` has the columns of the primary key. */
export const deletion = (key: object): object => new Deletion(key);

export class SqlContext {
  readonly #options: SqlContextOptions;
  /** By name in lower case. */
  readonly #relations = new Map<string, Relation & { readonly name: string }>();
  readonly #functions = new Map<string, RegisteredFunction>();

  constructor(options: SqlContextOptions = {}) {
    this.#options = options;
  }

  /** Rows of this program or of a topic as a stream. Throws SqlError when a column's type or a name cannot be read. */
  registerStream(name: string, source: RowSource | Place, options: RelationOptions = {}): this {
    return this.#register('STREAM', name, source, options);
  }

  /** As a stream, but a row takes the place of the one with its primary key; `deletion(key)` takes it away. */
  registerTable(name: string, source: RowSource | Place, options: RelationOptions = {}): this {
    return this.#register('TABLE', name, source, options);
  }

  /**
   * A function of one row, or an aggregate: `registerFunction('mid(bid DOUBLE, ask DOUBLE) RETURNS DOUBLE', (bid, ask) => …)`. It
   * runs in the program, not in a sandbox. It is not called with NULL; what it throws is an error of the record.
   */
  registerFunction(signature: string, given: (...args: never[]) => unknown): this;
  registerFunction<State>(signature: string, given: AggregateFunction<State>): this;
  registerFunction(signature: string, given: AnyFunction | AnyAggregate): this {
    const made = registeredFunction(signature, given);
    this.#functions.set(made.name.toLowerCase(), made);
    return this;
  }

  /**
   * The rows of the last statement; those before it may declare and feed it. `R`: what a row is taken to be. Throws SqlError.
   * Nothing runs before rows are asked for.
   */
  execute<R extends object = Row>(sql: string, options: ExecuteOptions = {}): Results<R> {
    const declarations = this.#declarations();
    let made = planned(sql, declarations, options.bounded ?? true);
    if (options.bounded === undefined && this.#isEndless(made)) made = planned(sql, declarations, false);
    const { plan, query, warnings } = made;
    const decode = rowDecoder(query.output);
    let counts = NOTHING;

    const work: Work<Change<R>> = async (give, signal) => {
      counts = NOTHING;
      let failed = 0;
      const opened: Connector[] = [];
      try {
        const connector = await this.#connector(made, opened);
        const end = await run({
          plan,
          connector,
          from: options.from ?? 'earliest',
          functions: entriesOf(this.#functions.values()),
          closeWindows: true,
          stopAtEnd: plan.bounded,
          signal,
          onProblem(problem) {
            failed++;
            counts = { ...counts, failed };
            options.onProblem?.(problem);
          },
          onProgress: now => {
            counts = countsOf(now);
          },
          async onRows(from, rows) {
            if (from.name !== query.name) return;
            await give(
              rows.map(row => {
                const key = row.keyText;
                const time = new Date(row.timestamp);
                if (row.value === null) return { kind: 'delete', key, time };
                return { kind: 'upsert', key, row: decode(row) as R, time };
              }),
            );
          },
        });
        counts = countsOf(end);
      } catch (error) {
        throw toldOf(error);
      } finally {
        await Promise.all(opened.map(connector => connector.close()));
      }
    };

    const changes = (): AsyncIterator<Change<R>, undefined> => iteration(work, options.signal);
    return {
      columns: query.output.columns.map(({ name, type }) => ({ name, type: typeText(type) })),
      warnings,
      get counts() {
        return counts;
      },
      changes: () => ({ [Symbol.asyncIterator]: changes }),
      [Symbol.asyncIterator]: () => rowsOnly(changes()),
    };
  }

  #register(kind: 'STREAM' | 'TABLE', name: string, source: RowSource | Place, options: RelationOptions): this {
    const text = declaration(kind, name, options);
    checkDeclarations(text);
    this.#relations.set(name.toLowerCase(), { kind, name, source, options, declaration: text });
    return this;
  }

  #declarations(): string {
    return [...this.#relations.values(), ...this.#functions.values()].map(one => one.declaration).join('');
  }

  #read({ topics }: Planned): (Relation & { readonly name: string })[] {
    return [...this.#relations.values()].filter(({ name }) => topics.has(name));
  }

  #isEndless(made: Planned): boolean {
    return this.#read(made).some(({ source }) => Symbol.asyncIterator in source);
  }

  async #connector(made: Planned, all: Connector[]): Promise<Connector> {
    const opened = async (place: string): Promise<Connector> => {
      const { kafka = {} } = this.#options;
      const connector = await openConnector(place, { onProblem: () => {}, kafka });
      all.push(connector);
      return connector;
    };
    const rows = new Map<string, RowTopic>();
    const own = rowConnector(rows, made.plan.bounded);
    const routes = new Map<string, Route>();
    for (const { kind, name, source, options } of this.#read(made)) {
      if ('place' in source) routes.set(name, { connector: await opened(source.place), topic: source.topic ?? name });
      else {
        const timeless = kind === 'TABLE' && options.eventTime === undefined;
        const primaryKey = primaryKeyOf(options);
        const keyed = kind === 'TABLE' && options.columns === undefined && primaryKey.length > 0;
        rows.set(name, { rows: source, primaryKey, timeless, keyed });
        routes.set(name, { connector: own, topic: name });
      }
    }
    const { place } = this.#options;
    const others = [...made.topics].some(topic => !routes.has(topic));
    return joinedConnector(routes, place !== undefined && others ? await opened(place) : undefined);
  }
}

const countsOf = ({ in: read, out, late, failed }: Counts): Counts => ({ in: read, out, late, failed });

/** A fault of the place or the SQL as an exception of the library; what the program's own source threw as it is. */
function toldOf(error: unknown): unknown {
  if (error instanceof ConnectorError) return new SourceError(error.message, { cause: error });
  if (error instanceof UnknownTopicError) {
    const { known, message } = error;
    const help = known.length > 0 ? `; there are ${known.join(', ')}` : '; register it, or give the context a place';
    return new SourceError(`${message}${help}`, { cause: error });
  }
  if (error instanceof FunctionError) {
    const { functionName, line, reason } = error;
    const message = `${functionName}: ${reason}`;
    return new SqlError([{ rule: 'sql/function-body', severity: 'error', message, help: undefined, line, column: 1 }]);
  }
  return error;
}

function rowsOnly<R>(changes: AsyncIterator<Change<R>, undefined>): AsyncIterator<R, undefined> {
  return {
    async next() {
      for (;;) {
        const next = await changes.next();
        if (next.done) return next;
        if (next.value.kind === 'upsert') return { done: false, value: next.value.row };
      }
    },
    async return() {
      await changes.return?.();
      return { done: true, value: undefined };
    },
  };
}
