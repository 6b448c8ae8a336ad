/** Plans and runs written by hand, for tests of the runtime. */

import type { AppendedRecord, MemoryConnector } from '../../../runtime/connectors/memory/connector.ts';
import { memoryConnector } from '../../../runtime/connectors/memory/connector.ts';
import type { Counts, JobOptions, RecordProblem, ResultRow } from '../../../runtime/jobs/job.ts';
import { run } from '../../../runtime/jobs/run.ts';
import type { Clock } from '../../../runtime/time/clock.ts';
import type { Plan, PlanColumn, PlanNode, PlanQuery, TypedExpression } from '../../../src/compiler/plan/plan.ts';
import type { SqlType } from '../../../src/language/types/sql-type.ts';
import { ANY, BIGINT, BOOLEAN, STRING } from '../../../src/language/types/sql-type.ts';

const span = { start: 0, end: 0 };

export const column = (index: number, type: SqlType = ANY): TypedExpression => ({
  op: 'column',
  index,
  name: `c${index}`,
  type,
  span,
});
export const literal = (text: string | null, type: SqlType = BIGINT): TypedExpression => ({
  op: 'literal',
  text,
  type,
  span,
});
export const compare = (left: TypedExpression, operator: '=' | '<' | '>', right: TypedExpression): TypedExpression => ({
  op: 'compare',
  operator,
  left,
  right,
  type: BOOLEAN,
  span,
});
/** Any other node, its span left out. */
export const node = (parts: Record<string, unknown> & { readonly op: TypedExpression['op'] }): TypedExpression =>
  ({ type: ANY, span, ...parts }) as unknown as TypedExpression;

export const field = (name: string, type: SqlType = ANY, more: object = {}): PlanColumn => ({
  name,
  type,
  origin: { kind: 'field', required: false, keyFallback: false, ...more },
});

export const scanNode = (columns: readonly PlanColumn[], kind: 'stream' | 'table' = 'stream'): PlanNode => ({
  node: 'scan',
  source: 'input',
  topic: 'input',
  kind,
  columns,
});

export const timed = (input: PlanNode, column: number | undefined, boundMs = 0): PlanNode => ({
  node: 'event-time',
  input,
  column,
  time: { column: undefined, format: { kind: 'auto' }, boundMs, idleMs: undefined },
});

export const projected = (
  input: PlanNode,
  items: Readonly<Record<string, TypedExpression>>,
  more: { readonly eventTime?: number; readonly key?: readonly number[] } = {},
): PlanNode => ({
  node: 'project',
  input,
  items: Object.entries(items).map(([name, expression]) => ({ name, expression, spread: false })),
  eventTime: more.eventTime,
  key: more.key ?? [],
});

export const query = (
  root: PlanNode,
  columns: readonly (string | { readonly spread: true })[],
  more: Partial<PlanQuery> = {},
  kind: 'stream' | 'table' = 'table',
): PlanQuery => ({
  name: 'result',
  statement: 0,
  bare: false,
  local: false,
  root,
  output: {
    topic: 'output',
    kind,
    columns: columns.map(name =>
      typeof name === 'string' ? { name, type: ANY, spread: false } : { name: '*', type: ANY, spread: true },
    ),
    decimalAsString: false,
  },
  ...more,
});

export const plan = (queries: readonly PlanQuery[], bounded = true): Plan => ({ version: 2, bounded, queries });

/** COUNT(*) and SUM(v) of rows {t, k, v} by k, in windows of 10 ms. */
export const windowed = (
  emit: 'FINAL' | 'CHANGES',
  { graceMs = 0, boundMs = 0, size = 10 }: { graceMs?: number; boundMs?: number; size?: number } = {},
): PlanQuery =>
  query(
    {
      node: 'aggregate',
      input: timed(scanNode([field('t', BIGINT), field('k'), field('v', BIGINT)]), 0, boundMs),
      keys: [{ name: 'k', expression: column(1) }],
      calls: [
        { name: 'COUNT', args: [], distinct: false, filter: null, type: BIGINT },
        { name: 'SUM', args: [column(2, BIGINT)], distinct: false, filter: null, type: BIGINT },
      ],
      window: { kind: 'tumbling', sizeMs: size, graceMs },
      emit,
    },
    ['k', 'n', 's', 'from', 'to'],
  );

export interface Outcome {
  readonly counts: Counts;
  readonly rows: readonly ResultRow[];
  /** Of all rows the values as JSON text; null for a deletion. */
  readonly values: readonly (string | null)[];
  readonly problems: readonly RecordProblem[];
  readonly byQuery: ReadonlyMap<string, readonly ResultRow[]>;
}

/** A clock that stands at 2023-11-14T22:13:20Z. */
export const fixedClock: Clock = {
  now: () => 1_700_000_000_000_000,
  random: () => 0.5,
  uuid: () => '00000000-0000-4000-8000-000000000000',
  advance() {},
};

/** Records of the topic `input`, each an object to be written as JSON, a text, or a whole record. */
export type Given = string | { readonly json: unknown; readonly partition?: number } | AppendedRecord;

export async function outcome(
  given: Plan,
  records: readonly Given[],
  options: Partial<JobOptions> & { readonly batch?: number; readonly partitions?: number } = {},
): Promise<Outcome> {
  const { batch, partitions = 1, ...job } = options;
  const memory = memoryConnector({ topics: { input: partitions } });
  memory.append('input', records.map(appended));
  const rows: ResultRow[] = [];
  const problems: RecordProblem[] = [];
  const byQuery = new Map<string, ResultRow[]>();
  const counts = await run(
    {
      plan: given,
      connector: batch === undefined ? memory : inBatchesOf(memory, batch),
      from: 'earliest',
      onRows(from, some) {
        rows.push(...some);
        byQuery.set(from.name, [...(byQuery.get(from.name) ?? []), ...some]);
      },
      onProblem: problem => problems.push(problem),
      signal: new AbortController().signal,
      closeWindows: true,
      stopAtEnd: true,
      ...job,
    },
    fixedClock,
  );
  return { counts, rows, values: rows.map(({ value }) => value), problems, byQuery };
}

function appended(record: Given): AppendedRecord {
  if (typeof record === 'string') return { value: record };
  if ('json' in record) return { value: JSON.stringify(record.json), partition: record.partition ?? 0 };
  return record;
}

/** The same records, at most so many at a time. */
function inBatchesOf(memory: MemoryConnector, size: number): MemoryConnector {
  return {
    ...memory,
    async reader(assignments) {
      const reader = await memory.reader(assignments);
      return {
        close: () => reader.close(),
        async read(wait, signal) {
          const batches = await reader.read(wait, signal);
          return batches?.flatMap(whole => {
            const pieces = [];
            for (let at = 0; at < whole.records.length; at += size) {
              const records = whole.records.slice(at, at + size);
              const last = at + size >= whole.records.length;
              pieces.push({ ...whole, records, nextOffset: last ? whole.nextOffset : records.at(-1)!.offset + 1 });
            }
            return pieces;
          });
        },
      };
    },
  };
}

export const text = (value: string): TypedExpression => literal(value, STRING);
