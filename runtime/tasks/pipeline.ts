/** The operators of a whole plan, fed from the leaves: queries that reference others get their rows in this process. */
import type { EventTime, Plan, PlanColumn, PlanNode, PlanQuery } from '../../src/compiler/plan/plan.ts';
import type { Batch } from '../connectors/port.ts';
import type { ResultRow } from '../jobs/job.ts';
import { aggregate } from '../operators/aggregate.ts';
import type { EventTimeOperator } from '../operators/event-time.ts';
import { eventTime, handedOnTime } from '../operators/event-time.ts';
import { filter } from '../operators/filter.ts';
import type { LimitOperator } from '../operators/limit.ts';
import { limit } from '../operators/limit.ts';
import { project } from '../operators/project.ts';
import { reference } from '../operators/reference.ts';
import type { Operator, Row, Scope } from '../operators/row.ts';
import type { Scan } from '../operators/scan.ts';
import { scan } from '../operators/scan.ts';
import { sink } from '../operators/sink.ts';
import { sort } from '../operators/sort.ts';
import type { Clock } from '../time/clock.ts';
import type { SourcePartition } from '../time/watermarks.ts';
import { boundOf, leafOf, scannedTopics, setsTime } from './leaves.ts';

export interface Pipeline {
  records(batch: Batch): void;
  /** Before the first records: rows that come from no topic. */
  start(): void;
  /** Every input has ended; `closeWindows`: windows whose watermark has not come are put out too. */
  finish(closeWindows: boolean): void;
  /** Whether no further record can give a row. */
  done(): boolean;
  /** Least watermark of the sources in milliseconds; null before there is one, and at the end. */
  watermark(): number | null;
}

export interface PipelineOptions {
  readonly plan: Plan;
  readonly clock: Clock;
  /** Of all scanned topics. */
  readonly partitions: readonly SourcePartition[];
  readonly problem: Scope['problem'];
  readonly late: Scope['late'];
  readonly take: (query: PlanQuery, row: ResultRow) => void;
}

/** What is left of a query when its operators are built: where rows go in. */
interface Source {
  readonly topic: string | undefined;
  readonly scan: Scan | undefined;
  readonly input: Operator | undefined;
  readonly limits: readonly LimitOperator[];
}

export function pipeline({ plan, clock, partitions, problem, late, take }: PipelineOptions): Pipeline {
  const times: EventTimeOperator[] = [];
  const sources: Source[] = [];
  /** By name of the query that they read. */
  const readers = new Map<string, Operator[]>();
  const queries = new Map(plan.queries.map(query => [query.name, query]));

  function build(query: PlanQuery): Source {
    const topics = scannedTopics(query.root, queries);
    const scope: Scope = {
      clock,
      bounded: plan.bounded,
      partitions: partitions.filter(({ topic }) => topics.has(topic)),
      problem,
      late,
    };
    const limits: LimitOperator[] = [];

    function chain(node: PlanNode, next: Operator): Source {
      switch (node.node) {
        case 'scan':
          return { topic: node.topic, scan: scan(node, scope, next), input: undefined, limits };
        case 'reference': {
          const read = queries.get(node.query)!;
          const input = reference(node, read.output, setsTime(read.root) ? retimed(node, read, next) : next);
          const others = readers.get(node.query);
          if (others) others.push(input);
          else readers.set(node.query, [input]);
          return { topic: undefined, scan: undefined, input: undefined, limits };
        }
        case 'one-row':
          return { topic: undefined, scan: undefined, input: next, limits };
        case 'event-time':
          return chain(node.input, timed(node, next));
        case 'filter':
          return chain(node.input, filter({ predicate: node.predicate, changelog: node.changelog, scope, next }));
        case 'aggregate':
          return chain(node.input, aggregate(node, scope, next));
        case 'project':
          return chain(node.input, project(node, scope, next));
        case 'sort':
          return chain(node.input, sort(node, scope, next));
        case 'limit': {
          const operator = limit(node.count, next);
          limits.push(operator);
          return chain(node.input, operator);
        }
      }
    }

    /** The watermark that comes with such rows is of another time: theirs, with the bound of their source. */
    function retimed({ columns }: Extract<PlanNode, { node: 'reference' }>, read: PlanQuery, next: Operator): Operator {
      const time: EventTime = {
        column: undefined,
        format: { kind: 'auto' },
        boundMs: boundOf(read.root, queries),
        idleMs: undefined,
      };
      return eventTime({ column: undefined, time, systemTimes: systemTimesOf(columns), scope, next });
    }

    function timed({ input, column, time }: Extract<PlanNode, { node: 'event-time' }>, next: Operator): Operator {
      const leaf = leafOf(input);
      const known = leaf.node === 'reference' && !setsTime(queries.get(leaf.query)!.root);
      if (column === undefined && known) return handedOnTime(Math.max(0, time.boundMs - boundOf(input, queries)), next);
      const columns = input.node === 'scan' || input.node === 'reference' ? input.columns : [];
      const operator = eventTime({ column, time, systemTimes: systemTimesOf(columns), scope, next });
      if (leaf.node === 'scan') times.push(operator);
      return operator;
    }

    return chain(
      query.root,
      sink(query, row => take(query, row), readers.get(query.name) ?? []),
    );
  }

  // Readers first: each query is built with those that take its rows.
  for (const query of plan.queries.toReversed()) sources.unshift(build(query));
  const fed = sources.filter(({ scan, input }) => scan || input);

  return {
    records(batch) {
      for (const { topic, scan } of sources) if (topic === batch.topic) scan?.records(batch);
    },
    start() {
      for (const { input } of sources) input?.rows([ONE_ROW]);
    },
    finish(closeWindows) {
      for (const { scan, input } of fed) {
        const first = scan ?? input!;
        if (closeWindows) first.watermark(Infinity);
        first.end();
      }
    },
    done: () => fed.every(({ input, limits }) => input !== undefined || limits.some(operator => operator.done())),
    watermark() {
      const least = times.reduce((sofar, operator) => Math.min(sofar, operator.current()), Infinity);
      return Number.isFinite(least) ? least : null;
    },
  };
}

const systemTimesOf = (columns: readonly PlanColumn[]): readonly number[] =>
  columns.flatMap(({ name, origin }, i) => (origin.kind === 'system' && name === '_event_time' ? [i] : []));

const ONE_ROW: Row = {
  values: [],
  time: 0,
  late: -Infinity,
  topic: '',
  partition: 0,
  offset: 0,
  key: null,
  headers: [],
  deleted: false,
};
