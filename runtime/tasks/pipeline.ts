/** The operators of a whole plan, fed from the leaves: queries that reference others get their rows in this process. */
import { changesOf } from '../../src/compiler/plan/changes.ts';
import { inputsOf, type Plan, type PlanNode, type PlanQuery } from '../../src/compiler/plan/plan.ts';
import { keyColumnsOf } from '../../src/compiler/plan/tasks/key-columns.ts';
import type { RecordError } from '../../src/language/types/value.ts';
import type { Batch } from '../connectors/port.ts';
import type { OpenFormats } from '../formats/table.ts';
import type { ResultRow } from '../jobs/job.ts';
import type { Site } from '../operators/construct.ts';
import { encodingSink } from '../operators/encoding-sink.ts';
import type { EventTimeOperator } from '../operators/event-time.ts';
import { filteredScanOf } from '../operators/filtered-scan.ts';
import { inPlace } from '../operators/in-place.ts';
import type { LimitOperator } from '../operators/limit.ts';
import type { Operator, Place, Scope } from '../operators/row.ts';
import { handedOn, sink } from '../operators/sink.ts';
import { type Sender, sending } from '../operators/stage-records.ts';
import { operatorOf } from '../operators/table.ts';
import type { Keep } from '../state/entries/kept.ts';
import type { Ledger } from '../state/entries/ledger.ts';
import type { TaskMemory } from '../state/memory/state-memory.ts';
import type { Clock } from '../time/clock.ts';
import { failureRules, keepsRecords } from './failures.ts';
import { scannedTopics } from './leaves.ts';
import { type ReadPartition, readingOf } from './reading.ts';
import { isLeaf, type Source, sourceOf } from './sources.ts';

export interface Pipeline {
  records(batch: Batch): void;
  /** A partition has been read to its end for so long; milliseconds. Infinity: it will have nothing more. */
  quiet(topic: string, partition: number, forMs: number): void;
  /** The clock has gone on. False: nothing goes by it. */
  passTime(): boolean;
  /** Before the first records: rows that come from no topic. `restored`: the ledger's state has them already. */
  start(restored?: boolean): void;
  /** Every input has ended; `closeWindows`: windows whose watermark has not come are put out too. */
  finish(closeWindows: boolean): void;
  /** Whether no further record can give a row. */
  done(): boolean;
  /** The greatest event time that a partition has had, of whatever reads it; −Infinity before its first row. */
  greatest(topic: string, partition: number): number;
  /** Least watermark of the sources in milliseconds; null before there is one, and at the end. */
  watermark(): number | null;
}

export interface PipelineOptions {
  readonly plan: Plan;
  readonly clock: Clock;
  /** Of all scanned topics. */
  readonly partitions: readonly ReadPartition[];
  readonly problem: Scope['problem'];
  /** As `problem`, where that is to stop the job: throws. */
  readonly fail: (place: Place, error: RecordError) => never;
  readonly late: Scope['late'];
  /** Gets to know what the operators remember. Absent: nobody asks for it. */
  readonly ledger?: Ledger | undefined;
  /** What they remember in memory is bounded. Absent: it is not. */
  readonly memory?: TaskMemory | undefined;
  /** A record that is kept in a topic, by a query of this name. */
  readonly putAside: (query: string, ...of: Parameters<Scope['putAside']>) => void;
  readonly take: (query: PlanQuery, row: ResultRow) => void;
  /** How many partitions the topics have, where records must be in those that their declared keys belong in. */
  readonly keyedBy?: number;
  /** Whether another stage may want records again in the bytes they had; absent: what the plan says. */
  readonly keepsRecords?: boolean;
  /** Who sends where queries send their rows to another stage. */
  readonly sender?: Sender;
  /** Of this plan; absent: all of it is JSON. */
  readonly formats?: OpenFormats | undefined;
}

/** Where rows go into a query, and what may end the query's need of them. */
interface Entrance {
  readonly query: PlanQuery;
  readonly source: Source;
  readonly limits: readonly LimitOperator[];
}

