/**
 * Records of a stream to the rows that pass, with their time: scan, event-time, filter and a plain projection in one, so that
 * nothing is made of a record but what decides on it and what is asked for. It gives what they would give one after another.
 */
import { asksRecord } from '../../src/compiler/plan/asks-record.ts';
import type { NodeOf, PlanNode, TypedExpression } from '../../src/compiler/plan/plan.ts';
import { Timestamp } from '../../src/language/types/temporal.ts';
import type { SourceRecord } from '../connectors/port.ts';
import { compileAll } from '../expressions/compile.ts';
import { inTwoSteps } from '../formats/json/two-steps.ts';
import { timeReader } from '../time/event-times.ts';
import type { Operator, Row, Scope } from './row.ts';
import { NO_ROW, recordError } from './row.ts';
import type { Scan } from './scan.ts';
import { scanTests } from './scan-tests.ts';
import { sourceWatermark } from './source-watermark.ts';
import { splicedRows } from './spliced-rows.ts';
import { systemTimesOf } from './timed.ts';

export interface FilteredScanNodes {
  readonly scan: NodeOf<'scan'>;
  readonly timed: NodeOf<'event-time'>;
  /** In the order in which they are asked; none: all rows pass. */
  readonly predicates: readonly TypedExpression[];
  /** Of rows that keep their key and time; undefined: rows as they were read. */
  readonly items?: readonly TypedExpression[];
}

/** Undefined when the node is anything else. */
export function filteredScanOf(node: PlanNode): FilteredScanNodes | undefined {
  if (node.node === 'project') {
    const { input, items, key, eventTime } = node;
    const isPlain = key.length === 0 && eventTime === undefined && !items.some(item => asksRecord(item.expression));
    const read = isPlain ? filteredScanOf(input) : undefined;
    return read && !read.items ? { ...read, items: items.map(({ expression }) => expression) } : undefined;
  }
  const predicates: TypedExpression[] = [];
  let below: PlanNode = node;
  for (; below.node === 'filter'; below = below.input) predicates.unshift(below.predicate);
  if (below.node !== 'event-time' || below.input.node !== 'scan' || below.input.kind !== 'stream') return undefined;
  if (below.input.retracts || below.input.formats) return undefined;
  if (predicates.some(asksRecord)) return undefined;
  if (below.time.processing || below.time.eachRow) return undefined;
  return { scan: below.input, timed: below, predicates };
}

/** Rows handed on in one go: few are held at a time, so that they are gone before the garbage collector comes. */
const AT_ONCE = 256;

export interface FilteredScan extends Scan {
  /** The watermark handed on; −Infinity before the first row of each partition. */
  current(): number;
  /** The greatest time that the partition has had. */
  greatest(topic: string, partition: number): number;
}

export function filteredScan(
  { scan, timed, predicates, items }: FilteredScanNodes,
  scope: Scope,
  next: Operator,
): FilteredScan {
  const { column, time } = timed;
  const systemTimes = systemTimesOf(scan.columns);
  const tests = scanTests(predicates, scan.columns, scope.clock);
  const asked = new Set(tests.reads);
  // A TIMESTAMP's milliseconds are had without its value.
  if (column !== undefined && scan.columns[column]!.type.kind !== 'TIMESTAMP') asked.add(column);
  for (const position of systemTimes) asked.add(position);
  const filters = predicates.length > 0;
  const spliced = items && splicedRows(items, scan.columns, scope, next);
  const passing = scope.keepsRecords || spliced ? undefined : next.passing;
  /** Of the columns that do not decide; undefined: all. */
  const wanted = spliced?.wanted ?? (passing && !items ? scan.columns.map((_, i) => passing.reads.has(i)) : undefined);
  const steps = inTwoSteps(
    scan.columns,
    scan.columns.map((_, i) => asked.has(i) || (!filters && !spliced && (wanted?.[i] ?? true))),
    wanted,
  );
  const evaluate = items && compileAll(items, scope.clock);
  const read = timeReader(time.format);
  const { watermarks, current, advance, watermark } = sourceWatermark(time, scope, next);

  function timeOf(column: number, record: SourceRecord, topic: string, partition: number): number {
    const ms = steps.millis(column);
    return Number.isNaN(ms) ? read(steps.one(column, record, topic, partition)) : ms;
  }

  /** What is passed on for a moment, in turns the same object. */
  const passed: { -readonly [Member in keyof Row]: Row[Member] } = { ...NO_ROW };
  let count = 0;

  return {
    current,
    greatest: (topic, partition) => watermarks.greatest(topic, partition),
    records({ topic, partition, records }) {
      let out: Row[] = [];
      spliced?.begin();
      let reached = records.length > 0 ? watermarks.wake(topic, partition) : watermarks.of(topic, partition);
      for (const record of records) {
        const { offset, timestamp, key, headers } = record;
        try {
          const first = steps.first(record, topic, partition);
          const ms = column === undefined ? timestamp : timeOf(column, record, topic, partition);
          const late = reached;
          if (ms - time.boundMs > reached || reached === -Infinity) {
            reached = ms - time.boundMs;
            watermarks.see(topic, partition, ms);
          }
          for (const position of systemTimes) first[position] = Timestamp.ofMillis(ms);
          if (filters && !tests.passes(steps, first, record, topic, partition)) continue;
          if (spliced) {
            spliced.put(steps, record, topic, partition, ms);
            continue;
          }
          if (passing) {
            const rest = steps.rest(record, topic, partition);
            passed.values = evaluate ? evaluate(rest) : rest;
            passed.time = ms;
            passed.late = late;
            passed.topic = topic;
            passed.partition = partition;
            passed.offset = offset;
            passed.key = key;
            passed.headers = headers;
            passing.take(passed);
            if (++count % AT_ONCE === 0) passing.flush();
            continue;
          }
          const values = evaluate
            ? evaluate(steps.rest(record, topic, partition))
            : steps.all(record, topic, partition);
          const row = { values, time: ms, late, topic, partition, offset, key, headers, deleted: false };
          out.push(scope.keepsRecords ? { ...row, record } : row);
        } catch (error) {
          scope.problem({ topic, partition, offset, record }, recordError(error));
        }
        if (out.length < AT_ONCE) continue;
        const full = out;
        out = [];
        next.rows(full);
      }
      if (out.length > 0) next.rows(out);
      spliced?.flush();
      passing?.flush();
      advance();
    },
    watermark,
    end: () => next.end(),
  };
}