export function pipeline(options: PipelineOptions): Pipeline {
  const { plan, clock, partitions, late, take, ledger, memory } = options;
  const keeps = options.keepsRecords ?? keepsRecords(plan);
  const times: Pick<EventTimeOperator, 'current' | 'greatest'>[] = [];
  const entrances: Entrance[] = [];
  const quiet: Parameters<Scope['whenQuiet']>[0][] = [];
  const timed: (() => void)[] = [];
  /** By name of the query that they read. */
  const readers = new Map<string, { readonly entrance: Entrance; readonly port: Operator }[]>();
  const queries = new Map(plan.queries.map(query => [query.name, query]));
  const reading = readingOf(partitions);

  /** Rows of a topic are held against their keys before they meet others, where it matters where they are. */
  function keyed(node: PlanNode, site: Site): Site {
    const key =
      options.keyedBy === undefined || node.node === 'reference' || node.node === 'received'
        ? undefined
        : keyColumnsOf(node, queries);
    if (!key?.parts.every(({ size }) => size > 0)) return site;
    return { ...site, next: inPlace(key, options.keyedBy!, changesOf(node) === 'upsert', site.next) };
  }

  function keepOf(name: string): Keep {
    const told = ledger?.operator();
    return memory ? memory.operator(name, told) : told;
  }

  function build(query: PlanQuery): Entrance[] {
    const built: Entrance[] = [];
    const failureOf = failureRules(query, queries);
    const putAside: Scope['putAside'] = (...of) => options.putAside(query.stageOf ?? query.name, ...of);

    function problem(place: Place, error: RecordError): void {
      const rules = failureOf(place.topic);
      if (rules?.strategy === 'FailBatch') options.fail(place, error);
      options.problem(place, error);
      if (rules?.strategy === 'SendToDLQ') putAside(rules.topic, place, error);
    }

    function chain(node: PlanNode, next: Operator, above: readonly LimitOperator[]): void {
      const topics = scannedTopics(node, queries);
      const limits = [...above];
      const site: Site = {
        scope: {
          clock,
          formats: options.formats,
          bounded: plan.bounded,
          partitions: partitions.filter(({ topic }) => topics.has(topic)),
          problem,
          late,
          putAside,
          keepsRecords: keeps,
          keep: keepOf(`${node.node} of '${query.name}'`),
          whenQuiet: then => quiet.push(then),
          whenTime: then => timed.push(then),
        },
        next,
        queries,
        whenRead(input, then) {
          const read = scannedTopics(input, queries);
          const beside = inputsOf(node).filter(one => one !== input);
          if (beside.some(other => [...scannedTopics(other, queries)].some(topic => read.has(topic)))) return;
          reading.when(read, then);
        },
        timed: operator => times.push(operator),
        limited: operator => limits.push(operator),
      };
      if (isLeaf(node) || filteredScanOf(node)) {
        const source = sourceOf(node, keyed(node, site));
        const entrance = { query, source, limits };
        built.push(entrance);
        if (source.kind !== 'query') return;
        const reader = { entrance, port: source.port };
        const others = readers.get(source.reads);
        if (others) others.push(reader);
        else readers.set(source.reads, [reader]);
        return;
      }
      const ports = operatorOf(node, site);
      for (const [i, input] of inputsOf(node).entries()) chain(input, ports[i]!, limits);
    }

    const readBy = (readers.get(query.name) ?? []).map(({ port }) => port);
    const formats = options.formats?.output(query);
    const written = (row: ResultRow) => take(query, row);
    const end = formats ? encodingSink(query, formats, problem, written, readBy) : sink(query, written, readBy);
    if (query.sends) {
      chain(query.root, sending(query, options.sender!, clock, written), []);
      return built;
    }
    chain(query.root, query.local ? handedOn(readBy) : end, []);
    return built;
  }

  // Readers first: each query is built with those that take its rows.
  for (const query of plan.queries.toReversed()) entrances.unshift(...build(query));
  const fed = entrances.filter(({ source }) => source.kind !== 'query');

  /** Whether the rows that come in here are wanted no more. */
  const done = ({ query, source, limits }: Entrance): boolean =>
    source.kind === 'rows' ||
    limits.some(operator => operator.done()) ||
    (query.local && (readers.get(query.name) ?? []).every(({ entrance }) => done(entrance)));

  return {
    records(batch) {
      for (const { source } of fed)
        if (source.kind === 'topic' && source.topic === batch.topic) source.scan.records(batch);
      reading.took(batch);
      memory?.settle();
    },
    passTime() {
      for (const then of timed) then();
      memory?.settle();
      return timed.length > 0;
    },
    quiet(topic, partition, forMs) {
      for (const then of quiet) then(topic, partition, forMs);
      memory?.settle();
    },
    start(restored = false) {
      for (const { source } of fed)
        if (source.kind === 'rows' && !restored) {
          source.port.rows(source.rows);
          source.port.watermark(Infinity);
        }
      reading.start();
      memory?.settle();
    },
    finish(closeWindows) {
      for (const { source } of fed) {
        const first = source.kind === 'topic' ? source.scan : (source.port as Operator);
        if (closeWindows) first.watermark(Infinity);
        first.end();
      }
    },
    done: () => fed.every(done),
    greatest: (topic, partition) =>
      times.reduce((sofar, operator) => Math.max(sofar, operator.greatest(topic, partition)), -Infinity),
    watermark() {
      const least = times.reduce((sofar, operator) => Math.min(sofar, operator.current()), Infinity);
      return Number.isFinite(least) ? least : null;
    },
  };
}
